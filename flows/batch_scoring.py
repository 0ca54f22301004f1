"""A partition of requests answered by one model version.

The champion is resolved once, at the start. Every part of the input is answered once, `parallel` at a time; the answers
become one new partition `date=YYYY-MM-DD/run=ID` when all are there. A run that is killed goes on where it stood.
"""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.logging import get_run_logger

from infra import digests, locks, served, tracking
from params.score import ScoreParameters
from tasks import artifacts, progress_artifact, scored_partition, scoring_run
from tasks.answering import left_out
from tasks.score import STEP, score_parts
from tasks.scoring_job import patience, settle


@flow(name="score", description=__doc__)
def score(parameters: ScoreParameters) -> dict[str, Any]:
    """Answer the requests and put the partition in place, unless it is there.

    Returns:
        The partition's manifest, its place, and whether it was there.
    """
    served.end_with_server()
    with artifacts.refusals_shown(parameters.use_case):
        return _score(parameters)


def _score(parameters: ScoreParameters) -> dict[str, Any]:
    tracking.wait_until_reachable(patience(parameters))
    job = settle(tracking.open_client(), parameters)
    if job.ignored:
        get_run_logger().warning(left_out(job.ignored, job.version))
    with locks.held(f"score-{job.run}-{digests.of_value(str(job.place))[:12]}"):
        manifest = scored_partition.find(job)
        was_there = manifest is not None
        if manifest is None:
            scored_partition.make_ready(job)
            with scoring_run.scoring_run(job) as run, progress_artifact.shown(STEP, job.use_case):
                answers = score_parts(job)
                manifest = scored_partition.publish(job.to_json(), answers, run.facts())
                run.record(manifest)
    scoring_run.show(job, manifest)
    return {**manifest, "place": str(job.place), "was_there": was_there}
