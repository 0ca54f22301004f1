"""The note of where MLflow's files lay last: followed once, whoever looks at it meanwhile."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from infra import environment, tracking


def place(home: Path) -> str:
    # mlflow writes the address it was given into the environment, where it would outlive the move.
    os.environ.pop("MLFLOW_TRACKING_URI", None)
    client = tracking.open_client()
    assert home.is_dir()
    return str(client.get_experiment(tracking.experiment_id(client, "x")).artifact_location)


def test_a_moved_home_is_followed_once(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert place(home).startswith(home.as_uri())
    moved = home.rename(tmp_path / "moved")
    monkeypatch.setenv("BAZAAR_HOME", str(moved))
    for _ in range(2):
        assert place(moved) == f"{moved.as_uri()}/mlruns/artifacts/x"


def test_an_empty_note_changes_no_address(home: Path) -> None:
    before = place(home)
    note = environment.tracking_directory() / tracking.ROOT_NOTE
    note.write_text("")
    assert place(home) == before
    assert note.read_text().strip() == environment.tracking_directory().as_uri()
