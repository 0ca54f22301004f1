"""Answers of several methods to the same listings, measured alike, and how far ours is ahead of each other."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from evaluation import product_classification as evaluation
from evaluation.bootstrap import paired_test
from evaluation.category_f1 import about_scarce_leaves, macro_f1_scarce

Json = dict[str, Any]

OURS: Final = "ours"
COMPARED: Final = ("top1", "top5", "macro_f1", "weighted_f1", "coverage_at_95_precision")
SCARCE: Final = "macro_f1_scarce"


def measured(examples: Path, answers: dict[str, pd.DataFrame], resampling: Json) -> Json:
    """Measures of each method on the test, and paired differences to ours where it is among them.

    Args:
        examples: With the test that was asked about.
        answers: By method, as `ProductClassifier.predict` gives them.
        resampling: `resamples`, `confidence` and `seed` of the intervals.

    Returns:
        `methods`: by method its measures by name; `ahead`: by other method and measure the gain of ours with the ends
        of its two-sided interval.
    """
    table = evaluation.requests(examples)
    outcomes = {name: evaluation.outcomes(table, found) for name, found in answers.items()}
    found: Json = {
        "methods": {
            name: {what: one.to_json() for what, one in evaluation.measures(rows, **resampling).items()}
            for name, rows in outcomes.items()
        },
        "ahead": {},
    }
    if OURS in outcomes:
        others = [name for name in outcomes if name != OURS]
        found["ahead"] = {name: ahead(outcomes[OURS], outcomes[name], resampling) for name in others}
    return found


def ahead(ours: pd.DataFrame, theirs: pd.DataFrame, resampling: Json) -> Json:
    """The gain of ours by measure; above zero in the whole of its interval it is no chance."""
    tails = {**resampling, "confidence": (1 + resampling["confidence"]) / 2}  # the test's ends are one-sided
    statistics = {name: evaluation.STATISTICS[name] for name in COMPARED}
    gains = {
        name: paired_test(ours, theirs, statistic, higher_is_better=name not in evaluation.LOWER_IS_BETTER, **tails)
        for name, statistic in statistics.items()
    }
    # Scarce leaves are few: all listings that either method puts there, so that both are judged on the same.
    rows = sorted({*about_scarce_leaves(ours).index, *about_scarce_leaves(theirs).index})
    if rows:
        both = (one.iloc[rows].reset_index(drop=True) for one in (ours, theirs))
        gains[SCARCE] = paired_test(*both, macro_f1_scarce, **tails)
    return {
        name: {"gain": _number(one.difference), "low": _number(one.low), "high": _number(one.high)}
        for name, one in gains.items()
    }


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
