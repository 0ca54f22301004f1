from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def client(home: Path):
    from infra import tracking

    assert home.is_dir()
    return tracking.open_client()
