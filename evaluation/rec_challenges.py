"""What of recommendation is measured by asking the model again: of nobody, elsewhere, later, after one event more."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pandas as pd

from evaluation import cost, rec_asking, rec_context, rec_excluded, rec_next_event, rec_personal, rec_training
from evaluation.asked_again import spread
from evaluation.measure import Measure
from evaluation.rec_asking import Asking, Recommends
from evaluation.rec_meanings import MEANING
from evaluation.rec_requests import request_columns
from evaluation.rec_truth import Truth, truth

_OF_CATALOGUE: Final = ("unseen_share_of_catalogue", "unseen_share_of_log")

MEASURES: Final = (
    *rec_personal.MEASURES,
    *rec_context.MEASURES,
    *rec_next_event.MEASURES,
    *rec_excluded.MEASURES,
    *rec_asking.MEASURES,
    *_OF_CATALOGUE,
    "queries_per_second",
    *rec_training.MEASURES,
)


def challenges(
    model: Recommends, examples: Path, table: pd.DataFrame, settings: Mapping[str, Any]
) -> dict[str, Measure]:
    """Measures that need the model asked again, and what it says of its own training.

    Args:
        model: What is evaluated.
        examples: What `build` wrote.
        table: `requests(examples)`.
        settings: `challenge_requests`: the most test requests, evenly over the test, that are asked again;
            `throughput_requests`: the most that are timed in one batch; `event_requests`: the most that are timed one
            by one after one event more; `resamples`, `confidence`, `seed`.
    """
    known = truth(examples)
    asking = Asking(model, known, settings, [])
    sample = table.iloc[spread(len(table), int(settings["challenge_requests"]))].reset_index(drop=True)
    asking.at_home(sample)
    return {
        **rec_personal.measures(asking, table),
        **rec_context.regional(asking, table),
        **rec_context.seasonal(asking, table),
        **rec_next_event.measures(asking, sample),
        **rec_excluded.measures(asking, sample),
        **asking.unavailable(),
        **_unseen(known),
        "queries_per_second": cost.answered_a_second(
            model, request_columns(table), int(settings["throughput_requests"]), "requests/s"
        ),
        **rec_training.measures(getattr(model, "facts", {})),
    }


def _unseen(known: Truth) -> dict[str, Measure]:
    """How much of the catalogue, and of what was taken, had no event before: what unseen_share_10 is held against."""
    listed = known.catalogue.events[known.catalogue.listed]
    shares = ((listed == 0), known.unseen)
    return {
        name: Measure(float(one.mean()) if len(one) else None, n=len(one), meaning=MEANING[name])
        for name, one in zip(_OF_CATALOGUE, shares, strict=True)
    }
