"""The MLflow run of a whole backfill: open while it runs, found again when it goes on, and the curve that it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import yaml

from infra import promotion, run_notes, tracking
from tasks import tracking_run
from tasks.backfill import PAGE, Point, tagged

if TYPE_CHECKING:
    from mlflow import MlflowClient

    from params.base import FlowParameters

WHOLE = "bazaar.backfill.whole"
RANGE = "bazaar.backfill.range"
EPOCH = date(1970, 1, 1)


@contextmanager
def whole_run(use_case: str, backfill: str, parameters: FlowParameters, span: str) -> Iterator[str]:
    """The MLflow run of the whole backfill, found again where it was begun before; open while the block runs.

    It ends FINISHED, FAILED or KILLED, like a flow's; a note on disk lets the next run close it if this process is
    killed outright.
    """
    client = tracking.open_client()
    run_id = _opened(client, use_case, backfill, parameters)
    client.set_tag(run_id, RANGE, span)
    with run_notes.kept(None, use_case=use_case, kind=run_notes.BACKFILL, mlflow_run_id=run_id) as note:
        try:
            yield run_id
        except Exception as error:
            _close(note, run_id, "FAILED", f"{type(error).__name__}: {error}")
            raise
        except BaseException:
            _close(note, run_id, "KILLED", "interrupted")
            raise
        _close(note, run_id, "FINISHED")


def log_curve(client: MlflowClient, whole: str, metric: str, points: Mapping[date, Point]) -> None:
    """The metric over time on the whole's run: a step is a day since 1970, its timestamp the midnight before it."""
    from mlflow.entities import Metric

    metrics = [
        Metric(name, float(value), _milliseconds(day), (day - EPOCH).days)
        for day, point in points.items()
        for name, value in _values(metric, point).items()
        if value is not None
    ]
    # MLflow takes a thousand at a time; a value it has already it does not take twice.
    for start in range(0, len(metrics), PAGE):
        client.log_batch(whole, metrics=metrics[start : start + PAGE])


def _values(metric: str, point: Point) -> dict[str, float | None]:
    return {metric: point.value, f"{metric}.low": point.low, f"{metric}.high": point.high, "rows": point.rows}


def _milliseconds(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)


def _opened(client: MlflowClient, use_case: str, backfill: str, parameters: FlowParameters) -> str:
    for known in tagged(client, use_case, WHOLE, backfill):
        _drop_notes(known.info.run_id)
        client.update_run(known.info.run_id, status="RUNNING")
        if tracking_run.ENDED in known.data.tags:
            client.delete_tag(known.info.run_id, tracking_run.ENDED)
        return str(known.info.run_id)
    run_id = client.create_run(
        tracking.experiment_id(client, use_case),
        tags={"mlflow.user": promotion.who(), WHOLE: backfill},
        run_name=f"backfill {parameters.profile.value} {parameters.data or parameters.source}",
    ).info.run_id
    client.log_text(run_id, yaml.safe_dump(parameters.model_dump(mode="json"), sort_keys=False), "parameters.yaml")
    return str(run_id)


def _drop_notes(run_id: str) -> None:
    """Of a process that was killed; whoever found its note would end the run under the one that goes on with it."""
    for path, noted in run_notes.left_behind():
        if noted.get("mlflow_run_id") == run_id:
            path.unlink(missing_ok=True)


def _close(note: run_notes.Note, run_id: str, status: str, why: str = "") -> None:
    if tracking.is_reachable():
        tracking_run.close(tracking.open_client(), run_id, status, why)
    else:
        # Whoever next finds the note tells MLflow.
        note.keep(status)
