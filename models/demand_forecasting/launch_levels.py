"""Levels at an origin: of products against their kind, of products without history by neighbours, and of regions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from .launch_shape import LaunchSettings, LaunchShape
from .neighbours import Neighbourhood, NeighbourSettings, weights
from .panel import ALL, Floats, Panel
from .standing import Longs, ProductUnits, Reals

_NOTHING: Final = 1e-9  # units, so that shares of nothing are defined

Names = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Levels:
    """What products and regions had reached before an origin.

    Attributes:
        products: Units by product.
        market: Mean units of a selling product, week by week (w,).
        own: Level of each product over its launch curve, (p,); 1 without sales.
        against: The same against products of its standing, (p,).
        reach: Share of the market in the regions where each product sold, (p,).
        shares: Share of a category's units by region, (categories + 1, regions); the last row is of all categories.
        regions: Names of the regions.
        hood: All products by their texts.
        settings: Of launches, and `near`, of neighbours.
    """

    products: ProductUnits
    market: Reals
    own: Reals
    against: Reals
    reach: Reals
    shares: Reals
    regions: pd.Index[str]
    hood: Neighbourhood
    settings: LaunchSettings
    near: NeighbourSettings

    @classmethod
    def of_panel(
        cls,
        panel: Panel,
        origin: int,
        hood: Neighbourhood,
        shape: LaunchShape,
        settings: LaunchSettings,
        near: NeighbourSettings,
    ) -> Levels:
        """Read from the weeks before the origin."""
        products = ProductUnits.of(panel, origin)
        market = products.market(settings.live_weeks, settings.smoothing)
        curve = shape.rows(panel.products["category"].to_numpy(dtype=np.str_))
        own, against = _own(products, market, curve, shape, settings)
        shares, regions = _shares(panel, products, origin, market, settings)
        reach = _reach(panel, products, origin, shares, regions)
        return cls(products, market, own, against, reach, shares, regions, hood, settings, near)

    def elsewhere(self, product: Longs) -> Reals:
        """Level of known products where they did not sell yet, from where they did."""
        return np.asarray(self.own[product] / np.maximum(self.reach[product], self.settings.least_reach))

    def borrowed(self, vectors: Floats, itself: Longs, category: Longs, price: Floats) -> Reals:
        """Weighted mean of the levels of the nearest products with sales, drawn to 1, the level of the kind.

        Args:
            vectors: Of the texts of k products, (k, d).
            itself: Their positions among the known products, -1 where they are not.
            category: Codes of their categories, -1 where it is not known.
            price: NaN where not known.
        """
        found, cosine = self.hood.nearest(vectors, itself, self.products.sold)
        if found.shape[1] == 0:
            return np.ones(len(vectors))
        other = np.maximum(found, 0)
        gap = np.log(np.maximum(self.products.price[other], 1e-6) / np.maximum(price, 1e-6)[:, None])
        same = self.products.category[other] == category[:, None]
        weight = weights(found, cosine, same, gap.astype(np.float32), self.near)
        pull = self.settings.neighbour_pull
        return np.asarray(((weight * self.against[other]).sum(axis=1) + pull) / (weight.sum(axis=1) + pull))

    def share(self, category: Longs, region: Names) -> Reals:
        """Share of a category's units that a region sells: 1 for all of them, the middle one's where it is unknown."""
        if len(self.regions) == 0:
            return np.ones(len(region))
        code = self.regions.get_indexer(pd.Index(region))
        of_category = self.shares[category]
        share = of_category[np.arange(len(region)), np.maximum(code, 0)]
        return np.where(region == ALL, 1.0, np.where(code >= 0, share, np.median(of_category, axis=1)))


def _own(
    products: ProductUnits, market: Reals, curve: Longs, shape: LaunchShape, settings: LaunchSettings
) -> tuple[Reals, Reals]:
    """Level of each product over its launch curve, and the same against products of its standing.

    Products that were there when the panel begins have outlived others, so theirs is a standing of its own.
    """
    weeks, last = len(market), shape.curves.shape[1] - 1
    settled = products.first < settings.settle_weeks
    due = np.zeros(len(curve))
    done = np.zeros(len(curve))
    for week in range(max(weeks - settings.level_weeks, 0), weeks):
        age = week - products.first
        counted = age >= 0
        due += np.where(counted, market[week] * shape.curves[curve, np.where(settled, last, np.clip(age, 0, last))], 0)
        done += np.where(counted, np.minimum(products.units[:, week], settings.spike * market[week]), 0)
    prior = settings.own_weeks * (float(market.mean()) if weeks else 1.0)
    level = np.where(products.sold, (done + prior) / (due + prior), 1.0)
    against = np.ones(len(level))
    for standing in (settled & products.sold, ~settled & products.sold):
        if standing.any() and due[standing].sum() > 0:
            against[standing] = level[standing] * due[standing].sum() / max(done[standing].sum(), 1e-9)
    return level, against


def _shares(
    panel: Panel, products: ProductUnits, origin: int, market: Reals, settings: LaunchSettings
) -> tuple[Reals, pd.Index[str]]:
    """Share of each region in a category's recent units, drawn to its share of all."""
    names = panel.series["region"]
    regions = pd.Index(sorted(set(names) - {ALL}), dtype="str")
    code = regions.get_indexer(pd.Index(names))
    some = (code >= 0) & (products.row >= 0)
    end = min(origin, panel.weeks)
    recent: Reals = np.asarray(
        np.nansum(panel.units[:, max(end - settings.level_weeks, 0) : end], axis=1, dtype=np.float64)
    )
    size = len(products.categories), len(regions)
    cell = products.category[products.row[some]] * size[1] + code[some]
    sold = np.bincount(cell, weights=recent[some], minlength=size[0] * size[1])
    cells = np.asarray(sold, dtype=np.float64).reshape(size)
    units: Reals = np.concatenate([cells, cells.sum(axis=0, keepdims=True)])
    every: Reals = units[-1:] + _NOTHING
    prior = settings.region_weeks * (float(market.mean()) if len(market) else 1.0)
    return (units + prior * every / every.sum()) / (units.sum(axis=1, keepdims=True) + prior), regions


def _reach(panel: Panel, products: ProductUnits, origin: int, shares: Reals, regions: pd.Index[str]) -> Reals:
    """Share of the market in the regions where each product has begun to sell."""
    code = regions.get_indexer(pd.Index(panel.series["region"]))
    begun = np.flatnonzero((panel.first < origin) & (products.row >= 0) & (code >= 0))
    product = products.row[begun]
    weight = shares[products.category[product], code[begun]]
    reach = np.bincount(product, weights=weight, minlength=len(products.first))
    return np.where(reach > 0, reach, 1.0)
