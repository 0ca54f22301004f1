"""Several use cases at once, each in a process of its own."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest
from pydantic import BaseModel

from flows import side_by_side, use_case_process
from flows.console import FAULT
from flows.side_by_side import Ended, SideBySide
from infra.errors import DataError
from tasks.progress import Event

# What stands in for a flow: it notes when it began, and does what its parameters say.
WORKER = """
import json, time
from pathlib import Path
from infra import processes
from infra.errors import DataError

def work(request, report):
    asked = request["parameters"]
    here = Path(asked["place"])
    with (here / "began.txt").open("a") as noted:
        noted.write(request["use_case"] + "\\n")
    (here / request["use_case"]).touch()
    report("train", 0.5)
    if asked["do"] == "refuse":
        raise DataError("table deals is empty", "Fill it.")
    if asked["do"] == "fail":
        raise RuntimeError("a fault of ours")
    if asked["do"] == "sleep":
        try:
            time.sleep(60)
        except KeyboardInterrupt:
            (here / "tidied").touch()
            raise
    until = time.monotonic() + 60
    while asked["do"] == "wait" and not (here / asked["other"]).exists() and time.monotonic() < until:
        time.sleep(0.05)
    if asked["do"] == "wait" and not (here / asked["other"]).exists():
        raise RuntimeError("alone for a minute")
    Path(request["result"]).write_text(json.dumps({"version": request["use_case"]}))

processes.serve_request(work)
"""


class Asked(BaseModel):
    place: str
    do: str = "return"
    other: str = ""


Run = Callable[..., list[Ended]]


@pytest.fixture
def run(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run stand-ins, given what each is to do by its name; gives how they ended, in the order in which they did."""
    assert home.is_dir()
    (tmp_path / "stand_in.py").write_text(WORKER)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [str(tmp_path), os.environ.get("PYTHONPATH")])))
    monkeypatch.setattr(side_by_side, "MODULE", "stand_in")

    def started(jobs: int, asked: dict[str, dict[str, str]], ended: Callable[[Ended], None] | None = None) -> Any:
        ends: list[Ended] = []
        parameters: dict[str, Any] = {name: Asked(place=str(tmp_path), **one) for name, one in asked.items()}
        SideBySide(jobs, grace_seconds=30, told=lambda *_: None).run(parameters, ended or ends.append)
        return ends

    return started


def test_as_many_as_there_are_jobs_run_at_once(run: Run) -> None:
    ends = run(2, {"one": {"do": "wait", "other": "two"}, "two": {"do": "wait", "other": "one"}})
    assert sorted(end.use_case for end in ends if end.summary is not None) == ["one", "two"]


def test_one_job_takes_them_in_their_order(run: Run, tmp_path: Path) -> None:
    ends = run(1, {"late": {}, "early": {}, "third": {}})
    assert (tmp_path / "began.txt").read_text().split() == ["late", "early", "third"]
    assert [end.summary for end in ends] == [{"version": name} for name in ("late", "early", "third")]


def test_one_that_fails_stops_none_of_the_others(run: Run, home: Path) -> None:
    ends = {end.use_case: end for end in run(1, {"refused": {"do": "refuse"}, "faulty": {"do": "fail"}, "sound": {}})}
    assert ends["sound"].exit_code == 0
    refused, faulty = ends["refused"], ends["faulty"]
    assert (refused.problem, refused.remedy, refused.exit_code) == (
        "table deals is empty",
        "Fill it.",
        DataError.exit_code,
    )
    assert (faulty.problem, faulty.exit_code) == ("RuntimeError: a fault of ours", FAULT)
    assert faulty.log is not None
    assert faulty.log.is_relative_to(home)
    assert "Traceback" in faulty.log.read_text()


def test_an_interrupt_lets_those_under_way_tidy_up_and_begins_no_other(run: Run, tmp_path: Path) -> None:
    def interrupted(_end: Ended) -> None:
        raise KeyboardInterrupt

    asked = {"quick": {"do": "wait", "other": "long"}, "long": {"do": "sleep"}, "never": {"do": "sleep"}}
    with pytest.raises(KeyboardInterrupt):
        run(2, asked, interrupted)
    assert (tmp_path / "tidied").is_file()
    assert all("stand_in" not in child.cmdline() for child in psutil.Process().children())


def test_the_cores_are_shared_unless_the_user_says_how(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in side_by_side.THREADS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 8)
    assert set(side_by_side.threads_of_each(3).values()) == {"2"}
    assert set(side_by_side.threads_of_each(16).values()) == {"1"}
    monkeypatch.setenv("OMP_NUM_THREADS", "5")
    assert "OMP_NUM_THREADS" not in side_by_side.threads_of_each(3)


@pytest.mark.parametrize(("free", "jobs"), [(1e9, 1), (9e9, 2), (100e9, 3)])
def test_no_more_run_than_memory_takes(monkeypatch: pytest.MonkeyPatch, free: float, jobs: int) -> None:
    memory = type("Memory", (), {"available": free})
    monkeypatch.setattr(psutil, "virtual_memory", lambda: memory)
    assert side_by_side.jobs_that_fit(3, gigabytes=4) == jobs


def test_some_come_first() -> None:
    assert side_by_side.in_order(["a", "b", "c"], first=["c", "x"]) == ["c", "a", "b"]


def test_every_step_counts_the_same() -> None:
    assert use_case_process.told(Event("ingest", "began")) == ("ingest", 0.0)
    assert use_case_process.told(Event("train", "advanced", "round 3", 0.5)) == ("train: round 3", 3.5 / 6)
    assert use_case_process.told(Event("register", "ended")) == ("register", 1.0)
