"""Intervals of how far probabilities are off: distances are never below 0, which resampling has to allow for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from evaluation.bootstrap import percentiles

RATIO: Final = "calibration_ratio"
ERROR: Final = "calibration_error"  # distance of the ratio from 1
ECE: Final = "ece"


def interval_of(
    name: str, point: float, drawn: Mapping[str, npt.NDArray[np.float64]], confidence: float
) -> tuple[float, float]:
    """Both ends; those of `ERROR` are made of the resamples of `RATIO`.

    Args:
        name: Of the statistic.
        point: Its value on the examples as they are.
        drawn: Values of the resamples by statistic.
        confidence: Two-sided.
    """
    if name == ERROR:
        return _distance(*percentiles(drawn[RATIO], confidence))
    low, high = percentiles(drawn[name], confidence)
    if name != ECE:
        return low, high
    # Resampling adds chance of its own to distances, which are never below 0: around the value lies their spread alone.
    shift = point - float(np.nanmean(drawn[name]))
    return max(0.0, low + shift), high + shift


def _distance(low: float, high: float) -> tuple[float, float]:
    """Ends of the distance from 1 of what lies between two ends."""
    ends = (abs(low - 1), abs(high - 1))
    return (0.0 if low <= 1 <= high else min(ends)), max(ends)
