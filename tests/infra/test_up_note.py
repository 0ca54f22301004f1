"""The note of a running `bazaar up`, and what other commands make of it."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from infra import alive, artifact_places, environment, home_databases, tracking, up_note
from infra.errors import SettingsError

PREFECT = "http://127.0.0.1:4299/api"
MLFLOW = "http://127.0.0.1:5099"


@pytest.fixture(autouse=True)
def no_server_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert home.is_dir()
    for name in ("PREFECT_API_URL", "MLFLOW_TRACKING_URI"):
        monkeypatch.delenv(name, raising=False)


def noted(**changes: object) -> up_note.Up:
    values = {
        "prefect": PREFECT,
        "mlflow": MLFLOW,
        "artifacts": "",
        "databases": "SQLite",
        "sign_in": "",
        "ready": True,
    }
    up = up_note.Up(**{**values, **changes})
    up.write()
    return up


def test_what_is_written_is_read() -> None:
    up = noted(children=(alive.note(),))
    assert up_note.read() == up
    assert up_note.running() == up


def test_commands_use_the_servers_that_run_and_those_named_before_them(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.prefect_address() is None
    assert environment.tracking_uri() == environment.own_database_uri()
    noted()
    assert environment.prefect_address() == PREFECT
    assert environment.tracking_uri() == MLFLOW
    monkeypatch.setenv("PREFECT_API_URL", "http://elsewhere/api")
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://elsewhere")
    assert environment.prefect_address() == "http://elsewhere/api"
    assert environment.tracking_uri() == "http://elsewhere"


def killed() -> dict[str, object]:
    gone = subprocess.Popen(["true"])  # noqa: S607
    note = alive.note(gone.pid)
    gone.wait()
    return note


@pytest.mark.parametrize("changes", [{"ready": False}, {"process": "killed"}, {"process": "elsewhere"}])
def test_a_note_of_none_that_answers_here_is_not_used(changes: dict[str, object]) -> None:
    processes = {"killed": killed(), "elsewhere": {**alive.note(), "host": "another machine"}}
    noted(**{name: processes.get(str(value), value) for name, value in changes.items()})
    assert up_note.running() is None
    assert environment.tracking_uri() == environment.own_database_uri()


@pytest.mark.parametrize("text", ["", "{", "[]", json.dumps({"prefect": PREFECT}), json.dumps({"another": "version"})])
def test_a_note_that_cannot_be_read_is_none(text: str) -> None:
    up_note.path().parent.mkdir(parents=True, exist_ok=True)
    up_note.path().write_text(text)
    assert up_note.read() is None
    assert up_note.left_children() == []


def test_servers_of_a_killed_one_are_found_until_they_end() -> None:
    left = subprocess.Popen(["sleep", "60"])  # noqa: S607
    try:
        noted(process=killed(), children=(alive.note(left.pid),))
        assert [child["pid"] for child in up_note.left_children()] == [left.pid]
    finally:
        left.kill()
        left.wait()
    assert up_note.left_children() == []


@pytest.mark.parametrize(
    ("artifacts", "place"),
    [
        ("", "{home}/mlruns/artifacts/x"),
        ("s3://shop/models/", "s3://shop/models/x"),
        (artifact_places.SERVED_ADDRESS, "mlflow-artifacts:/x"),
    ],
)
def test_experiments_are_put_where_the_running_one_says(home: Path, artifacts: str, place: str) -> None:
    noted(artifacts=artifacts)
    assert tracking._artifact_location("x") == place.format(home=home.as_uri())


def test_an_mlflow_that_is_not_ours_places_its_experiments(monkeypatch: pytest.MonkeyPatch) -> None:
    noted()
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://elsewhere")
    assert tracking._artifact_location("x") is None


def test_a_registry_on_postgresql_is_not_doubled_in_sqlite(home: Path) -> None:
    home_databases.remember("postgresql://ada@db:5432/bazaar")
    with pytest.raises(SettingsError, match="bazaar up --postgres postgresql://ada@db:5432/bazaar"):
        environment.tracking_uri()
    assert not (home / "mlruns" / "mlflow.db").exists()
    home_databases.refuse_another_than("postgresql://another-user@db:5432/bazaar")
    with pytest.raises(SettingsError, match="not on postgresql://ada@db:5432/other"):
        home_databases.refuse_another_than("postgresql://ada@db:5432/other")
    noted()
    assert environment.tracking_uri() == MLFLOW


def test_the_pid_of_another_process_is_not_taken_for_it() -> None:
    noted(process={**alive.note(), "started": alive.note()["started"] - 3600})
    assert os.getpid() == up_note.read().process["pid"]
    assert up_note.running() is None
