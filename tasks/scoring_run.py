"""What a scoring run leaves in MLflow and in the Prefect UI."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from infra import promotion, run_notes, tracking
from infra.errors import RegistryError
from tasks import abandoned, lineage, links, tracking_run
from tasks.scoring_job import Job
from tasks.steps import Json

if TYPE_CHECKING:
    from mlflow import MlflowClient

EXPERIMENT = "{model}-scoring"
SHOWN_PARTS = 500


@dataclass
class ScoringRun:
    """An MLflow run that stands open while a job is done."""

    job: Job
    mlflow_run_id: str
    began: float

    def facts(self) -> Json:
        """What the manifest tells of this run."""
        return {
            "flow_run_id": lineage.flow_run_id(),
            "mlflow_run_id": self.mlflow_run_id,
            "seconds": round(time.monotonic() - self.began, 3),
        }

    def record(self, manifest: Json) -> None:
        """Log the counts and the manifest.

        The answers are in place by now, so an MLflow that stays away is only told.
        """
        try:
            tracking.outlasting(lambda: self._log(manifest), self.job.settings["mlflow_patience_seconds"])
        except RegistryError as error:
            _warn(f"MLflow has no record of this run; its manifest has. {error}")

    def _log(self, manifest: Json) -> None:
        from mlflow.entities import Metric

        client, now = tracking.open_client(), int(time.time() * 1000)
        values = {
            "requests": manifest["requests"],
            "answers": manifest["answers"],
            "parts": len(manifest["parts"]),
            "parts_found": sum(part["found"] for part in manifest["parts"]),
            "seconds": manifest["seconds"],
        }
        metrics = [Metric(name, float(value), now, 0) for name, value in values.items()]
        client.log_batch(self.mlflow_run_id, metrics=metrics)
        client.log_text(self.mlflow_run_id, json.dumps(manifest, indent=2), "manifest.json")


@contextmanager
def scoring_run(job: Job) -> Iterator[ScoringRun]:
    """The block is one scoring run: FINISHED at its end, FAILED on an error, KILLED on a cancellation.

    A process that is killed outright leaves a note, by which the next run closes what it left open.
    """
    abandoned.close_all()
    name = lineage.flow_run_id()
    with run_notes.kept(name, use_case=job.use_case, kind=run_notes.SCORE) as note:
        opened = ScoringRun(job, _open(tracking.open_client(), job), time.monotonic())
        note.update(mlflow_run_id=opened.mlflow_run_id)
        try:
            yield opened
        except Exception as error:
            _close(opened, note, "FAILED", f"{type(error).__name__}: {error}")
            raise
        except BaseException:
            # Cancelled by Prefect (its signal is no Exception) or interrupted at the terminal.
            _close(opened, note, "KILLED", "cancelled")
            raise
        _close(opened, note, "FINISHED")


def show(job: Job, manifest: Json) -> None:
    """The table of parts on the page of the flow run."""
    from prefect.artifacts import create_table_artifact

    rows = [
        {
            "input": part["input"],
            "requests": part["requests"],
            "answers": part["answers"],
            "output": part["output"] or "(no request)",
            "seconds": part["seconds"],
            "answered before": "yes" if part["found"] else "",
        }
        for part in manifest["parts"][:SHOWN_PARTS]
    ]
    left_out = len(manifest["parts"]) - len(rows)
    create_table_artifact(
        rows,
        key=f"scored-{job.model}",
        description=f"{job.model} version {job.version}: {manifest['requests']:,} requests, {manifest['answers']:,} "
        f"answers in {job.place}" + (f"; {left_out:,} further parts are in its manifest" if left_out else ""),
    )


def _open(client: MlflowClient, job: Job) -> str:
    info = client.create_run(
        tracking.experiment_id(client, EXPERIMENT.format(model=job.model)),
        tags={
            "mlflow.user": promotion.who(),
            tracking_run.FLOW_RUN: lineage.flow_run_id() or tracking_run.NO_FLOW_RUN,
            "bazaar.output": str(job.place),
        },
        run_name=f"{job.date} version {job.version}",
    ).info
    links.publish_run(job.use_case, info.experiment_id, info.run_id)
    run_id = str(info.run_id)
    _log_inputs(client, run_id, job)
    return run_id


def _log_inputs(client: MlflowClient, run_id: str, job: Job) -> None:
    from mlflow.entities import Dataset, DatasetInput, InputTag, Param

    from infra import digests

    told: dict[str, Any] = {
        "model": job.model,
        "version": job.version,
        "bundle_sha256": job.bundle_sha256,
        "date": job.date,
        "run": job.run,
        **job.settings,
    }
    params = [Param(name, str(value)[: tracking_run.PARAM_WIDTH]) for name, value in told.items()]
    client.log_batch(run_id, params=params)
    sha256 = digests.of_value([[part.name, part.sha256] for part in job.parts])
    source = json.dumps({"uri": job.settings["input"]})
    dataset = Dataset("requests", sha256[: tracking_run.DIGEST_WIDTH], "local", source)
    client.log_inputs(
        run_id, [DatasetInput(dataset, [InputTag("mlflow.data.context", "scoring"), InputTag("sha256", sha256)])]
    )


def _close(run: ScoringRun, note: run_notes.Note, status: str, why: str = "") -> None:
    try:
        if not tracking.is_reachable():
            raise RegistryError("MLflow is away.")
        tracking_run.close(tracking.open_client(), run.mlflow_run_id, status, why)
    except Exception:
        # The note stays behind, and whoever next finds it closes the MLflow run; how this run ended matters more.
        note.keep(status)


def _warn(words: str) -> None:
    from prefect.logging import get_run_logger

    get_run_logger().warning(words)
