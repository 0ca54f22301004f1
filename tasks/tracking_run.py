"""What an MLflow run records."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import yaml

from infra import promotion, tracking
from infra.run_store import Reference
from tasks import data_source, links
from tasks.lineage import flow_run_id
from tasks.metric_names import TRAIN_SECONDS, metric_name
from tasks.steps import Json, Run

if TYPE_CHECKING:
    from mlflow import MlflowClient

FLOW_RUN = "bazaar.flow_run_id"
NO_FLOW_RUN = "none"
PARENT = "mlflow.parentRunId"
ENDED = "bazaar.ended"
REASON = "bazaar.reason"
TAG_WIDTH = 5000
PARAM_WIDTH = 6000
# MLflow's database column for a dataset's digest is this wide.
DIGEST_WIDTH = 36


def open_run(client: MlflowClient, run: Run) -> str:
    """Begin an MLflow run for a flow run; it stays RUNNING until `close`."""
    tags = {"mlflow.user": promotion.who(), FLOW_RUN: flow_run_id() or NO_FLOW_RUN}
    if run.parameters.get("reason"):
        tags[REASON] = run.parameters["reason"]
    dated = f" as of {run.parameters['as_of']}" if run.parameters["as_of"] else ""
    title = f"{run.parameters['profile']} {data_source.title(run)}{dated}"
    info = client.create_run(tracking.experiment_id(client, run.use_case), tags=tags, run_name=title).info
    links.publish_run(run.use_case, info.experiment_id, info.run_id)
    return str(info.run_id)


def close(client: MlflowClient, run_id: str, status: str, why: str = "") -> None:
    """End an MLflow run; one that has ended stays as it ended, one that was deleted is nobody's concern.

    Args:
        status: FINISHED, FAILED or KILLED.
        why: Kept as a tag, for whoever looks at the run.
    """
    from mlflow.exceptions import MlflowException

    try:
        found = client.get_run(run_id)
    except MlflowException as error:
        if error.error_code == "RESOURCE_DOES_NOT_EXIST":
            return
        raise
    if found.info.status != "RUNNING" or found.info.lifecycle_stage != "active":
        return
    if why:
        client.set_tag(run_id, ENDED, why[:TAG_WIDTH])
    client.set_terminated(run_id, status)


def log_inputs(client: MlflowClient, run_id: str, run: Run, clean: Reference, recorded: Json) -> None:
    """What the run was made from: parameters, data versions, lineage, validation."""
    from mlflow.entities import Param, RunTag

    params = [Param(name, str(value)[:PARAM_WIDTH]) for name, value in _flat(run.parameters)]
    client.log_batch(run_id, params=params, tags=[RunTag(name, text) for name, text in as_tags(recorded).items()])
    _log_datasets(client, run_id, recorded["tables"])
    client.log_text(run_id, yaml.safe_dump(run.parameters, sort_keys=False), "parameters.yaml")
    client.log_text(run_id, json.dumps(recorded, indent=2, sort_keys=True), "lineage.json")
    log_validation(client, run_id, clean)


def log_validation(client: MlflowClient, run_id: str, clean: Reference) -> None:
    """What validation found: data docs, the rows set aside, the counts."""
    for name in ("data_docs", "quarantine.parquet", "report.json"):
        place = clean.directory / name
        if place.is_dir():
            client.log_artifacts(run_id, str(place), f"validation/{name}")
        elif place.is_file():
            client.log_artifact(run_id, str(place), "validation")


def log_metrics(client: MlflowClient, run_id: str, clean: Reference, bundle: Reference, evaluation: Reference) -> None:
    """Metrics with their intervals, of test, valid and validation."""
    from mlflow.entities import Metric

    values = {
        **measured_values(evaluation.facts["measures"]),
        **{f"valid.{name}": value for name, value in bundle.facts["valid"].items()},
        **{f"validation.{name}": value for name, value in clean.facts["counts"].items()},
    }
    # A bundle that was trained before its time was taken has none.
    values |= {TRAIN_SECONDS: bundle.facts["seconds"]} if "seconds" in bundle.facts else {}
    now = int(time.time() * 1000)
    client.log_batch(
        run_id, metrics=[Metric(metric_name(name), float(value), now, 0) for name, value in values.items()]
    )


def as_tags(recorded: Json) -> dict[str, str]:
    """Lineage as tags: text as it is, everything else as JSON."""
    return {
        name: value if isinstance(value, str) else json.dumps(value, sort_keys=True) for name, value in recorded.items()
    }


def measured_values(measures: Mapping[str, Mapping[str, Any]]) -> dict[str, float]:
    """Measures as metrics: the value by its name, both ends of its interval with a suffix."""
    values = {}
    for name, measure in measures.items():
        for part, suffix in (("value", ""), ("low", ".low"), ("high", ".high")):
            if measure[part] is not None:
                values[name + suffix] = measure[part]
    return values


def _log_datasets(client: MlflowClient, run_id: str, tables: Mapping[str, str]) -> None:
    from mlflow.entities import Dataset, DatasetInput, InputTag

    client.log_inputs(
        run_id,
        [
            DatasetInput(
                Dataset(name=file, digest=sha256[:DIGEST_WIDTH], source_type="local", source=json.dumps({"uri": file})),
                [InputTag("mlflow.data.context", "training"), InputTag("sha256", sha256)],
            )
            for file, sha256 in tables.items()
        ],
    )


def _flat(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        if isinstance(value, Mapping) and value:
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value
