"""Which series are looked at where there are too many."""

from __future__ import annotations

import numpy as np
import pandas as pd

from features.demand_forecasting.days import Longs
from features.splits import unit_hash


def first_by_hash(series: pd.DataFrame, positions: Longs, most: int, seed: int) -> Longs:
    """Positions of the products that come first by hash, with all their series, at most so many series.

    Where the first product alone has more, series are drawn one by one.

    Args:
        series: product_id, region of all series.
        positions: Of those that may be taken.
        most: How many are taken at most.
        seed: Of the hash.
    """
    if len(positions) <= most or most == 0:
        return positions[:most]
    names = series[["product_id", "region"]].take(positions)
    taken = _below(unit_hash(names["product_id"], seed), most)
    if not taken.any():
        taken = _below(unit_hash(names["product_id"].str.cat(names["region"], sep="\x1f"), seed), most)
    return positions[taken]


def _below(
    draw: np.ndarray[tuple[int, ...], np.dtype[np.float64]], most: int
) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    return np.asarray(draw < np.partition(draw, most)[most])
