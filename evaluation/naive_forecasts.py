"""Forecasts that need no model: what a model has to beat."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from evaluation.ratios import divided

Floats = npt.NDArray[np.float64]

YEAR: Final = 52
QUARTER: Final = 13
HALF_YEAR: Final = 26
LEFT_OUT: Final = 2  # of the largest weeks: a spike must not lift the level that it is measured by


def thirteen_week_mean(before: Floats, horizon: int) -> Floats:
    """The mean of the last 13 weeks, on and on; 0 where none is known.

    Args:
        before: Units a week up to the origin, (k, weeks); NaN unknown.

    Returns:
        (k, horizon).
    """
    return np.repeat(_mean(before[:, -QUARTER:])[:, None], horizon, axis=1)


def seasonal_naive(before: Floats, horizon: int) -> Floats:
    """The same week a year before, (k, horizon); where that is unknown, the mean of the last 13 weeks."""
    found = thirteen_week_mean(before, horizon)
    weeks = before.shape[1]
    for step in range(horizon):
        back = weeks + step - YEAR * (step // YEAR + 1)
        if back >= 0:
            found[:, step] = np.where(np.isfinite(before[:, back]), before[:, back], found[:, step])
    return found


def own_level(before: Floats) -> Floats:
    """Units a week of the last half year without its two largest weeks, (k,); NaN under 13 known weeks."""
    recent = before[:, -HALF_YEAR:]
    known = np.isfinite(recent).sum(axis=1)
    ordered = np.sort(np.nan_to_num(recent), axis=1)[:, : max(recent.shape[1] - LEFT_OUT, 0)]
    kept = np.maximum(known - LEFT_OUT, 1)
    return np.where(known >= QUARTER, ordered.sum(axis=1) / kept, np.nan)


def _mean(values: Floats) -> Floats:
    known = np.isfinite(values)
    return divided(np.where(known, values, 0).sum(axis=1), known.sum(axis=1).astype(np.float64), otherwise=0.0)
