"""Product classification: which leaves of a category tree a listing belongs to."""

from __future__ import annotations

from typing import Any

from prefect import flow

from params.product_classification import ProductClassificationParameters
from tasks.build import build
from tasks.evaluate import evaluate
from tasks.flow_run import flow_run
from tasks.ingest import ingest
from tasks.register import register
from tasks.train import train
from tasks.validate import validate


@flow(name="product-classification", description=__doc__)
def product_classification(parameters: ProductClassificationParameters) -> dict[str, Any]:
    """From listings, their labels and the tree to a version that the gate has judged.

    Returns:
        The summary that `tasks.register.register` gives.
    """
    with flow_run("product_classification", parameters) as run:
        tables = ingest(run)
        clean = validate(run, tables)
        examples = build(run, clean)
        bundle = train(run, examples)
        evaluation = evaluate(run, examples, bundle)
        return register(run, tables, clean, examples, bundle, evaluation)
