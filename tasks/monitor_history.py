"""The windows of each champion: MLflow runs of the experiment `<model>-monitoring`, which are the one record of them.

A run a window holds its findings, its report and its tags. A run a champion, the series, holds the same numbers once
more as metrics with a step a window, so that MLflow draws them over time.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from infra import promotion, registry, tracking

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import Run as MlflowRun

CHAMPION = "bazaar.champion"
ROLE = "bazaar.monitoring"
SERIES, WINDOW = "series", "window"
LABEL = "bazaar.window"
KEY = "bazaar.window_key"
OUT = "bazaar.out"
JUDGED = "bazaar.judged"
REASONS = "bazaar.reasons"
ANSWERS_FORM = "bazaar.answers_form"
RETRAINING = "bazaar.retraining"


@dataclass(frozen=True)
class Window:
    """A recorded window.

    Args:
        out: Whether it was out.
        judged: Whether anything in it was large enough to be judged; else it counts for nothing.
        answers_form: Of its logged answers, where they are of another form than the test's; else empty.
        retraining: What it led to, empty where to nothing.
        recorded: Seconds since the epoch.
    """

    run_id: str
    label: str
    key: str
    out: bool
    judged: bool
    reasons: tuple[str, ...]
    answers_form: str
    retraining: str
    recorded: float


def windows(client: MlflowClient, use_case: str, champion: str) -> list[Window]:
    """The windows of a version in the order in which they were first recorded.

    A label that was recorded again with other data, or by other thresholds, stands where it stood and counts as it was
    recorded last. Windows from before the version became champion (again) do not count.
    """
    since = _champion_since(registry.model_name(use_case))
    by_label: dict[str, Window] = {}
    for run in runs(client, use_case, champion, WINDOW):
        found = _window(run)
        if run.info.status != "FINISHED" or found.recorded < since:
            continue
        earlier = by_label.get(found.label)
        if earlier is not None and not found.retraining:
            found = Window(**{**found.__dict__, "retraining": earlier.retraining})
        by_label[found.label] = found
    return list(by_label.values())


def find(known: Sequence[Window], label: str, key: str) -> Window | None:
    """The window of that label, made of the same data by the same thresholds."""
    return next((window for window in known if window.label == label and window.key == key), None)


def place(client: MlflowClient, run_id: str, name: str) -> str:
    """Where a file of a window is: a path on this machine, or its address in MLflow."""
    from mlflow.utils.file_utils import local_file_uri_to_path

    uri = f"{client.get_run(run_id).info.artifact_uri}/{name}"
    return local_file_uri_to_path(uri) if uri.startswith("file:") else f"runs:/{run_id}/{name}"


def read_summary(client: MlflowClient, run_id: str, name: str) -> dict[str, Any]:
    """The summary that was kept with a window."""
    import mlflow

    text = mlflow.artifacts.load_text(f"{client.get_run(run_id).info.artifact_uri}/{name}")
    summary: dict[str, Any] = json.loads(text)
    return summary


def experiment(client: MlflowClient, use_case: str) -> str:
    """Id of the experiment that holds the windows of a use case."""
    return tracking.experiment_id(client, f"{use_case}_monitoring")


def runs(client: MlflowClient, use_case: str, champion: str, role: str) -> list[MlflowRun]:
    """Runs of a champion in a role, window or series, oldest first."""
    found: list[MlflowRun] = []
    token: str | None = None
    while True:
        page = client.search_runs(
            [experiment(client, use_case)],
            filter_string=f"tags.`{CHAMPION}` = '{champion}' and tags.`{ROLE}` = '{role}'",
            order_by=["attributes.start_time ASC"],
            page_token=token,
        )
        found += page
        token = page.token
        if not token:
            return found


def _window(run: MlflowRun) -> Window:
    tags = run.data.tags
    return Window(
        run_id=str(run.info.run_id),
        label=tags[LABEL],
        key=tags[KEY],
        out=tags[OUT] == "true",
        judged=tags[JUDGED] == "true",
        reasons=tuple(json.loads(tags[REASONS])),
        answers_form=tags.get(ANSWERS_FORM, ""),
        retraining=tags.get(RETRAINING, ""),
        recorded=run.info.start_time / 1000,
    )


def _champion_since(name: str) -> float:
    """When the champion last changed, in seconds since the epoch; 0 where no log tells."""
    moved = [entry["when"] for entry in promotion.read_log(name) if entry["event"] in promotion.MOVES]
    return datetime.fromisoformat(moved[-1]).timestamp() if moved else 0.0
