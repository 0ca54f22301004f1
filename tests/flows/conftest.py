"""A real Prefect server for the session."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bazaar_command import Bazaar
from servers_for_tests import PrefectServer

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def prefect_api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a real Prefect server on a free port, stopped by its own pid."""
    with PrefectServer(tmp_path_factory.mktemp("prefect")) as server:
        yield server.api


@pytest.fixture(scope="session")
def bazaar_at(prefect_api: str) -> Callable[[Path], Bazaar]:
    """Make a bazaar in a directory."""

    def make(directory: Path) -> Bazaar:
        directory.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPOSITORY / "params.yaml", directory)
        return Bazaar(directory, prefect_api)

    return make
