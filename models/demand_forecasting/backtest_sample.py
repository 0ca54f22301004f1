"""Which series are forecast from the origins in valid: all of a small shop; of a large one whole products are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from .aggregates import members
from .panel import SERIES_LEVEL, Floats, Panel

YEAR: Final = 52  # weeks by whose sales the drawn series stand for the others

Positions = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Sample:
    """Series and products that were drawn; every larger sum is there, and is that of the whole shop.

    Attributes:
        panels: Level -> panel; of `series` and `product` the drawn rows alone.
        rows: Level -> positions of the drawn rows in the whole panel; levels that are whole are left out.
        stands_for: How many times a drawn series counts in sums over products, float32 (k,); None where all are drawn.
    """

    panels: dict[str, Panel]
    rows: dict[str, Positions]
    stands_for: Floats | None

    @classmethod
    def of(cls, panels: dict[str, Panel], end: int, most: int, seed: int) -> Sample:
        """Draw products until there are about `most` series; the same seed draws the same.

        Of every category in every region at least the product that sells most is among them, and so are the products
        whose days are known.

        Args:
            panels: Level -> panel.
            end: Week before which sales say what a drawn series stands for.
            most: Series.
            seed: Of the draw.
        """
        panel = panels[SERIES_LEVEL]
        if len(panel) <= most:
            return cls(panels, {}, None)
        series = panel.series
        groups, product = members(series, "product")
        cell: Positions = np.asarray(series.groupby(["category", "region"], sort=True).ngroup(), dtype=np.int64)
        volume = np.nan_to_num(panel.units[:, max(end - YEAR, 0) : end]).sum(axis=1, dtype=np.float64)
        order = np.random.default_rng(seed).permutation(len(groups))
        many = np.cumsum(np.bincount(product, minlength=len(groups))[order])
        drawn = np.isin(groups["product_id"], panel.daily["product_id"].unique())
        drawn[order[many <= most]] = True
        drawn[product[_largest(cell, volume)]] = True
        rows = np.flatnonzero(drawn[product])
        products = np.flatnonzero(drawn)
        chosen = {SERIES_LEVEL: panel.rows(rows), "product": panels["product"].rows(products)}
        return cls({**panels, **chosen}, {SERIES_LEVEL: rows, "product": products}, _stands_for(cell, volume, rows))

    def spread(self, values: npt.NDArray[Any], size: int) -> npt.NDArray[Any]:
        """Values of the drawn series (k, ...) at their places among all `size` series, 0 for the others."""
        if SERIES_LEVEL not in self.rows:
            return values
        whole = np.zeros((size, *values.shape[1:]), dtype=values.dtype)
        whole[self.rows[SERIES_LEVEL]] = values
        return whole


def _largest(cell: Positions, volume: npt.NDArray[np.float64]) -> Positions:
    """Position of the series of each cell that sells most."""
    order = np.lexsort((volume, cell))
    last = np.r_[np.flatnonzero(np.diff(cell[order])), len(order) - 1]
    return np.asarray(order[last], dtype=np.int64)


def _stands_for(cell: Positions, volume: npt.NDArray[np.float64], rows: Positions) -> Floats:
    """Units of a cell over those of its drawn series, (k,): the ratio estimator of a total."""
    whole = pd.Series(volume).groupby(cell).sum().to_numpy()
    part = np.bincount(cell[rows], volume[rows], len(whole))
    return np.divide(whole, part, out=np.ones(len(whole)), where=part > 0).astype(np.float32)[cell[rows]]
