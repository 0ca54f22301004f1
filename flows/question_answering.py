"""Question answering: the answer to a customer's question from the right source, or an honest refusal to answer."""

from __future__ import annotations

from typing import Any

from prefect import flow

from params.question_answering import QuestionAnsweringParameters
from tasks.build import build
from tasks.evaluate import evaluate
from tasks.flow_run import flow_run
from tasks.ingest import ingest
from tasks.register import register
from tasks.train import train
from tasks.validate import validate


@flow(name="question-answering", description=__doc__)
def question_answering(parameters: QuestionAnsweringParameters) -> dict[str, Any]:
    """From products, what is said of them, customers' rows and judged answers to a version that the gate has judged.

    Returns:
        The summary that `tasks.register.register` gives.
    """
    with flow_run("question_answering", parameters) as run:
        tables = ingest(run)
        clean = validate(run, tables)
        examples = build(run, clean)
        bundle = train(run, examples)
        evaluation = evaluate(run, examples, bundle)
        return register(run, tables, clean, examples, bundle, evaluation)
