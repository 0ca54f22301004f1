"""Fixtures that all tests share. Tools' settings are made before any of them is imported."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

REPOSITORY = Path(__file__).resolve().parent.parent
SESSION_HOME = Path(tempfile.mkdtemp(prefix="bazaar-tests-"))

os.environ["BAZAAR_HOME"] = str(SESSION_HOME)
os.environ.pop("MLFLOW_TRACKING_URI", None)

from infra import environment  # noqa: E402 - reads BAZAAR_HOME

environment.prepare()
environment.make_directories()

# Times are measured by benchmarks: a slow moment of the machine fails no property.
settings.register_profile("bazaar", deadline=None)
settings.load_profile("bazaar")


def pytest_sessionfinish() -> None:
    shutil.rmtree(SESSION_HOME, ignore_errors=True)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A fresh bazaar home: params.yaml of the repository, no run store, no MLflow database."""
    directory = tmp_path / "home"
    directory.mkdir()
    shutil.copy(REPOSITORY / "params.yaml", directory)
    monkeypatch.setenv("BAZAAR_HOME", str(directory))
    monkeypatch.setenv("PREFECT_HOME", str(directory / ".bazaar" / "prefect"))
    monkeypatch.setenv("PREFECT_LOCAL_STORAGE_PATH", str(directory / ".bazaar" / "results"))
    yield directory
    # mlflow writes the address it was given into the environment, where the next test would find it.
    for name in ("MLFLOW_TRACKING_URI", "MLFLOW_REGISTRY_URI"):
        os.environ.pop(name, None)


@pytest.fixture(scope="session")
def bazaar_data() -> Path:
    """The folder of public data: `BAZAAR_DATA`, else `../shared/data` where it is there."""
    folder = Path(os.environ.get("BAZAAR_DATA") or REPOSITORY.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"no public data in {folder}; set BAZAAR_DATA")
    return folder
