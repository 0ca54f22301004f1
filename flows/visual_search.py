"""Visual search: products of the catalogue, found in any photo, or an honest "nothing like it"."""

from __future__ import annotations

from typing import Any

from prefect import flow

from params.visual_search import VisualSearchParameters
from tasks.build import build
from tasks.evaluate import evaluate
from tasks.flow_run import flow_run
from tasks.ingest import ingest
from tasks.register import register
from tasks.train import train
from tasks.validate import validate


@flow(name="visual-search", description=__doc__)
def visual_search(parameters: VisualSearchParameters) -> dict[str, Any]:
    """From a catalogue and photos to a version that the gate has judged.

    Returns:
        The summary that `tasks.register.register` gives.
    """
    with flow_run("visual_search", parameters) as run:
        tables = ingest(run)
        clean = validate(run, tables)
        examples = build(run, clean)
        bundle = train(run, examples)
        evaluation = evaluate(run, examples, bundle)
        return register(run, tables, clean, examples, bundle, evaluation)
