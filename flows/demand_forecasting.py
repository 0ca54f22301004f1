"""Demand forecasting: how many units of each product every region will want, up to a year ahead."""

from __future__ import annotations

from typing import Any

from prefect import flow

from params.demand_forecasting import DemandForecastingParameters
from tasks.build import build
from tasks.evaluate import evaluate
from tasks.flow_run import flow_run
from tasks.ingest import ingest
from tasks.register import register
from tasks.train import train
from tasks.validate import validate


@flow(name="demand-forecasting", description=__doc__)
def demand_forecasting(parameters: DemandForecastingParameters) -> dict[str, Any]:
    """From past sales to a version that the gate has judged.

    Returns:
        The summary that `tasks.register.register` gives.
    """
    with flow_run("demand_forecasting", parameters) as run:
        tables = ingest(run)
        clean = validate(run, tables)
        examples = build(run, clean)
        bundle = train(run, examples)
        evaluation = evaluate(run, examples, bundle)
        return register(run, tables, clean, examples, bundle, evaluation)
