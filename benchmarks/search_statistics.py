"""Means, ratios and grades with their intervals, and paired differences; see `evaluation.bootstrap`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from evaluation.bootstrap import Statistic, Weights, interval, paired_test
from evaluation.classification import auc
from evaluation.ratios import divided

Json = dict[str, Any]

GRADES: Final = ("exact", "substitute", "complement", "irrelevant")


def mean_of(column: str) -> Statistic:
    """Mean of a column over the rows in which it is known."""

    def statistic(rows: pd.DataFrame, weights: Weights) -> Any:
        values = rows[column].to_numpy(np.float64)
        known = np.isfinite(values)
        drawn = weights[:, known].astype(np.float64)
        return divided(drawn @ values[known], drawn.sum(axis=1))

    return statistic


def ratio_of(upper: str, lower: str) -> Statistic:
    """Mean of one column as a share of the mean of another, over the rows in which both are known."""

    def statistic(rows: pd.DataFrame, weights: Weights) -> Any:
        one, other = (rows[name].to_numpy(np.float64) for name in (upper, lower))
        known = np.isfinite(one) & np.isfinite(other)
        drawn = weights[:, known].astype(np.float64)
        return divided(drawn @ one[known], drawn @ other[known])

    return statistic


def f1_of(grade: int) -> Statistic:
    """F1 of one grade; columns `grade` (the true one) and `decision`, places in `GRADES`. 0 where never right."""

    def statistic(rows: pd.DataFrame, weights: Weights) -> Any:
        true, said = (rows[name].to_numpy() == grade for name in ("grade", "decision"))
        hits, sums = weights[:, true & said].sum(axis=1), weights[:, true].sum(axis=1) + weights[:, said].sum(axis=1)
        return divided(2.0 * hits, sums, 0.0)

    return statistic


def macro_f1(rows: pd.DataFrame, weights: Weights) -> Any:
    """Mean of the four grades' F1."""
    return np.mean([f1_of(grade)(rows, weights) for grade in range(len(GRADES))], axis=0)


def right(rows: pd.DataFrame, weights: Weights) -> Any:
    """Share of the grades that are right."""
    hits = (rows["grade"] == rows["decision"]).to_numpy()
    return divided(weights[:, hits].sum(axis=1), weights.sum(axis=1))


GRADING: Final[Mapping[str, Statistic]] = {
    "macro_f1": macro_f1,
    "auc": auc,
    "right": right,
    **{f"f1_{name}": f1_of(place) for place, name in enumerate(GRADES)},
}


def measured(rows: pd.DataFrame, statistics: Mapping[str, Statistic], resampling: Json) -> Json:
    """By name `value`, `low`, `high` (two-sided), None where undefined; and `n`, the rows.

    Args:
        rows: With the column `group`, what is drawn together.
        statistics: By name.
        resampling: `resamples`, `confidence` and `seed`.
    """
    found = {name: interval(rows, one, **resampling) for name, one in statistics.items()}
    return {
        name: {
            **{end: _number(value) for end, value in zip(("value", "low", "high"), ends, strict=True)},
            "n": len(rows),
        }
        for name, ends in found.items()
    }


def gains(ours: pd.DataFrame, theirs: pd.DataFrame, statistics: Mapping[str, Statistic], resampling: Json) -> Json:
    """By name the `gain` of ours over the other on the same rows, with the ends of its two-sided interval."""
    tails = {**resampling, "confidence": (1 + resampling["confidence"]) / 2}  # the test's ends are one-sided
    found = {name: paired_test(ours, theirs, one, **tails) for name, one in statistics.items()}
    return {
        name: {"gain": _number(one.difference), "low": _number(one.low), "high": _number(one.high)}
        for name, one in found.items()
    }


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
