"""What share of listings can be answered with a leaf when so much of the answers has to be right."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.bootstrap import Statistic, Weights
from evaluation.ratios import divided

Floats = npt.NDArray[np.float64]
# Sums of differences from the target that are 0 in truth come out as so little.
_ROUNDING = 1e-6


def coverage_at_precision(target: float) -> Statistic:
    """Largest share of rows that a threshold on `score` lets through while at least `target` of them are right.

    Rows of one score enter together. 0 where no threshold reaches the target.
    """

    def statistic(outcomes: pd.DataFrame, weights: Weights) -> Floats:
        order, last = in_order(outcomes)
        over = outcomes["label"].to_numpy(np.float64)[order] - target
        best = np.zeros(len(weights))
        # One resample at a time stays in the processor's cache, which a whole block of them does not.
        for at, weight in enumerate(weights):
            drawn = weight[order].astype(np.float64)
            reached = (drawn * over).cumsum()[last] >= -_ROUNDING
            best[at] = drawn.cumsum()[last][reached].max(initial=0.0)
        return divided(best, weights.sum(axis=1, dtype=np.float64))

    return statistic


def curve(outcomes: pd.DataFrame) -> tuple[Floats, Floats]:
    """Coverage, ascending, and the precision of the first answer at each threshold that parts two scores."""
    order, last = in_order(outcomes)
    let_through = np.arange(1, len(outcomes) + 1)[last]
    right = outcomes["label"].to_numpy(np.float64)[order].cumsum()[last]
    return let_through / max(1, len(outcomes)), right / let_through


def in_order(outcomes: pd.DataFrame) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Positions of the rows, the highest score first, and the places in that order at which a score ends."""
    score = outcomes["score"].to_numpy(np.float64)
    order = np.argsort(-score, kind="stable")
    ends = np.append(np.diff(score[order]) != 0, True) if len(score) else np.zeros(0, dtype=bool)
    return order, np.flatnonzero(ends)
