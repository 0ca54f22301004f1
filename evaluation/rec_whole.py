"""What all lists together come to: how much of the catalogue is shown, how evenly, and whether everybody gets the same.

They are no sums over requests, and a resample shows less than the whole, so they have no interval.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.measure import Measure
from evaluation.rec_meanings import LOWER, MEANING

MEASURES: Final = ("coverage_10", "gini_10", "identical_lists", "identical_lists_known")


def measures(table: pd.DataFrame) -> dict[str, Measure]:
    """Those of the outcomes; without a value where there is no list, or no two customers."""
    lists = [json.loads(text) for text in table["first_10"]]
    shown = Counter(product for products in lists for product in products)
    catalogue = int(table["catalogue"].iloc[0]) if len(table) else 0
    counts = np.fromiter(shown.values(), dtype=np.int64, count=len(shown))
    answered = table[table["answered"].to_numpy(bool)]
    known = answered[~answered["events_0"].to_numpy(bool)]
    found = {
        "coverage_10": (min(len(shown) / catalogue, 1.0) if catalogue else None, len(table)),
        "gini_10": (gini(counts, catalogue) if shown else None, len(table)),
        "identical_lists": (identical(answered), len(answered)),
        "identical_lists_known": (identical(known), len(known)),
    }
    return {
        name: Measure(value, n=n, higher_is_better=name not in LOWER, meaning=MEANING[name])
        for name, (value, n) in found.items()
    }


def gini(counts: npt.NDArray[np.int64], products: int) -> float:
    """Gini coefficient of so many products, of which those shown have these counts and the others none.

    >>> gini(np.array([2, 2]), 2), gini(np.array([8]), 4)
    (0.0, 0.75)
    """
    whole = max(products, len(counts))
    place = np.arange(whole - len(counts) + 1, whole + 1)
    return float(2 * (place * np.sort(counts)).sum() / (whole * counts.sum()) - (whole + 1) / whole)


def identical(table: pd.DataFrame) -> float | None:
    """Share of pairs of requests of different customers that were answered with the same first ten products."""
    rows = table[["group", "first_10"]]
    pairs = _pairs(rows.groupby("first_10").size()) - _pairs(rows.groupby(["first_10", "group"]).size())
    every = _pairs(pd.Series([len(rows)])) - _pairs(rows.groupby("group").size())
    return pairs / every if every else None


def _pairs(counts: pd.Series[int]) -> float:
    number = counts.to_numpy(dtype=np.float64)
    return float((number * (number - 1)).sum() / 2)
