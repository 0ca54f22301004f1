"""Speech recognition: the words spoken to the shop, and what is wanted with them, or an honest nothing."""

from __future__ import annotations

from typing import Any

from prefect import flow

from params.speech_recognition import SpeechRecognitionParameters
from tasks.build import build
from tasks.evaluate import evaluate
from tasks.flow_run import flow_run
from tasks.ingest import ingest
from tasks.register import register
from tasks.train import train
from tasks.validate import validate


@flow(name="speech-recognition", description=__doc__)
def speech_recognition(parameters: SpeechRecognitionParameters) -> dict[str, Any]:
    """From recordings and their words to a version that the gate has judged.

    Returns:
        The summary that `tasks.register.register` gives.
    """
    with flow_run("speech_recognition", parameters) as run:
        tables = ingest(run)
        clean = validate(run, tables)
        examples = build(run, clean)
        bundle = train(run, examples)
        evaluation = evaluate(run, examples, bundle)
        return register(run, tables, clean, examples, bundle, evaluation)
