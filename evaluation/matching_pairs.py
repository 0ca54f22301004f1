"""Pairs of listings that share a key (a product, a family), by row position."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Rows = npt.NDArray[np.int64]


def pairs_within(keys: pd.Series[Any]) -> tuple[Rows, Rows]:
    """All pairs of rows of one key, left < right, each once; rows without a key are in none.

    The work is in proportion to the pairs: a key of n rows has n (n - 1) / 2 of them.
    """
    codes = pd.factorize(keys)[0]
    rows = np.flatnonzero(codes >= 0)
    rows = rows[np.argsort(codes[rows], kind="stable")]
    lefts, rights = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for step in range(1, len(rows)):
        same = codes[rows[step:]] == codes[rows[:-step]]
        if not same.any():
            break
        lefts.append(rows[:-step][same])
        rights.append(rows[step:][same])
    left, right = np.concatenate(lefts), np.concatenate(rights)
    return np.minimum(left, right), np.maximum(left, right)
