"""A run that is killed goes on where it stood, and leaves nothing half done."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from bazaar_command import LENIENT, SMALL, Bazaar


@pytest.fixture
def bazaar(bazaar_at: Callable[[Path], Bazaar], tmp_path: Path) -> Bazaar:
    return bazaar_at(tmp_path / "home")


def find_training(of: int) -> psutil.Process | None:
    try:
        children = psutil.Process(of).children(recursive=True)
        return next((child for child in children if "tasks.train_process" in child.cmdline()), None)
    except psutil.NoSuchProcess:
        return None


def test_kill_in_the_middle_of_train_then_the_same_command(bazaar: Bazaar) -> None:
    command = ("run", "product-matching", *SMALL, *LENIENT)
    slow = (*command, "--set", "models.rounds=5000")
    process = bazaar.start(*slow)
    deadline = time.monotonic() + 240
    training = None
    while training is None and time.monotonic() < deadline and process.poll() is None:
        training = find_training(process.pid)
        time.sleep(0.2)
    assert training is not None, process.communicate()[0]
    time.sleep(1)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    training.wait(timeout=20)

    store = bazaar.home / ".bazaar" / "store"
    finished = {
        step.name: {place: place.stat().st_mtime_ns for place in step.iterdir()}
        for step in store.iterdir()
        if step.is_dir()
    }
    assert {"ingest", "validate", "build"} <= set(finished)
    assert "train" not in finished
    if (bazaar.home / "mlruns" / "mlflow.db").exists():
        assert bazaar.versions() == {}

    said = bazaar(*command)
    lines = {line.split()[1]: line for line in said.splitlines() if line.startswith("✓")}
    for step in ("ingest", "validate", "build"):
        assert "found in the run store" in lines[step]
        for place, written in finished[step].items():
            assert place.stat().st_mtime_ns == written
    assert set(bazaar.versions()) == {"1"}
    assert bazaar.alias("champion") == "1"
    assert sorted(run.info.status for run in bazaar.client().search_runs(["1"])) == ["FINISHED", "KILLED"]


def test_damaged_results_are_made_again(bazaar: Bazaar) -> None:
    command = ("run", "product-matching", *SMALL, *LENIENT)
    bazaar(*command)
    state = bazaar.home / ".bazaar"
    (examples,) = (state / "store" / "build").glob("*/content/train.parquet")
    whole = examples.read_bytes()
    examples.write_bytes(whole[:-100])
    (noted,) = (state / "store" / "validate").glob("*/reference.json")
    noted.write_bytes(noted.read_bytes()[:40])
    for result in (state / "results").iterdir():
        if result.is_file():
            result.write_bytes(result.read_bytes()[:40])
    said = bazaar(*command)
    lines = {line.split()[1]: line for line in said.splitlines() if line.startswith("✓")}
    found = {step for step, line in lines.items() if "found in the run store" in line}
    assert found >= {"ingest", "train"}
    assert not found & {"validate", "build"}
    assert examples.read_bytes() == whole
    assert set(bazaar.versions()) == {"1"}
