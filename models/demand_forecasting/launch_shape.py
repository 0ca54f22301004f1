"""Launch curves: units of a new product by its age in weeks, against the market, by category."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .panel import Floats
from .standing import Longs, ProductUnits, Reals


@dataclass(frozen=True)
class LaunchSettings:
    """How much is believed of few launches, and what counts as one."""

    ages: int = 53  # weeks since launch that a curve has; older products stay at its end
    settle_weeks: int = 6  # a product sold within so many weeks of the first one may have been on sale long before
    live_weeks: int = 13  # a product counts as selling for so many weeks after a sale
    smoothing: int = 5  # weeks, of the market's level
    age_smoothing: int = 5  # weeks, of a curve
    spike: float = 30.0  # a product's week counts for no more than so many times the market's level
    prior_launches: float = 5.0  # launches at the market's level that a curve of all begins with
    category_launches: float = 15.0  # launches of a category at which its own curve counts half
    level_weeks: int = 52  # weeks before the origin in which a product's level is taken
    own_weeks: float = 4.0  # weeks at the level of its kind that a product's own level begins with
    neighbour_pull: float = 1.0  # weight, in whole neighbours, of the kind's level beside the neighbours'
    least_reach: float = 0.2  # a product's regions are taken for at least this share of the market
    region_weeks: float = 20.0  # share of all regions, in market weeks, that a category's shares begin with


@dataclass(frozen=True)
class LaunchShape:
    """Mean units by age, over the market's mean units of a selling product.

    Attributes:
        categories: Names, those with launches or without, ascending.
        curves: float32 (1 + categories, ages); row 0 is of all products.
    """

    categories: npt.NDArray[np.str_]
    curves: Floats

    @classmethod
    def fit(cls, products: ProductUnits, settings: LaunchSettings) -> LaunchShape:
        """Curves of the products that were launched in the weeks that are known, shrunk category -> all -> flat."""
        market = products.market(settings.live_weeks, settings.smoothing)
        weeks = len(market)
        launched = np.flatnonzero((products.first >= settings.settle_weeks) & (products.first < weeks) & products.sold)
        week = products.first[launched][:, None] + np.arange(settings.ages)
        seen = week < weeks
        week = np.minimum(week, max(weeks - 1, 0))
        if weeks == 0:
            return cls(np.array(products.categories, dtype=np.str_), _flat(len(products.categories), settings))
        level = np.where(seen, market[week], 0.0)
        units = np.where(seen, np.minimum(products.units[launched[:, None], week], settings.spike * level), 0.0)
        typical = float(market.mean())
        prior = settings.prior_launches * typical
        every = (_smooth(units.sum(0), settings) + prior) / (_smooth(level.sum(0), settings) + prior)
        curves = [every]
        for code in range(len(products.categories)):
            own = products.category[launched] == code
            pull = settings.category_launches * typical
            curves.append(
                (_smooth(units[own].sum(0), settings) + pull * every) / (_smooth(level[own].sum(0), settings) + pull)
            )
        return cls(np.array(products.categories, dtype=np.str_), np.array(curves, dtype=np.float32))

    def rows(self, categories: npt.NDArray[np.str_]) -> Longs:
        """Row of `curves` of each category; 0 for one without a curve."""
        if len(self.categories) == 0:
            return np.zeros(len(categories), dtype=np.int64)
        place = np.clip(np.searchsorted(self.categories, categories), 0, len(self.categories) - 1)
        return np.where(self.categories[place] == categories, place + 1, 0).astype(np.int64)


def _flat(categories: int, settings: LaunchSettings) -> Floats:
    return np.ones((1 + categories, settings.ages), dtype=np.float32)


def _smooth(values: Reals, settings: LaunchSettings) -> Reals:
    """Mean over neighbouring ages; the first weeks, in which a launch rises, are left as they are."""
    half = settings.age_smoothing // 2
    out = values.astype(np.float64).copy()
    for age in range(half + 1, len(values)):
        out[age] = values[age - half : age + half + 1].mean()
    return out
