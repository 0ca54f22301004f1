"""The Prefect server that a run brings with it: all it saw is kept, and it ends with the run, however that ends."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import psutil
import pytest
from bazaar_command import LENIENT, SMALL, Bazaar

REPOSITORY = Path(__file__).resolve().parents[2]
RUN = ("run", "product-matching", *SMALL, *LENIENT)
STEPS = {"ingest", "validate", "build", "train", "evaluate", "register"}


@pytest.fixture
def bazaar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bazaar:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    shutil.copy(REPOSITORY / "params.yaml", tmp_path)
    return Bazaar(tmp_path, api="")


def rows(bazaar: Bazaar, query: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(bazaar.home / ".bazaar" / "prefect" / "prefect.db")) as database:
        return database.execute(query).fetchall()


@pytest.mark.slow
def test_it_dies_with_a_killed_run_and_the_next_run_closes_what_was_open(bazaar: Bazaar) -> None:
    process = bazaar.start(*RUN, "--set", "models.rounds=5000")
    drafts = bazaar.home / ".bazaar" / "store" / ".drafts"
    deadline = time.monotonic() + 240
    while not list(drafts.glob("train-*")):
        assert process.poll() is None, process.communicate()[0]
        assert time.monotonic() < deadline
        time.sleep(0.05)
    children = psutil.Process(process.pid).children(recursive=True)
    assert any("infra.server_body" in child.cmdline() for child in children)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    _, alive = psutil.wait_procs(children, timeout=30)
    assert alive == []

    bazaar(*RUN)
    assert sorted(rows(bazaar, "SELECT state_type FROM flow_run")) == [("COMPLETED",), ("CRASHED",)]
    finished = rows(
        bazaar,
        "SELECT task_run.name, task_run.state_type FROM task_run JOIN flow_run ON flow_run.id = task_run.flow_run_id "
        "WHERE flow_run.state_type = 'COMPLETED'",
    )
    assert {name.split("-")[0] for name, _ in finished} == STEPS
    assert {state for _, state in finished} == {"COMPLETED"}
    assert rows(bazaar, "SELECT name FROM task_run WHERE state_type IN ('RUNNING', 'PENDING')") == []
