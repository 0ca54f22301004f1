"""Copies of one trained home, each of which a test may alter."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mlflow import MlflowClient

from infra import tracking
from tasks import version_record
from tasks.version_record import VersionRecord

USE_CASE = "product_matching"


@dataclass(frozen=True)
class Trained:
    """Version 1 from a directory of tables, version 2 the champion."""

    home: Path
    tables: Path

    def copy_to(self, place: Path) -> None:
        shutil.copytree(self.home, place)


@dataclass(frozen=True)
class Home:
    """A trained home that the environment names."""

    place: Path

    def client(self) -> MlflowClient:
        return tracking.open_client()

    def record(self, version: str) -> VersionRecord:
        return version_record.read(self.client(), USE_CASE, version)

    def served(self, version: str) -> Path:
        """The files of a version."""
        client = self.client()
        (model,) = [
            model
            for model in client.search_logged_models([client.get_experiment_by_name("product-matching").experiment_id])
            if model.source_run_id == self.record(version).run_id
        ]
        return Path(model.artifact_location.removeprefix("file://"))

    def of_run(self, version: str, name: str) -> Path:
        """A file of a version's run."""
        return next(
            iter((self.place / "mlruns" / "artifacts").rglob(f"{self.record(version).run_id}/artifacts/{name}"))
        )

    def step(self, version: str, step: str) -> Path:
        """The content of a step in the run store."""
        key = self.record(version).recorded["steps"][step]
        return self.place / ".bazaar" / "store" / step / key[:32] / "content"

    def aliases(self) -> dict[str, str]:
        found: dict[str, Any] = self.client().get_registered_model("product-matching").aliases
        return {alias: str(version) for alias, version in found.items()}

    def versions(self) -> set[str]:
        return {str(version.version) for version in self.client().search_model_versions("name='product-matching'")}

    def runs(self) -> set[str]:
        experiment = self.client().get_experiment_by_name("product-matching").experiment_id
        return {run.info.run_id for run in self.client().search_runs([experiment])}


def change_a_byte(path: Path) -> None:
    """The last one, so that the file still looks like what it is."""
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))


def change_json(path: Path, name: str, part: str, value: Any) -> None:
    whole = json.loads(path.read_text())
    whole[name][part] = value
    path.write_text(json.dumps(whole))
