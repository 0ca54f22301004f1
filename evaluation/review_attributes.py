"""Whether aspects that mean one attribute get one canonical name, and aspects of different ones different names.

Purity (Manning, Raghavan and Schütze, 2008, ch. 16.3) is the share of mentions that are of the commonest attribute of
their cluster; it is 1 where every mention is a cluster of its own. Its inverse is the share of mentions that are in the
commonest cluster of their attribute; it is 1 where all are one cluster. Both together tell.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp

from evaluation.bootstrap import BLOCK_CELLS, Statistic, Weights
from evaluation.ratios import divided
from evaluation.review_rows import flat

Floats = npt.NDArray[np.float64]
Longs = npt.NDArray[np.int64]

_TOLD: Final = "attributes_told"
_MEANT: Final = "attributes_meant"


def purity(outcomes: pd.DataFrame, weights: Weights) -> Floats:
    """Share of mentions that are of the commonest attribute of their cluster; NaN where there is none."""
    return _commonest(outcomes, weights, within=_TOLD, of=_MEANT)


def inverse_purity(outcomes: pd.DataFrame, weights: Weights) -> Floats:
    """Share of mentions that are in the commonest cluster of their attribute; NaN where there is none."""
    return _commonest(outcomes, weights, within=_MEANT, of=_TOLD)


def purity_f1(outcomes: pd.DataFrame, weights: Weights) -> Floats:
    """Harmonic mean of both."""
    one, other = purity(outcomes, weights), inverse_purity(outcomes, weights)
    return divided(2 * one * other, one + other)


STATISTICS: Final[dict[str, Statistic]] = {
    "attribute_purity": purity,
    "attribute_inverse_purity": inverse_purity,
    "attribute_f1": purity_f1,
}


def mentions(outcomes: pd.DataFrame) -> int:
    """Told pairs that are right and have a canonical attribute and one that people say."""
    return int(outcomes[_TOLD].map(len).sum())


def _commonest(outcomes: pd.DataFrame, weights: Weights, *, within: str, of: str) -> Floats:
    row, (told, meant) = flat(outcomes, within, of)
    if len(row) == 0:
        return np.full(len(weights), np.nan)
    outer, inner = (pd.factorize(one)[0].astype(np.int64) for one in (told, meant))
    pair, cell = np.unique(outer * (int(inner.max()) + 1) + inner, return_inverse=True)
    cluster = pair // (int(inner.max()) + 1)
    first = np.flatnonzero(np.diff(cluster, prepend=-1))
    ones = np.ones(len(row), dtype=np.float64)
    held = sp.csr_array((ones, (row, cell.reshape(-1))), shape=(len(outcomes), len(pair)))  # equal ones are added up
    block = max(1, BLOCK_CELLS // max(len(pair), 1))
    parts = []
    for at in range(0, len(weights), block):
        counted = np.asarray(weights[at : at + block].astype(np.float64) @ held)
        parts.append(divided(np.maximum.reduceat(counted, first, axis=1).sum(axis=1), counted.sum(axis=1)))
    return np.concatenate(parts)
