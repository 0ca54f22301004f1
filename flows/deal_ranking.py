"""Deal ranking: which deals for this customer now, by relevance or by revenue, before they end."""

from __future__ import annotations

from typing import Any

from prefect import flow

from params.deal_ranking import DealRankingParameters
from tasks.build import build
from tasks.evaluate import evaluate
from tasks.flow_run import flow_run
from tasks.ingest import ingest
from tasks.register import register
from tasks.train import train
from tasks.validate import validate


@flow(name="deal-ranking", description=__doc__)
def deal_ranking(parameters: DealRankingParameters) -> dict[str, Any]:
    """From deals, what was shown of them and what was redeemed to a version that the gate has judged.

    Returns:
        The summary that `tasks.register.register` gives.
    """
    with flow_run("deal_ranking", parameters) as run:
        tables = ingest(run)
        clean = validate(run, tables)
        examples = build(run, clean)
        bundle = train(run, examples)
        evaluation = evaluate(run, examples, bundle)
        return register(run, tables, clean, examples, bundle, evaluation)
