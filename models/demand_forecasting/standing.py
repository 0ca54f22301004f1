"""How products stood at an origin: units by product, the market's level, and each product's level against its kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp

from .panel import ALL, Floats, Panel

Longs = npt.NDArray[np.int64]
Reals = npt.NDArray[np.float64]


@dataclass(frozen=True)
class ProductUnits:
    """Units by product over its regions, before an origin.

    Attributes:
        units: float32 (p, w), 0 where not known; rows as in the panel's products.
        first: Week of the first sale or launch in any region, w where there was none, int64 (p,).
        sold: Whether anything was sold, bool (p,).
        row: Product of each series, int64 (n,); -1 where the series is not of one product.
        category: Code of each product's category, int64 (p,), and `categories`, the names by code.
        price: Last known price, NaN where none, float32 (p,).
    """

    units: Floats
    first: Longs
    sold: npt.NDArray[np.bool_]
    row: Longs
    category: Longs
    categories: pd.Index[Any]
    price: Floats

    @classmethod
    def of(cls, panel: Panel, origin: int) -> ProductUnits:
        """Sum the series of each product; weeks at or after the origin are not looked at."""
        end = min(origin, panel.weeks)
        products = pd.Index(panel.products["product_id"])
        row = products.get_indexer(pd.Index(panel.series["product_id"])).astype(np.int64)
        row[(panel.series["product_id"] == ALL).to_numpy()] = -1
        of_one = np.flatnonzero(row >= 0)
        member = sp.csr_array(
            (np.ones(len(of_one), dtype=np.float32), (row[of_one], of_one)), shape=(len(products), len(panel))
        )
        units = np.asarray(member @ np.nan_to_num(panel.units[:, :end]), dtype=np.float32)
        first = np.full(len(products), origin, dtype=np.int64)
        np.minimum.at(first, row[of_one], panel.first[of_one])
        category, names = pd.factorize(panel.products["category"], sort=True)
        return cls(
            units,
            first,
            units.sum(axis=1) > 0,
            row,
            category.astype(np.int64),
            pd.Index(names),
            _last_prices(panel, row, end, len(products)),
        )

    def market(self, live_weeks: int, smoothing: int) -> Reals:
        """Mean units of a product that sells, week by week (w,): what a launch is measured against."""
        weeks = self.units.shape[1]
        if weeks == 0:
            return np.ones(0)
        sales = np.cumsum(np.pad(self.units > 0, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
        back = np.maximum(np.arange(weeks) + 1 - live_weeks, 0)
        live = ((sales[:, 1:] - sales[:, back]) > 0).sum(axis=0)
        box = np.ones(min(smoothing, weeks))
        total = np.convolve(self.units.sum(axis=0, dtype=np.float64), box, mode="same")
        alive = np.convolve(live.astype(np.float64), box, mode="same")
        return np.maximum(np.divide(total, alive, out=np.zeros(weeks), where=alive > 0), 1e-6)


def _last_prices(panel: Panel, row: Longs, end: int, products: int) -> Floats:
    price = np.full(products, np.nan, dtype=np.float32)
    if panel.price is None or end == 0:
        return price
    there = np.isfinite(panel.price[:, :end])
    last = end - 1 - there[:, ::-1].argmax(axis=1)
    some = there.any(axis=1) & (row >= 0)
    newest = np.flatnonzero(some)[np.argsort(last[some], kind="stable")]
    price[row[newest]] = panel.price[newest, last[newest]]
    return price
