"""Recommendation: which products for this customer, here, now, after what was just clicked."""

from __future__ import annotations

from typing import Any

from prefect import flow

from params.recommendation import RecommendationParameters
from tasks.build import build
from tasks.evaluate import evaluate
from tasks.flow_run import flow_run
from tasks.ingest import ingest
from tasks.register import register
from tasks.train import train
from tasks.validate import validate


@flow(name="recommendation", description=__doc__)
def recommendation(parameters: RecommendationParameters) -> dict[str, Any]:
    """From a log of events and the catalogue to a version that the gate has judged.

    Returns:
        The summary that `tasks.register.register` gives.
    """
    with flow_run("recommendation", parameters) as run:
        tables = ingest(run)
        clean = validate(run, tables)
        examples = build(run, clean)
        bundle = train(run, examples)
        evaluation = evaluate(run, examples, bundle)
        return register(run, tables, clean, examples, bundle, evaluation)
