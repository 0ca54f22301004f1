"""Which exposure a redemption is of: the last one of the same customer and deal at or before it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Keys = npt.NDArray[np.uint64]

_SPREAD: Final = np.uint64(0x9E3779B97F4A7C15)  # odd: no two deals fall together


def keys_of(customers: Sequence[str], deal: Ints) -> Keys:
    """A number of each pair of a customer and a deal, the same in every process.

    Eight bytes stand for a pair whatever its ids are. That two of n pairs fall together has a chance of n^2 / 2^65, one
    in 37 million of a million of them.

    Args:
        customers: Ids; one a pair.
        deal: Positions, which stay as they are when deals are added; (pairs,).
    """
    names: Keys = pd.util.hash_array(np.array(customers, dtype=object))
    return names + deal.astype(np.uint64) * _SPREAD


def exposure_of(key: Keys, seconds: Numbers, shown: Keys, shown_at: Numbers) -> Ints:
    """Row of the exposure that each redemption is of, -1 where none is known; (redemptions,).

    Args:
        key, seconds: Of redemptions; (redemptions,).
        shown, shown_at: Keys and seconds of exposures; (exposures,).
    """
    rows = np.flatnonzero(np.isin(shown, key))
    every, when = np.append(shown[rows], key), np.append(shown_at[rows], seconds)
    asks = np.arange(len(every)) >= len(rows)
    order = np.lexsort((asks, when, every))  # an exposure of the same moment comes first
    last = np.maximum.accumulate(np.where(asks[order], -1, np.arange(len(order))))
    same = (last >= 0) & (every[order[last]] == every[order])
    found = np.full(len(every), -1, dtype=np.int64)
    found[order[same]] = np.append(rows, np.full(len(key), -1))[order[last[same]]]
    return found[len(rows) :]
