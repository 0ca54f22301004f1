"""Notes of runs under way: found again when their process is gone, and never mistaken for a living one's."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from infra import alive, run_notes


def left() -> list[str]:
    return [path.stem for path, _ in run_notes.left_behind()]


def write(name: str, **values: object) -> None:
    run_notes.directory().mkdir(parents=True, exist_ok=True)
    (run_notes.directory() / f"{name}.json").write_text(json.dumps({**alive.note(), **values}))


def test_the_note_of_a_living_run_is_left_alone_and_goes_with_it(home: Path) -> None:
    assert home.is_dir()
    with run_notes.kept("one", use_case="x") as note:
        note.update(mlflow_run_id="m")
        assert run_notes.read("one")["mlflow_run_id"] == "m"
        assert left() == []
    assert run_notes.read("one") == {}


def test_the_note_of_a_dead_process_is_found(home: Path) -> None:
    assert home.is_dir()
    gone = subprocess.Popen(["true"])  # noqa: S607
    gone.wait()
    write("dead", pid=gone.pid)
    write("elsewhere", pid=gone.pid, host="another-machine")
    write("pid-given-to-another", started=alive.note()["started"] - 3600)
    assert left() == ["dead", "pid-given-to-another"]


def test_a_run_that_could_not_say_how_it_ended_is_found_while_its_process_lives(home: Path) -> None:
    assert home.is_dir()
    with run_notes.kept("one") as note:
        note.keep("FAILED")
    assert left() == ["one"]
    assert run_notes.read("one")["ended"] == "FAILED"


def test_a_note_cut_off_by_a_full_disk_is_dropped(home: Path) -> None:
    assert home.is_dir()
    run_notes.directory().mkdir(parents=True)
    (run_notes.directory() / "half.json").write_text('{"pid": 1')
    assert left() == []
    assert not list(run_notes.directory().iterdir())


def test_amending_an_absent_note_makes_none(home: Path) -> None:
    assert home.is_dir()
    run_notes.amend("nobody", mlflow_run_id="m")
    run_notes.amend(None, mlflow_run_id="m")
    assert run_notes.read("nobody") == {}
