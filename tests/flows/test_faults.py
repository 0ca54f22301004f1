"""Faults, each with real processes: nothing is lost, nothing is half registered, no run is left running."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import mlflow
import psutil
import pytest
from bazaar_command import LENIENT, SMALL, Bazaar
from servers_for_tests import MlflowServer, PrefectServer

RUN = ("run", "product-matching", *SMALL, *LENIENT)
STEPS = ("ingest", "validate", "build", "train", "evaluate")


def wait_for(happened: Callable[[], bool], process: subprocess.Popen[str], seconds: float = 240) -> None:
    """Look often: some steps are short."""
    deadline = time.monotonic() + seconds
    while not happened():
        assert process.poll() is None, process.communicate()[0]
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.005)


def works_on(bazaar: Bazaar, step: str) -> Callable[[], bool]:
    drafts = bazaar.home / ".bazaar" / "store" / ".drafts"
    known = set(drafts.glob(f"{step}-*"))
    return lambda: bool(set(drafts.glob(f"{step}-*")) - known)


def kill(process: subprocess.Popen[str]) -> None:
    """kill -9, and wait until the children have noticed."""
    children = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    _, alive = psutil.wait_procs(children, timeout=20)
    assert alive == []


def mlflow_states(client: mlflow.MlflowClient) -> list[str]:
    experiment = client.get_experiment_by_name("product-matching")
    return [] if experiment is None else [run.info.status for run in client.search_runs([experiment.experiment_id])]


def prefect_states(api: str) -> set[str]:
    found = httpx.post(f"{api}/flow_runs/filter", json={"sort": "START_TIME_DESC", "limit": 200}, timeout=30).json()
    return {run["state_type"] for run in found}


def progress_shown(api: str) -> set[tuple[str, float]]:
    asked = {"artifacts": {"type": {"any_": ["progress"]}}}
    found = httpx.post(f"{api}/artifacts/filter", json=asked, timeout=30).json()
    return {(artifact["key"], artifact["data"]) for artifact in found}


@pytest.fixture
def prefect_of_its_own(tmp_path: Path) -> Iterator[PrefectServer]:
    with PrefectServer(tmp_path / "prefect") as server:
        yield server


@pytest.fixture
def bazaar(bazaar_at: Callable[[Path], Bazaar], tmp_path: Path, prefect_of_its_own: PrefectServer) -> Bazaar:
    return replace(bazaar_at(tmp_path / "home"), api=prefect_of_its_own.api)


@pytest.mark.slow
def test_kill_in_each_step_then_the_same_command(bazaar: Bazaar) -> None:
    store = bazaar.home / ".bazaar" / "store"
    written: dict[Path, int] = {}
    for killed_in in STEPS:
        process = bazaar.start(*RUN)
        wait_for(works_on(bazaar, killed_in), process)
        kill(process)
        assert not list((store / killed_in).glob("*"))
        # What was finished is found, never made again.
        assert all(place.stat().st_mtime_ns == moment for place, moment in written.items())
        written = {place: place.stat().st_mtime_ns for step in STEPS for place in (store / step).glob("*")}
    assert len(written) == len(STEPS) - 1
    process = bazaar.start(*RUN)
    artifacts = bazaar.home / "mlruns" / "artifacts"
    wait_for(lambda: bool(list(artifacts.rglob("MLmodel"))), process)
    kill(process)
    assert bazaar.alias("champion") is None

    said = bazaar(*RUN)
    for step in STEPS:
        line = next(line for line in said.splitlines() if line.startswith(f"✓ {step}"))
        assert "found in the run store" in line
    assert [version["tags"]["bazaar.state"] for version in bazaar.versions().values()] == ["verified"]
    assert bazaar.alias("champion") == next(iter(bazaar.versions()))
    states = mlflow_states(bazaar.client())
    assert sorted(set(states)) == ["FINISHED", "KILLED"]
    assert states.count("FINISHED") == 1
    assert prefect_states(bazaar.api) == {"CRASHED", "COMPLETED"}
    assert not list((bazaar.home / ".bazaar" / "runs").iterdir())


def test_an_interrupt_closes_the_mlflow_run_as_killed(bazaar: Bazaar) -> None:
    process = bazaar.start(*RUN, "--set", "models.rounds=5000")
    wait_for(works_on(bazaar, "train"), process)
    children = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 130, said
    _, alive = psutil.wait_procs(children, timeout=20)
    assert alive == []
    assert mlflow_states(bazaar.client()) == ["KILLED"]
    assert "RUNNING" not in prefect_states(bazaar.api)


@pytest.mark.slow
def test_mlflow_goes_away_during_train_and_comes_back(bazaar: Bazaar) -> None:
    with MlflowServer(bazaar.home) as server:
        over_http = replace(bazaar, tracking=server.address)
        process = over_http.start(*RUN)
        wait_for(works_on(bazaar, "train"), process)
        server.stop()
        store = bazaar.home / ".bazaar" / "store"
        wait_for(lambda: bool(list((store / "train").glob("*/reference.json"))), process)
        time.sleep(3)
        server.start()
        said, _ = process.communicate(timeout=240)
        assert process.returncode == 0, said
    assert bazaar.alias("champion") == "1"
    assert mlflow_states(bazaar.client()) == ["FINISHED"]


@pytest.mark.slow
def test_mlflow_stays_away_and_the_model_is_kept(bazaar: Bazaar) -> None:
    with MlflowServer(bazaar.home) as server:
        over_http = replace(bazaar, tracking=server.address)
        process = over_http.start(*RUN, "--set", "mlflow_patience_seconds=1")
        wait_for(works_on(bazaar, "train"), process)
        server.stop()
        said, _ = process.communicate(timeout=240)
        assert process.returncode == 5, said
        assert "does not answer" in said
        server.start()
        said = over_http(*RUN)
    line = next(line for line in said.splitlines() if line.startswith("✓ train"))
    assert "found in the run store" in line
    assert bazaar.alias("champion") == "1"
    assert sorted(mlflow_states(bazaar.client())) == ["FAILED", "FINISHED"]


@pytest.mark.slow
def test_the_prefect_server_restarts_in_the_middle(bazaar: Bazaar, prefect_of_its_own: PrefectServer) -> None:
    process = bazaar.start(*RUN, "--set", "models.rounds=300")
    wait_for(works_on(bazaar, "train"), process)
    prefect_of_its_own.stop()
    time.sleep(2)
    prefect_of_its_own.start()
    said, _ = process.communicate(timeout=300)
    assert process.returncode == 0, said
    assert bazaar.alias("champion") == "1"
    assert mlflow_states(bazaar.client()) == ["FINISHED"]
    assert prefect_states(bazaar.api) == {"COMPLETED"}


@pytest.mark.slow
def test_two_runs_at_once_both_end_well(bazaar: Bazaar) -> None:
    weaker = ("--set", "models.rounds=2", "--set", "models.max_depth=1", "--set", "models.neighbours=0")
    both = [bazaar.start(*RUN, *weaker), bazaar.start(*RUN)]
    for process in both:
        said, _ = process.communicate(timeout=300)
        assert process.returncode == 0, said
    versions = bazaar.versions()
    assert set(versions) == {"1", "2"}
    best = max(versions, key=lambda version: bazaar.client().get_run(versions[version]["run_id"]).data.metrics["f1"])
    assert bazaar.alias("champion") == best
    assert set(mlflow_states(bazaar.client())) == {"FINISHED"}
    assert progress_shown(bazaar.api) >= {("train-product-matching", 100.0), ("evaluate-product-matching", 100.0)}
    events = [line.split("version ")[1].split(" (")[0] for line in bazaar("log", "product-matching").splitlines()]
    assert len([event for event in events if event.endswith("promoted")]) in (1, 2)


def test_pids_are_told_apart_by_their_start(tmp_path: Path) -> None:
    from infra import alive

    noted = alive.note()
    assert alive.is_alive(noted)
    assert not alive.is_alive({**noted, "started": noted["started"] - 3600})
    gone = subprocess.Popen(["true"], cwd=tmp_path)  # noqa: S607
    gone.wait()
    assert not alive.is_alive({**noted, "pid": gone.pid})
    assert os.getpid() == noted["pid"]
