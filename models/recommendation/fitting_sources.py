"""Rows of every source that is told by a history."""

from __future__ import annotations

from ..steps import Steps
from .candidate_settings import CandidateSettings
from .content import Content
from .covisits import covisits
from .event_log import EventLog
from .event_worth import worth_of
from .inherited import inherited
from .linear import linear
from .neighbours import Neighbours
from .transitions import transitions


def fitted_rows(
    log: EventLog, content: Content | None, settings: CandidateSettings, steps: Steps, *, seed: int, threads: int
) -> dict[str, Neighbours]:
    """By the name of the source; what is left out, or found nothing, is not there.

    Weights are of one scale: the largest of a row is 1 on average.

    Args:
        log: Events.
        content: What is written of products; None where nothing is.
        settings: Of the sources.
        steps: Told what is fitted.
        seed: Of what is drawn.
        threads: Of all that runs on several.
    """
    worth = worth_of(log.kind, settings)
    behaviour = {}
    if settings.transitions.neighbours:
        with steps.step("transitions", 0.3, 0.45):
            behaviour["transitions"] = transitions(log, worth, settings.transitions, threads).scaled()
    if settings.covisits.neighbours:
        with steps.step("covisits", 0.45, 0.6):
            behaviour["covisits"] = covisits(log, worth, settings.covisits, threads).scaled()
    if settings.linear.items_up_to:
        with steps.step("linear", 0.6, 0.85) as told:
            behaviour["linear"] = linear(log, worth, settings.linear, threads, told).scaled()
    found = {name: rows for name, rows in behaviour.items() if len(rows.product)}
    if content is not None:
        found["content"] = content.alike
        if settings.content.inherit_below:
            with steps.step("inherited", 0.85, 0.95):
                models = content.models(log.counts(), settings.content, seed=seed, threads=threads)
                learnt = [rows for name, rows in found.items() if name != "content"]
                most = settings.content.inherit_neighbours
                found["inherited"] = inherited(learnt, models, most, threads).scaled()
    return {name: rows for name, rows in found.items() if len(rows.product)}
