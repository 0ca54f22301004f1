"""bazaar run as its users run it: as a command, in a home of its own."""

from __future__ import annotations

import functools
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import mlflow

from infra import registry

BAZAAR = Path(sys.executable).with_name("bazaar")

# Small trees on a small world, asked again a few times: what is tested is the road, not the model.
SMALL = (
    *("--set", "simulator.scale=0.05", "--set", "models.rounds=30", "--set", "evaluation.resamples=200"),
    *("--set", "evaluation.latency_requests=10", "--set", "evaluation.challenge_pairs=50"),
    *("--set", "evaluation.challenge_listings=50"),
)
LENIENT = (
    *("--set", "gate.floors={f1: 0.05}", "--set", "gate.ceilings={}", "--set", "gate.max_loss={}"),
    *("--set", "gate.max_metric_loss={}"),
)
WEAK = ("--set", "models.rounds=1", "--set", "models.max_depth=1", "--set", "models.neighbours=0")


@dataclass(frozen=True)
class Bazaar:
    """The command in a home of its own."""

    home: Path
    api: str
    tracking: str = ""

    def environment(self) -> dict[str, str]:
        own = {
            "BAZAAR_HOME": str(self.home),
            "PREFECT_HOME": str(self.home / ".bazaar" / "prefect"),
            "PREFECT_LOCAL_STORAGE_PATH": str(self.home / ".bazaar" / "results"),
            "COLUMNS": "200",
        }
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MLFLOW_TRACKING")}
        if self.api:
            own["PREFECT_API_URL"] = self.api
        return {**kept, **own, **({"MLFLOW_TRACKING_URI": self.tracking} if self.tracking else {})}

    def start(self, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [str(BAZAAR), *words],
            env=self.environment(),
            cwd=self.home,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            # As a terminal starts it; a shell that runs these tests in the background has it ignored.
            preexec_fn=functools.partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
        )

    def __call__(self, *words: str, code: int = 0) -> str:
        """What the command printed; it has to end with `code`."""
        process = self.start(*words)
        said, _ = process.communicate(timeout=600)
        assert process.returncode == code, said
        return said

    def versions(self) -> dict[str, dict[str, object]]:
        """Registered versions and the aliases that point at them."""
        client = self.client()
        found = client.search_model_versions("name='product-matching'")
        return {str(version.version): {"tags": version.tags, "run_id": version.run_id} for version in found}

    def alias(self, name: str) -> str | None:
        return registry.alias_version(self.client(), "product-matching", name)

    def client(self) -> mlflow.MlflowClient:
        uri = f"sqlite:///{self.home / 'mlruns' / 'mlflow.db'}"
        return mlflow.MlflowClient(uri, uri)

    def tracking_uri(self) -> str:
        return f"sqlite:///{self.home / 'mlruns' / 'mlflow.db'}"
