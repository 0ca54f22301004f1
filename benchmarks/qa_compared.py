"""Outcomes of ours and of its peers on the same questions: measures, paired differences, and what coverage costs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from benchmarks.search_statistics import gains, measured
from evaluation.bootstrap import Statistic, Weights
from evaluation.qa_statistics import STATISTICS
from evaluation.ratios import divided

Json = dict[str, Any]

OURS: Final = "ours"
COMPARED: Final = (
    "p_at_1",
    "mrr",
    "p_at_1_all",
    "mrr_all",
    "coverage_at_precision_80",
    "coverage_at_precision_90",
    "coverage_at_precision_95",
    "source_accuracy",
)
COVERAGES: Final = (0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0)


def compared(outcomes: Mapping[str, pd.DataFrame], resampling: Json) -> Json:
    """`methods`, by method and measure `value`, `low`, `high`, `n`; `ahead`, by other method and measure the paired
    `gain` of ours, `low` and `high`.

    Args:
        outcomes: By method, rows of the same questions in the same order; ours among them.
        resampling: `resamples`, `confidence`, `seed`.

    Raises:
        ValueError: They are not about the same questions.
    """
    statistics = {name: STATISTICS[name] for name in COMPARED}
    ours = outcomes[OURS]
    return {
        "methods": {method: measured(rows, statistics, resampling) for method, rows in outcomes.items()},
        "ahead": {
            method: gains(ours, rows, statistics, resampling) for method, rows in outcomes.items() if method != OURS
        },
    }


def curve(outcomes: pd.DataFrame, resampling: Json) -> Json:
    """Precision of the surest answers by the share of all questions that they are, with intervals."""
    return measured(outcomes, {f"{share:g}": precision_at(share) for share in COVERAGES}, resampling)


def precision_at(share: float) -> Statistic:
    """Share of right ones among the surest answers to so many of all questions; one that is refused is wrong."""

    def statistic(outcomes: pd.DataFrame, weights: Weights) -> Any:
        order = np.argsort(-outcomes["score"].to_numpy(np.float64), kind="stable")
        right, drawn = outcomes["label"].to_numpy(np.float64)[order], weights[:, order].astype(np.float64)
        before = drawn.cumsum(axis=1) - drawn
        kept = np.clip(share * drawn.sum(axis=1, keepdims=True) - before, 0.0, drawn)
        return divided(kept @ right, kept.sum(axis=1))

    return statistic
