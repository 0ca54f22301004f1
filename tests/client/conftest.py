"""Versions of a tiny model behind an alias, in one registry for all tests of the module."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import toy
from mlflow import MlflowClient

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A bazaar home; a new database takes seconds to make."""
    home = tmp_path_factory.mktemp("client")
    shutil.copy(REPOSITORY / "params.yaml", home)
    before = os.environ["BAZAAR_HOME"]
    os.environ["BAZAAR_HOME"] = str(home)
    yield home
    os.environ["BAZAAR_HOME"] = before


@pytest.fixture
def client(own_home: Path) -> Iterator[MlflowClient]:
    from infra import tracking

    assert own_home.is_dir()
    yield tracking.open_client()
    # mlflow writes the address it was given into the environment, where the next test would find it.
    for name in ("MLFLOW_TRACKING_URI", "MLFLOW_REGISTRY_URI"):
        os.environ.pop(name, None)


@pytest.fixture
def promote(client: MlflowClient, tmp_path: Path) -> Callable[..., str]:
    """Register a version that answers `answer`, and have the alias point at it."""

    def made(answer: float, bias: float = 0.0, *, point: bool = True) -> str:
        version = toy.registered(client, tmp_path, answer, bias)
        if point:
            client.set_registered_model_alias(toy.NAME, "champion", version)
        return version

    return made
