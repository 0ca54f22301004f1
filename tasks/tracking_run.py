"""What an MLflow run records."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import yaml

from infra import promotion, tracking
from infra.run_store import Reference
from tasks.steps import Json, Run

if TYPE_CHECKING:
    from mlflow import MlflowClient

OPEN = "bazaar.open"
# MLflow's database column for a dataset's digest is this wide.
DIGEST_WIDTH = 36


@contextmanager
def mlflow_run(client: MlflowClient, run: Run, recorded: Json) -> Iterator[str]:
    """An MLflow run that ends as FINISHED, or as FAILED when the block raises."""
    experiment = tracking.experiment_id(client, run.use_case)
    source = recorded["source"]["data"] or recorded["source"]["source"]
    run_id = client.create_run(
        experiment,
        tags={OPEN: "yes", "mlflow.user": promotion.who(), **as_tags(recorded)},
        run_name=f"{run.parameters['profile']} {source}",
    ).info.run_id
    try:
        yield run_id
    except BaseException:
        client.set_tag(run_id, OPEN, "no")
        client.set_terminated(run_id, "FAILED")
        raise
    client.set_tag(run_id, OPEN, "no")
    client.set_terminated(run_id, "FINISHED")


def close_abandoned(client: MlflowClient, use_case: str) -> None:
    """End runs that a killed process left open. The caller holds the registration lock, so none of them is alive."""
    experiment = tracking.experiment_id(client, use_case)
    for found in client.search_runs([experiment], f"tags.`{OPEN}` = 'yes'"):
        client.set_tag(found.info.run_id, OPEN, "no")
        client.set_terminated(found.info.run_id, "FAILED")


def log(
    client: MlflowClient,
    run_id: str,
    run: Run,
    clean: Reference,
    bundle: Reference,
    evaluation: Reference,
    recorded: Json,
) -> None:
    """Parameters, metrics with their intervals, data versions and the files a reader wants."""
    from mlflow.entities import Metric, Param

    params = [Param(name, str(value)[:6000]) for name, value in _flat(run.parameters)]
    client.log_batch(run_id, params=params)
    values = {
        **_measured(evaluation.facts["measures"]),
        **{f"valid.{name}": value for name, value in bundle.facts["valid"].items()},
        **{f"validation.{name}": value for name, value in clean.facts["counts"].items()},
    }
    client.log_batch(run_id, metrics=[Metric(name, float(value), 0, 0) for name, value in values.items()])
    _log_datasets(client, run_id, recorded["tables"])
    client.log_text(run_id, yaml.safe_dump(run.parameters, sort_keys=False), "parameters.yaml")
    client.log_text(run_id, json.dumps(recorded, indent=2, sort_keys=True), "lineage.json")
    client.log_artifacts(run_id, evaluation.path, "evaluation")
    for name in ("data_docs", "quarantine.parquet", "report.json"):
        place = clean.directory / name
        if place.is_dir():
            client.log_artifacts(run_id, str(place), f"validation/{name}")
        elif place.is_file():
            client.log_artifact(run_id, str(place), "validation")


def as_tags(recorded: Json) -> dict[str, str]:
    """Lineage as tags: text as it is, everything else as JSON."""
    return {
        name: value if isinstance(value, str) else json.dumps(value, sort_keys=True) for name, value in recorded.items()
    }


def _measured(measures: Mapping[str, Mapping[str, Any]]) -> dict[str, float]:
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
