"""Shares of the days of a week, shrunk: all -> category -> product, times the region's habit, -> series."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from .aggregates import sum_by
from .panel import Panel

DAYS = 7

Reals = npt.NDArray[np.float64]
Positions = npt.NDArray[np.int64]


@dataclass(frozen=True)
class WeekdayProfile:
    """Shares of the seven days, each row summing to 1.

    Attributes:
        everywhere: float64 (7,).
        category: Category -> shares, shrunk to `everywhere`.
        region: Region -> shares, shrunk to `everywhere`.
        series: Of every series, float64 (n, 7).
    """

    everywhere: Reals
    category: dict[str, Reals]
    region: dict[str, Reals]
    series: Reals

    @classmethod
    def of(cls, panel: Panel, blocks: int, prior: float) -> WeekdayProfile:
        """Learn from the last `blocks` blocks of a panel of series; without any the days are alike.

        Args:
            prior: Units that weigh against what a series, product, category or region has sold itself.
        """
        if panel.weekday is None:
            raise ValueError("a panel of weekly tables knows no days.")
        own = np.asarray(panel.weekday[:, max(panel.weekday.shape[1] - blocks, 0) :]).sum(axis=1, dtype=np.float64)
        everywhere = _shrunk(own.sum(axis=0), np.full(DAYS, 1 / DAYS), prior)
        categories, of_category = _codes(panel.series["category"])
        regions, of_region = _codes(panel.series["region"])
        products, of_product = _codes(panel.series["product_id"])
        category = _shrunk(sum_by(own, of_category, len(categories)), everywhere, prior)
        region = _shrunk(sum_by(own, of_region, len(regions)), everywhere, prior)
        in_category = np.zeros(len(products), dtype=np.int64)
        in_category[of_product] = of_category
        product = _shrunk(sum_by(own, of_product, len(products)), category[in_category], prior)
        expected = _normal(product[of_product] * region[of_region] / everywhere)
        return cls(
            everywhere,
            dict(zip(categories, category, strict=True)),
            dict(zip(regions, region, strict=True)),
            _shrunk(own, expected, prior),
        )

    def of_new(self, category: str, region: str) -> Reals:
        """Shares of a series that has sold nothing, (7,)."""
        own = self.category.get(category, self.everywhere) * self.region.get(region, self.everywhere)
        return _normal(own / self.everywhere)


def _shrunk(sums: Reals, prior: Reals, weight: float) -> Reals:
    pulled = sums + weight * prior
    return np.asarray(pulled / pulled.sum(axis=-1, keepdims=True))


def _normal(values: Reals) -> Reals:
    return np.asarray(values / values.sum(axis=-1, keepdims=True))


def _codes(names: pd.Series[str]) -> tuple[list[str], Positions]:
    codes, distinct = pd.factorize(names)
    return [str(name) for name in distinct], codes.astype(np.int64)
