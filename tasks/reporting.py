"""The page and the model card of a judged run: written here, kept with the MLflow run, linked from the version."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from evaluation import card, report
from evaluation.report_facts import RunFacts
from infra import environment, registry, tracking
from infra.run_store import Reference
from tasks import report_facts
from tasks.steps import Json, Run

if TYPE_CHECKING:
    from mlflow import MlflowClient

PAGE = "report.html"
CARD = "model_card.md"
FACTS = "facts.json"
FOLDER = "report"
PAGE_TAG = "bazaar.report"
CARD_TAG = "bazaar.card"


def keep(run: Run, summary: Mapping[str, Any], steps: tuple[Reference, Reference, Reference, Reference]) -> Json:
    """Write the report of a run, whatever its verdict, and tie it to the run and the version.

    A run that was cut off before this has its report made by the next same one: that finds the version without one,
    and the decision in the promotion log.

    Args:
        summary: As `tasks.register.register` gives it.
        steps: What validate, build, train and evaluate gave.

    Returns:
        The summary with `report`, the page's path, and `report_link`, its address in MLflow's pages where those are
        served, else as a file.
    """
    client = tracking.open_client()
    place = directory(summary)
    facts = report_facts.collect(client, run, summary, steps, _places(summary, steps, place))
    _write(facts, place)
    client.log_artifacts(summary["run_id"], str(place), FOLDER)
    _tie(client, summary)
    return {**summary, "report": str(place / PAGE), "report_link": _link(client, summary, place / PAGE)}


def directory(summary: Mapping[str, Any]) -> Path:
    """Where the report of a run lies on this machine."""
    name = f"version-{summary['version']}-{summary['run_id'][:8]}"
    return environment.state_directory() / "reports" / str(summary["model"]) / name


def _write(facts: RunFacts, place: Path) -> None:
    draft = place.with_name(f".{place.name}-{uuid.uuid4().hex}")
    draft.mkdir(parents=True)
    try:
        (draft / PAGE).write_text(report.page(facts), encoding="utf-8")
        (draft / CARD).write_text(card.markdown(facts), encoding="utf-8")
        (draft / FACTS).write_text(facts.model_dump_json(indent=2) + "\n", encoding="utf-8")
        shutil.rmtree(place, ignore_errors=True)
        draft.rename(place)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _tie(client: MlflowClient, summary: Mapping[str, Any]) -> None:
    """The version's tags name the run that judged it; a run that only made it again does not take its place."""
    name, version = summary["model"], summary["version"]
    if report_facts.is_unchanged(summary) and CARD_TAG in registry.get_version(client, name, version).tags:
        return
    root = f"runs:/{summary['run_id']}/{FOLDER}"
    client.set_model_version_tag(name, version, PAGE_TAG, f"{root}/{PAGE}")
    client.set_model_version_tag(name, version, CARD_TAG, f"{root}/{CARD}")


def _places(summary: Mapping[str, Any], steps: tuple[Reference, ...], place: Path) -> dict[str, str]:
    clean, _examples, _bundle, evaluation = steps
    return {
        "this page": str(place / PAGE),
        "MLflow run": f"{summary['run_id']}, its artifacts {FOLDER}/, evaluation/ and validation/",
        "model version": f"models:/{summary['model']}/{summary['version']}",
        "one row a test example": str(evaluation.directory / "outcomes.parquet"),
        "validation, rule by rule": str(clean.directory / "data_docs" / "index.html"),
        "rows set aside": str(clean.directory / "quarantine.parquet"),
        "all decisions": f"bazaar log {summary['model']}",
    }


def _link(client: MlflowClient, summary: Mapping[str, Any], page: Path) -> str:
    address = urlsplit(environment.tracking_uri())
    if address.scheme not in ("http", "https"):
        return page.as_uri()
    # Without the credentials that an address may carry.
    root = f"{address.scheme}://{address.netloc.rpartition('@')[2]}{address.path.rstrip('/')}"
    experiment = tracking.experiment_id(client, summary["model"])
    return f"{root}/#/experiments/{experiment}/runs/{summary['run_id']}/artifacts/{FOLDER}/{PAGE}"
