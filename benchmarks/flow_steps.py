"""The steps of the flow without Prefect and without a champion, and what the evaluation measured."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from benchmarks.step_costs import performed
from infra.errors import DataError
from infra.run_store import Reference
from tasks.build import build
from tasks.evaluate import evaluate_against
from tasks.ingest import ingest
from tasks.progress import Event, tell
from tasks.steps import Run, Step
from tasks.train import train
from tasks.validate import _validate

Json = dict[str, Any]


def prepare(run: Run, change: Callable[[Reference], Reference] | None = None) -> Json:
    """ingest, validate and build.

    Args:
        run: Of the flow.
        change: Makes other tables of those that were ingested.

    Returns:
        References `tables`, `clean` and `examples`; `costs` by step; the `facts` that build wrote.

    Raises:
        DataError: The tables cannot be had or break the contract.
    """
    tables, ingested = _step(ingest, run)
    tables = tables if change is None else change(tables)
    clean, validated = _step(_validate, run, tables)
    if clean.facts["refusal"] is not None:
        raise DataError(clean.facts["refusal"], clean.facts["remedy"])
    examples, built = _step(build, run, clean)
    return {
        "references": {"tables": tables.to_json(), "clean": clean.to_json(), "examples": examples.to_json()},
        "costs": {"ingest": ingested, "validate": validated, "build": built},
        "facts": examples.facts,
    }


def fit(run: Run, examples: Reference) -> Json:
    """train. Returns the reference `bundle`, its cost, and its metrics on valid."""
    bundle, cost = _step(train, run, examples)
    return {"references": {"bundle": bundle.to_json()}, "costs": {"train": cost}, "valid": bundle.facts["valid"]}


def evaluate(run: Run, examples: Reference, bundle: Reference) -> Json:
    """evaluate on the frozen test examples. Returns the reference `evaluation`, its cost, and the measures by name."""
    evaluation, cost = _step(evaluate_against, run, examples, bundle, None)
    return {
        "references": {"evaluation": evaluation.to_json()},
        "costs": {"evaluate": cost},
        "measures": evaluation.facts["measures"],
    }


def _step(task: Any, run: Run, *inputs: Any) -> tuple[Reference, Json]:
    plain: Step = task.step
    tell(Event(plain.name, "advanced"))
    return performed(plain, run, *inputs)
