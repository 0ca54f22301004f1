"""Product search: the right products for a query, however much of it is typed, for this customer, here, now."""

from __future__ import annotations

from typing import Any

from prefect import flow

from params.product_search import ProductSearchParameters
from tasks.build import build
from tasks.evaluate import evaluate
from tasks.flow_run import flow_run
from tasks.ingest import ingest
from tasks.register import register
from tasks.train import train
from tasks.validate import validate


@flow(name="product-search", description=__doc__)
def product_search(parameters: ProductSearchParameters) -> dict[str, Any]:
    """From the catalogue, judged queries and a log of searches to a version that the gate has judged.

    Returns:
        The summary that `tasks.register.register` gives.
    """
    with flow_run("product_search", parameters) as run:
        tables = ingest(run)
        clean = validate(run, tables)
        examples = build(run, clean)
        bundle = train(run, examples)
        evaluation = evaluate(run, examples, bundle)
        return register(run, tables, clean, examples, bundle, evaluation)
