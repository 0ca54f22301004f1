"""From a run's page in the Prefect UI to what it left elsewhere: its MLflow run, its version, its documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from infra import tracking, tracking_pages

if TYPE_CHECKING:
    from mlflow import MlflowClient

# The model's own files are on the version's page.
MODEL = "model"
DEPTH = 3
MEANINGS = {
    "validation/data_docs/index.html": "Data docs: every rule of the contract and the rows that broke it",
    "validation/quarantine.parquet": "Rows set aside, with the rules they broke",
    "validation/report.json": "What validation counted",
    "evaluation/metrics.json": "Metrics with their intervals",
    "evaluation/comparison.json": "Paired tests against the champion",
    "evaluation/plots.json": "Curves of the report, as points",
    "evaluation/pictures.json": "Pictures of answers to look at, in evaluation/plots",
    "evaluation/outcomes.parquet": "One row a test example, challenger",
    "evaluation/champion_outcomes.parquet": "One row a test example, champion",
    "evaluation/predictions.parquet": "Predictions on the test examples",
    "evaluation/verification.parquet": "Answers that the registered version has to give again",
    "lineage.json": "What the version was made from",
    "parameters.yaml": "Parameters of the run",
}


def publish_run(use_case: str, experiment_id: str, run_id: str) -> None:
    """Link to the MLflow run; where MLflow has no pages, where it lies and how to look."""
    page = tracking_pages.run_page(experiment_id, run_id)
    told = f"MLflow run `{run_id}` in {tracking_pages.place()}" if page is None else ""
    _publish(use_case, "mlflow-run", "The MLflow run: parameters, metrics, files", page, "MLflow run", told)


def publish_version(model: str, version: str) -> None:
    """Link to the registered version."""
    page = tracking_pages.version_page(model, version)
    told = f"{model} version {version} in {tracking_pages.place()}" if page is None else ""
    _publish(model, "version", "The registered version", page, f"{model} version {version}", told)


def publish_documents(use_case: str, run_id: str) -> None:
    """A list of the run's documents: links where MLflow has pages, else where the files lie."""
    client = tracking.open_client()
    info = client.get_run(run_id).info
    lines = ["| document | what it tells |", "|---|---|"]
    for path in _files(client, run_id):
        page = tracking_pages.artifact_page(info.experiment_id, run_id, path)
        place = f"`{unquote(urlsplit(info.artifact_uri).path)}/{path}`"
        lines.append(f"| {place if page is None else f'[{path}]({page})'} | {MEANINGS.get(path, '')} |")
    _publish(use_case, "documents", "Documents of the run", None, "", "\n".join(lines))


def _files(client: MlflowClient, run_id: str, under: str | None = None, depth: int = DEPTH) -> Iterator[str]:
    for found in client.list_artifacts(run_id, under):
        if not found.is_dir:
            yield found.path
        elif depth > 1 and PurePosixPath(found.path).parts[0] != MODEL:
            yield from _files(client, run_id, found.path, depth - 1)


def _publish(use_case: str, kind: str, description: str, page: str | None, text: str, told: str) -> None:
    from prefect.artifacts import create_link_artifact, create_markdown_artifact

    key = f"{kind}-{use_case}".replace("_", "-")
    if page is not None:
        _in_a_flow_run(lambda: create_link_artifact(page, text, key=key, description=description))
    else:
        _in_a_flow_run(lambda: create_markdown_artifact(told, key=key, description=description))


def _in_a_flow_run(create: Callable[[], object]) -> None:
    import httpx
    from prefect.context import FlowRunContext
    from prefect.logging import get_run_logger

    if FlowRunContext.get() is None:
        return
    try:
        create()
    except httpx.HTTPError as error:
        # A page without its link is no reason to lose a run.
        get_run_logger().warning(f"A link could not be shown: {error}")
