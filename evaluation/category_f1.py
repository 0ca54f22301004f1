"""F1 of the first answer over thousands of leaves, for many resamples at once.

A listing's true leaves that are not the first answer count as missed, all of them: of listings with one leaf this is
scikit-learn's F1 of labels, of listings with several its F1 of sets of labels of which one is predicted.

Every statistic takes outcomes with n rows (columns `true_leaf`, `further_leaves` and `predicted_leaf`) and weights of
shape (resamples, n), and returns one value per resample; NaN where it is undefined.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp

from evaluation.bootstrap import Weights
from evaluation.ratios import divided

Floats = npt.NDArray[np.float64]
Longs = npt.NDArray[np.int64]
SCARCE: Final = 10  # training listings; a leaf with fewer is scarce


def macro_f1(outcomes: pd.DataFrame, weights: Weights) -> Floats:
    """Mean of the F1 of the leaves that are true or predicted of any row, as scikit-learn defines it."""
    f1, _, there, _ = _by_leaf(outcomes, weights)
    return divided(f1.sum(axis=0), there.sum(axis=0).astype(np.float64))


def weighted_f1(outcomes: pd.DataFrame, weights: Weights) -> Floats:
    """Mean of the F1 of the leaves, each weighing as many rows as it is true of."""
    f1, true, _, _ = _by_leaf(outcomes, weights)
    return divided((f1 * true).sum(axis=0), true.sum(axis=0))


def macro_f1_scarce(outcomes: pd.DataFrame, weights: Weights) -> Floats:
    """`macro_f1` over the leaves with fewer than 10 training listings alone.

    Outcomes also have `train_rows`, `further_train_rows` and `predicted_train_rows`.
    """
    f1, _, there, leaves = _by_leaf(outcomes, weights)
    scarce = np.isin(leaves, _scarce_leaves(outcomes))
    return divided(f1[scarce].sum(axis=0), there[scarce].sum(axis=0).astype(np.float64))


def about_scarce_leaves(outcomes: pd.DataFrame) -> pd.DataFrame:
    """The rows that `macro_f1_scarce` looks at: a scarce leaf is a true or the predicted one."""
    row, rows = _further(outcomes, "further_train_rows")
    about = (outcomes["train_rows"] < SCARCE).to_numpy() | (outcomes["predicted_train_rows"] < SCARCE).to_numpy()
    about[row[rows < SCARCE]] = True
    return outcomes[about]


def _scarce_leaves(outcomes: pd.DataFrame) -> Longs:
    sides = (("true_leaf", "train_rows"), ("predicted_leaf", "predicted_train_rows"))
    found = [outcomes.loc[outcomes[rows] < SCARCE, leaf].to_numpy(np.int64) for leaf, rows in sides]
    leaves, rows = (_further(outcomes, name)[1] for name in ("further_leaves", "further_train_rows"))
    return np.concatenate([*found, leaves[rows < SCARCE]])


def _further(outcomes: pd.DataFrame, column: str) -> tuple[Longs, Longs]:
    """The numbers that a column holds lists of, end to end, behind the row of each."""
    lists = outcomes[column].to_numpy()
    counts = np.fromiter(map(len, lists), np.int64, len(lists))
    some = [np.asarray(lists[row], dtype=np.int64) for row in np.flatnonzero(counts)]
    return np.repeat(np.arange(len(lists)), counts), np.concatenate([np.empty(0, np.int64), *some])


def _by_leaf(outcomes: pd.DataFrame, weights: Weights) -> tuple[Floats, Floats, npt.NDArray[np.bool_], Longs]:
    """F1, true rows, and whether there is any true or predicted row, (leaves, resamples) each; and the leaves.

    Sums over the rows of a leaf are products with sparse tables: what it costs is labels times resamples, however many
    leaves there are.
    """
    count = len(outcomes)
    first, predicted = (outcomes[name].to_numpy(np.int64) for name in ("true_leaf", "predicted_leaf"))
    further_row, further = _further(outcomes, "further_leaves")
    leaves, codes = np.unique(np.concatenate([predicted, first, further]), return_inverse=True)
    every = np.arange(count)
    transposed = np.ascontiguousarray(weights.T)

    def summed(code: Longs, row: Longs) -> Floats:
        table = sp.csr_array((np.ones(len(row), dtype=np.float32), (code, row)), shape=(len(leaves), count))
        # Weights are whole numbers: their sums are exact in float32 up to sixteen million rows.
        return np.asarray(table @ transposed, dtype=np.float64)

    of_predicted = summed(codes[:count], every)
    of_true = summed(codes[count:], np.concatenate([every, further_row]))
    right = np.flatnonzero(first == predicted)  # the first of the true leaves is the one that was hit
    hits = summed(codes[right], right)
    either = of_true + of_predicted
    there = either > 0
    return np.divide(2 * hits, either, out=np.zeros_like(either), where=there), of_true, there, leaves
