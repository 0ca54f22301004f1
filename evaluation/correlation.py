"""How far one order agrees with another, over rows in the form that the bootstrap takes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.bootstrap import Statistic, Weights
from evaluation.ratios import divided

Floats = npt.NDArray[np.float64]


def rank_correlation(one: str, other: str) -> Statistic:
    """Spearman's rank correlation of two columns, over rows that have both; NaN where one of them is all alike.

    Ranks, the mean one of equals, are those of the rows as they are; a resample weighs them.
    """

    def statistic(outcomes: pd.DataFrame, weights: Weights) -> Floats:
        kept = (outcomes[one].notna() & outcomes[other].notna()).to_numpy()
        ranks = outcomes.loc[kept, [one, other]].rank().to_numpy(np.float64).T
        return _weighted_correlation(ranks, weights[:, kept].astype(np.float64))

    return statistic


def mean_distance(one: str, other: str) -> Statistic:
    """Mean of how far two columns are apart, over rows that have both."""

    def statistic(outcomes: pd.DataFrame, weights: Weights) -> Floats:
        apart = (outcomes[one] - outcomes[other]).abs().to_numpy(np.float64)
        kept = ~np.isnan(apart)
        drawn = weights[:, kept].astype(np.float64)
        rows = drawn.sum(axis=1)
        return divided(drawn @ apart[kept], rows)

    return statistic


def _weighted_correlation(ranks: Floats, weights: Floats) -> Floats:
    """Of two rows of numbers; (2, n), and (resamples, n)."""
    if ranks.shape[1] == 0:
        return np.full(len(weights), np.nan)
    # Centred first, or sums of squares of large ranks lose the digits.
    columns = (ranks - ranks.mean(axis=1, keepdims=True)).T
    products = np.stack([columns[:, 0] ** 2, columns[:, 1] ** 2, columns[:, 0] * columns[:, 1]], axis=1)
    rows = weights.sum(axis=1, keepdims=True)
    share = np.divide(weights, rows, out=np.zeros_like(weights), where=rows > 0)
    mean, square = share @ columns, share @ products
    spread = np.sqrt(np.clip(square[:, :2] - mean**2, 0, None)).prod(axis=1)
    together = square[:, 2] - mean.prod(axis=1)
    found: Floats = np.divide(together, spread, out=np.full(len(weights), np.nan), where=spread > 1e-12)
    return found
