"""What of deal ranking is measured by asking again: by revenue, of nobody, of what is over, and as it learns."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pandas as pd

from evaluation import (
    deal_first_hours,
    deal_front,
    deal_latency,
    deal_learning,
    deal_personal,
    deal_popular,
    deal_replay,
    deal_violations,
)
from evaluation.deal_asking import Asking, Ranks
from evaluation.deal_lists import Lists
from evaluation.deal_stream import streamed
from evaluation.deal_told import Told
from evaluation.deal_truth import truth
from evaluation.measure import Measure

MEASURES: Final = (
    *deal_front.MEASURES,
    *deal_popular.MEASURES,
    *deal_replay.MEASURES,
    *deal_personal.MEASURES,
    *deal_learning.MEASURES,
    *deal_first_hours.MEASURES,
    *deal_violations.MEASURES,
    *deal_latency.MEASURES,
)


def challenges(model: Ranks, examples: Path, table: pd.DataFrame, settings: Mapping[str, Any]) -> dict[str, Measure]:
    """Measures that need the model asked again, or a copy of it that learns: the model stays as it is.

    Args:
        model: What is evaluated.
        examples: What `build` wrote.
        table: `requests(examples)`.
        settings: `challenge_requests`: the most requests in which an order matters, evenly over the test, that are
            asked again; `shown_share`; `learning_requests`, `learning_parts`; `violation_requests`, `violation_deals`;
            `candidates`, `candidate_requests`; `resamples`, `confidence`, `seed`.
    """
    known = truth(examples)
    asking, told = Asking(model, known, settings), Told.of(examples, known.deals)
    found: dict[str, Measure] = {}
    rows = asking.telling(table)
    if len(rows):
        by_alpha = {name: asking.lists(rows, alpha=alpha) for name, alpha in deal_front.ALPHAS.items()}
        found |= deal_front.measures(by_alpha, rows, known, settings)
        found |= deal_popular.measures(by_alpha["0"], rows, known, settings)
        found |= _replayed(asking, by_alpha, rows)
        found |= deal_personal.measures(by_alpha["0"], asking.lists(rows, personal=False), rows, known, settings)
    # Of exposures that nobody logged there is nothing to learn: they were drawn here.
    stream = streamed(asking, examples, table) if known.logged else None
    if stream is not None:
        found |= deal_learning.measures(stream, known, settings)
        found |= deal_first_hours.measures(stream, known, settings)
    found |= deal_violations.measures(asking, told, table)
    found |= deal_latency.measures(asking, told, table)
    return found


def _replayed(asking: Asking, by_alpha: Mapping[str, Lists], rows: pd.DataFrame) -> dict[str, Measure]:
    relevant = by_alpha["0"]
    policies = {
        **{name: deal_replay.place(relevant, by_alpha[alpha]) for alpha, name in deal_replay.BY_ALPHA.items()},
        "expected": deal_replay.expected(relevant, relevant),
        "allocated": deal_replay.place(relevant, asking.lists(rows, alpha=1.0, allocate=True)),
    }
    return deal_replay.measures(policies, relevant, rows, asking.known, asking.settings)
