"""Ad clicks: how probable it is that an ad is clicked, or leads to a conversion, and which one to show."""

from __future__ import annotations

from typing import Any

from prefect import flow

from params.ad_click import AdClickParameters
from tasks.build import build
from tasks.evaluate import evaluate
from tasks.flow_run import flow_run
from tasks.ingest import ingest
from tasks.register import register
from tasks.train import train
from tasks.validate import validate


@flow(name="ad-click", description=__doc__)
def ad_click(parameters: AdClickParameters) -> dict[str, Any]:
    """From impressions to a version that the gate has judged.

    Returns:
        The summary that `tasks.register.register` gives.
    """
    with flow_run("ad_click", parameters) as run:
        tables = ingest(run)
        clean = validate(run, tables)
        examples = build(run, clean)
        bundle = train(run, examples)
        evaluation = evaluate(run, examples, bundle)
        return register(run, tables, clean, examples, bundle, evaluation)
