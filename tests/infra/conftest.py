from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def client(home: Path):
    from infra import tracking

    assert home.is_dir()
    return tracking.open_client()
