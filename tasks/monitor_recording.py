"""Writing a window into the history: its MLflow run, and its step in the series of its champion."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from infra import promotion, run_notes
from tasks import monitor_history, tracking_run
from tasks.lineage import flow_run_id
from tasks.metric_names import metric_name
from tasks.monitor_history import CHAMPION, JUDGED, KEY, LABEL, OUT, REASONS, RETRAINING, ROLE, SERIES, WINDOW

if TYPE_CHECKING:
    from mlflow import MlflowClient

_TAG_WIDTH = 5000


def record(
    client: MlflowClient,
    use_case: str,
    summary: Mapping[str, Any],
    files: Path,
    step: int,
    tags: Mapping[str, str],
) -> str:
    """Write one window, whole or as a run that failed.

    Args:
        summary: `champion`, `window`, `key`, `out`, `judged`, `reasons`, and `metrics`: numbers by name.
        files: Directory that is kept with it.
        step: Which window of its champion it is, from 1.
        tags: Further ones.

    Returns:
        The id of its MLflow run.
    """
    series = _series(client, use_case, summary["champion"])
    run_id = str(
        client.create_run(
            monitor_history.experiment(client, use_case),
            tags={
                "mlflow.user": promotion.who(),
                tracking_run.PARENT: series,
                ROLE: WINDOW,
                CHAMPION: summary["champion"],
                LABEL: summary["window"],
                KEY: summary["key"],
                OUT: str(summary["out"]).lower(),
                JUDGED: str(summary["judged"]).lower(),
                REASONS: _fitting(summary["reasons"]),
                "bazaar.flow_run_id": flow_run_id() or "none",
                **tags,
            },
            run_name=f"{summary['window']}, version {summary['champion']}",
        ).info.run_id
    )
    run_notes.amend(flow_run_id(), mlflow_run_id=run_id)
    try:
        client.log_artifacts(run_id, str(files))
        for of in (run_id, series):
            _log(client, of, summary["metrics"], step)
    except BaseException:
        client.set_terminated(run_id, "FAILED")
        raise
    client.set_terminated(run_id, "FINISHED")
    return run_id


def note_retraining(client: MlflowClient, run_id: str, words: str) -> None:
    """Say what a window led to."""
    client.set_tag(run_id, RETRAINING, words[:_TAG_WIDTH])


def _series(client: MlflowClient, use_case: str, champion: str) -> str:
    found = monitor_history.runs(client, use_case, champion, SERIES)
    if found:
        return str(found[0].info.run_id)
    tags = {"mlflow.user": promotion.who(), ROLE: SERIES, CHAMPION: champion}
    run = client.create_run(
        monitor_history.experiment(client, use_case), tags=tags, run_name=f"windows of version {champion}"
    )
    # Metrics are added to a run that has ended as well; one that stood open would pass for one that never ended.
    client.set_terminated(run.info.run_id, "FINISHED")
    return str(run.info.run_id)


def _log(client: MlflowClient, run_id: str, values: Mapping[str, float], step: int) -> None:
    from mlflow.entities import Metric

    now = int(time.time() * 1000)
    client.log_batch(run_id, [Metric(metric_name(name), float(value), now, step) for name, value in values.items()])


def _fitting(reasons: Sequence[str]) -> str:
    """As JSON in the width of a tag; those that do not fit are in the report."""
    kept = list(reasons)
    while len(text := json.dumps(kept)) > _TAG_WIDTH:
        kept.pop()
    return text
