"""Area under the ROC curve of rows in groups."""

from __future__ import annotations

from math import lgamma, log
from typing import Final

import numpy as np

from features.ad_click.table import Floats

CHANCE: Final = 1e-6  # a column is not refused by what as rare a coincidence explains: no table has a million columns
_FEWEST: Final = 5  # of a class: by chance five rank above .98 on average once in 10 million columns


def auc_of_groups(score: Floats, positives: Floats, negatives: Floats) -> float:
    """Area under the ROC curve of groups of rows that share a score; 0.5 where a class has too few rows to judge by.

    Few are rows that stand in the right order by chance more often than once in a million columns, too.

    Args:
        score: (k,) of each group.
        positives: (k,) rows of the positive class in it.
        negatives: (k,) rows of the other class in it.
    """
    of_one, of_other = float(positives.sum()), float(negatives.sum())
    if min(of_one, of_other) < _FEWEST or _log_orders(of_one, of_other) < -log(CHANCE):
        return 0.5
    _, group = np.unique(score, return_inverse=True)
    positive = np.bincount(group, weights=positives)
    negative = np.bincount(group, weights=negatives)
    below = np.cumsum(negative) - negative
    return float((positive * (below + negative / 2)).sum() / (positive.sum() * negative.sum()))


def _log_orders(positives: float, negatives: float) -> float:
    """Logarithm of the number of orders that rows of two classes can stand in."""
    return lgamma(positives + negatives + 1) - lgamma(positives + 1) - lgamma(negatives + 1)
