"""What of product search is measured by asking the model again: half typed, mistyped, of nobody, graded, its speed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pandas as pd

from evaluation import (
    cost,
    search_asking,
    search_bounds,
    search_freshness,
    search_grades,
    search_mistyped,
    search_personal,
    search_training,
    search_typed,
)
from evaluation.asked_again import spread
from evaluation.measure import Measure
from evaluation.search_asking import Asking, Search
from evaluation.search_clean import clean
from evaluation.search_requests import request_columns
from evaluation.search_truth import truth

MEASURES: Final = (
    *search_typed.MEASURES,
    *search_mistyped.MEASURES,
    *search_bounds.MEASURES,
    *search_personal.MEASURES,
    *search_grades.MEASURES,
    *search_asking.MEASURES,
    *search_freshness.MEASURES,
    "queries_per_second",
    *search_training.MEASURES,
)


def challenges(model: Search, examples: Path, table: pd.DataFrame, settings: Mapping[str, Any]) -> dict[str, Measure]:
    """Measures that need the model asked again, and what it says of its own training.

    Args:
        model: What is evaluated.
        examples: What `build` wrote.
        table: `requests(examples)`.
        settings: `challenge_searches`: the most test searches, evenly over the test, that are asked again;
            `throughput_requests`: the most that are timed in one batch; `resamples`, `confidence`, `seed`.
    """
    known, asking = truth(examples), Asking(model, settings, [])
    sample = table.iloc[spread(len(table), int(settings["challenge_searches"]))].reset_index(drop=True)
    asking.at_home(sample)
    full, nothing_wrong = asking.outcomes(sample), clean(examples, sample)
    found = {
        **search_typed.measures(asking, sample, full),
        **search_typed.completed(asking, sample),
        **search_mistyped.false_corrections(full, nothing_wrong),
        **search_mistyped.measures(asking, sample, full, nothing_wrong),
        **search_personal.measures(asking, table),
        **search_grades.measures(asking, table, known),
        **asking.unavailable(),
        **search_freshness.measures(table, known),
        "queries_per_second": cost.answered_a_second(
            model, request_columns(table), int(settings["throughput_requests"]), "queries/s"
        ),
        **search_training.measures(getattr(model, "facts", {})),
    }
    return found | search_bounds.measures(found)
