"""The deployments, served by a process of their own beside a real Prefect and a real MLflow."""

from __future__ import annotations

import copy
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import mlflow
import psutil
import yaml
from servers_for_tests import MlflowServer, PrefectServer

REPOSITORY = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 300.0

# What params.yaml says of the deployment: small trees on a small world, asked again a few times, and a gate that
# anything passes.
SMALL = {
    "simulator.scale": 0.05,
    "models.rounds": 30,
    "evaluation.resamples": 200,
    "evaluation.latency_requests": 10,
    "evaluation.challenge_pairs": 50,
    "evaluation.challenge_listings": 50,
    "gate.floors": {"f1": 0.05},
    "gate.ceilings": {},
    "gate.max_loss": {},
}
LONG = {"models__rounds": 10_000, "models__bags": 50}
Json = dict[str, Any]


def wait_until(happened: Callable[[], object], what: str) -> None:
    assert happens(happened, PATIENCE_SECONDS), f"it never happened: {what}"


def happens(happened: Callable[[], object], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not happened():
        if time.monotonic() >= deadline:
            return False
        time.sleep(0.2)
    return True


class Served:
    """A home, its two servers, and the process that serves its deployments."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.home = directory / "home"
        self.prefect = PrefectServer(directory / "prefect")
        self.mlflow = MlflowServer(self.home)
        self.process: subprocess.Popen[bytes] | None = None
        self._write_parameters()

    def _write_parameters(self) -> None:
        parameters = yaml.safe_load((REPOSITORY / "params.yaml").read_text())
        deployment = {"cron": "0 3 * * *", "timezone": "Europe/Berlin", "profile": "quick", "settings": SMALL}
        section = parameters["product_matching"]
        section["deployments"] = {**section["deployments"], "train": deployment}
        (self.home / "params.yaml").write_text(yaml.safe_dump(parameters))

    def environment(self) -> dict[str, str]:
        own = {
            "BAZAAR_HOME": str(self.home),
            "PREFECT_HOME": str(self.home / ".bazaar" / "prefect"),
            "PREFECT_LOCAL_STORAGE_PATH": str(self.home / ".bazaar" / "results"),
            "PREFECT_API_URL": self.prefect.api,
            "MLFLOW_TRACKING_URI": self.mlflow.address,
        }
        return {**os.environ, **own}

    def serve(self) -> None:
        ready = self.directory / "ready"
        ready.unlink(missing_ok=True)
        with (self.directory / "served.log").open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "flows.deployments", str(ready)],
                env=self.environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        wait_until(lambda: ready.exists() or self.ended(), "the deployments are served")
        assert not self.ended(), self.log()

    def ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def log(self) -> str:
        return (self.directory / "served.log").read_text()

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Tell it to end; its exit code."""
        assert self.process is not None
        self.process.send_signal(how)
        return self.process.wait(timeout=PATIENCE_SECONDS)

    def deployment(self, kind: str = "train") -> Json:
        found = httpx.post(f"{self.prefect.api}/deployments/filter", json={}, timeout=60).json()
        return next(one for one in found if {kind, "product-matching"} <= set(one["tags"]))

    def ask(self, kind: str = "train", **changes: Any) -> httpx.Response:
        """What the pages send when a person submits the form, with these fields of it changed: `models__rounds=9`."""
        deployment = self.deployment(kind)
        parameters = copy.deepcopy(deployment["parameters"])
        for path, value in changes.items():
            *sections, name = path.split("__")
            at = parameters["parameters"]
            for section in sections:
                at = at[section]
            at[name] = value
        body = {"parameters": parameters, "state": {"type": "SCHEDULED"}}
        for _ in range(10):
            address = f"{self.prefect.api}/deployments/{deployment['id']}/create_flow_run"
            answer = httpx.post(address, json=body, timeout=60)
            if answer.status_code != 503:
                break
            # The server's SQLite was busy: nothing was made.
            time.sleep(1)
        return answer

    def trigger(self, kind: str = "train", **changes: Any) -> str:
        answer = self.ask(kind, **changes)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def flow_run(self, identifier: str) -> Json:
        found: Json = httpx.get(f"{self.prefect.api}/flow_runs/{identifier}", timeout=60).json()
        return found

    def flow_runs(self) -> set[str]:
        found = httpx.post(f"{self.prefect.api}/flow_runs/filter", json={}, timeout=60).json()
        return {str(one["id"]) for one in found}

    def state(self, identifier: str) -> str:
        return str(self.flow_run(identifier)["state"]["name"])

    def wait_for(self, identifier: str, *states: str) -> None:
        wait_until(lambda: self.state(identifier) in states, f"{states}; it is {self.state(identifier)}")

    def artifacts(self, identifier: str) -> dict[str, Json]:
        asked = {"artifacts": {"flow_run_id": {"any_": [identifier]}}}
        found = httpx.post(f"{self.prefect.api}/artifacts/filter", json=asked, timeout=60).json()
        return {one["key"]: one for one in found if one["key"]}

    def slots(self) -> int:
        found = httpx.get(f"{self.prefect.api}/v2/concurrency_limits/product-matching", timeout=60)
        return int(found.json()["active_slots"])

    def mlflow_run(self, identifier: str) -> Any:
        client = mlflow.MlflowClient(self.mlflow.address, self.mlflow.address)
        experiment = client.get_experiment_by_name("product-matching")
        found = client.search_runs([experiment.experiment_id], f"tags.`bazaar.flow_run_id` = '{identifier}'")
        return found[0] if found else None

    def versions(self) -> int:
        client = mlflow.MlflowClient(self.mlflow.address, self.mlflow.address)
        return len(client.search_model_versions("name='product-matching'"))

    def wait_for_training(self) -> list[psutil.Process]:
        """The processes of the run that trains now: the flow's, then the trainer's."""
        found: list[psutil.Process] = []

        def trains() -> bool:
            assert self.process is not None
            found[:] = psutil.Process(self.process.pid).children(recursive=True)
            return any("tasks.train_process" in _words(process) for process in found)

        wait_until(trains, "training")
        return found


def _words(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:
        return []
