"""A backfill as MLflow keeps it: one run for the whole, and below it the run of each finished date.

What is finished is read from MLflow alone. A date's run gets its tag in one write after its flow has ended well, so a
run that was cut off anywhere before does not count; its finished steps are found in the run store.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from infra import digests, registry
from tasks import ingest, lineage, tracking_run
from tasks.steps import Json, Run

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import Run as MlflowRun

    from params.base import FlowParameters

PART = "bazaar.backfill"
AS_OF = "bazaar.as_of"
VERDICT = "bazaar.backfill.verdict"
JUDGED = "judged, not promoted"  # how a verdict begins that would have promoted
PAGE = 1_000


@dataclass(frozen=True)
class Point:
    """A finished date: the primary metric with its interval, and what it rests on.

    Args:
        rows: Usable rows, all tables together.
        left_out: Rows that were not known on the date.
    """

    as_of: date
    run_id: str
    version: str
    verdict: str
    value: float | None
    low: float | None
    high: float | None
    rows: int
    left_out: int

    def to_json(self) -> Json:
        return {**asdict(self), "as_of": self.as_of.isoformat()}


def identity(use_case: str, parameters: FlowParameters) -> str:
    """Digest of all that a backfill's dates share: the bytes of the tables, the parameters but the date, the code.

    The range is not part of it, so a backfill made longer or denser keeps the dates that it has.
    """
    run = Run(use_case, {**parameters.model_dump(mode="json"), "as_of": None})
    return digests.of_value(
        {
            "use_case": use_case,
            "tables": ingest.ingest.step.key(run),  # type: ignore[attr-defined]  # the plain step under the task
            "parameters": {**run.parameters, "data": None},
            "code": digests.of_source(lineage.ROOMS),
        }
    )


def finished(client: MlflowClient, use_case: str, backfill: str, metric: str) -> dict[date, Point]:
    """The finished dates of a backfill, oldest first."""
    points: dict[date, Point] = {}
    for run in tagged(client, use_case, PART, backfill):
        point = _point(run, metric)
        # The newest comes first; an older run of the same date was repeated.
        if point is not None:
            points.setdefault(point.as_of, point)
    return dict(sorted(points.items()))


def mark_finished(client: MlflowClient, backfill: str, whole: str, day: date, summary: Mapping[str, Any]) -> None:
    """Declare that the flow of a date has ended well: all tags in one write.

    Args:
        whole: MLflow run of the whole backfill.
        summary: As the flow returned it.
    """
    from mlflow.entities import RunTag

    tags = {PART: backfill, AS_OF: day.isoformat(), VERDICT: _verdict(summary), tracking_run.PARENT: whole}
    client.log_batch(
        summary["run_id"], tags=[RunTag(name, text[: tracking_run.TAG_WIDTH]) for name, text in tags.items()]
    )


def _verdict(summary: Mapping[str, Any]) -> str:
    reason = str(summary["reason"])
    if reason.startswith(JUDGED):
        return reason
    return f"{'promoted' if summary['promoted'] else 'not promoted'}: {reason}"


def tagged(client: MlflowClient, use_case: str, tag: str, value: str) -> Iterator[MlflowRun]:
    """Runs with a tag, newest first."""
    experiment = client.get_experiment_by_name(registry.model_name(use_case))
    token: str | None = None
    while experiment is not None:
        page = client.search_runs(
            [experiment.experiment_id],
            filter_string=f"tags.`{tag}` = '{value}'",
            max_results=PAGE,
            order_by=["attributes.start_time DESC"],
            page_token=token,
        )
        yield from page
        token = page.token
        if not token:
            return


def _point(run: MlflowRun, metric: str) -> Point | None:
    tags, metrics = run.data.tags, run.data.metrics
    if "bazaar.version" not in tags or AS_OF not in tags:
        return None
    return Point(
        as_of=date.fromisoformat(tags[AS_OF]),
        run_id=str(run.info.run_id),
        version=tags["bazaar.version"],
        verdict=tags.get(VERDICT, ""),
        value=metrics.get(metric),
        low=metrics.get(f"{metric}.low"),
        high=metrics.get(f"{metric}.high"),
        rows=_sum(metrics, ".rows_kept"),
        left_out=_sum(metrics, ".left_out"),
    )


def _sum(metrics: Mapping[str, float], ending: str) -> int:
    return int(sum(n for name, n in metrics.items() if name.startswith("validation.") and name.endswith(ending)))
