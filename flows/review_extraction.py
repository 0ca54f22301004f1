"""Review extraction: which aspects reviews judge, in which words, how well, and what that makes of each product."""

from __future__ import annotations

from typing import Any

from prefect import flow

from params.review_extraction import ReviewExtractionParameters
from tasks.build import build
from tasks.evaluate import evaluate
from tasks.flow_run import flow_run
from tasks.ingest import ingest
from tasks.register import register
from tasks.train import train
from tasks.validate import validate


@flow(name="review-extraction", description=__doc__)
def review_extraction(parameters: ReviewExtractionParameters) -> dict[str, Any]:
    """From reviews and what was annotated in them to a version that the gate has judged.

    Returns:
        The summary that `tasks.register.register` gives.
    """
    with flow_run("review_extraction", parameters) as run:
        tables = ingest(run)
        clean = validate(run, tables)
        examples = build(run, clean)
        bundle = train(run, examples)
        evaluation = evaluate(run, examples, bundle)
        return register(run, tables, clean, examples, bundle, evaluation)
