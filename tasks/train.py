"""train: fit on train, tune on valid, write a model bundle; in a process of its own."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from infra import digests, processes
from infra.run_store import Reference
from tasks import progress, rooms
from tasks.steps import Json, Run, step


def _settings(run: Run, _examples: Reference) -> Json:
    return {"models": run.parameters["models"]}


@step("train", packages=("models.{use_case}", "models.*"), settings=_settings)
def train(out: Path, run: Run, examples: Reference) -> Json:
    """Write the bundle. Facts: `valid` metrics, the bundle's sha256, and the seconds that training took.

    Raises:
        TimeoutError: It took longer than `timeout_seconds`.
        DataError: The examples cannot be learned from.
    """
    parameters = rooms.module("params", run.use_case).Parameters.model_validate(run.parameters)
    with tempfile.TemporaryDirectory() as scratch:
        result = Path(scratch) / "valid.json"
        began = time.monotonic()
        processes.run_module(
            "tasks.train_process",
            {
                "use_case": run.use_case,
                "examples": examples.path,
                "models": parameters.models.settings(),
                "out": str(out),
                "result": str(result),
            },
            scratch=Path(scratch),
            timeout_seconds=run.parameters["timeout_seconds"],
            on_progress=lambda label, share: progress.tell(progress.Event("train", "advanced", label, share)),
        )
        return {
            "valid": processes.read_result(result),
            "bundle_sha256": digests.of_directory(out),
            "seconds": round(time.monotonic() - began, 3),
        }
