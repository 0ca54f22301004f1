"""Everything that visits of one seed and scale are made in: products, customers, regions, seasons."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from sources.simulator.rec_customers import Guests, guests
from sources.simulator.rec_demand import SeasonalDemand, seasonal_demand
from sources.simulator.rec_kinds import Takings, takings
from sources.simulator.rec_time import DAYS
from sources.simulator.rec_worth import Appeal, appeal
from sources.simulator.search_catalogue import goods
from sources.simulator.search_customers import type_weights
from sources.simulator.search_goods import Goods
from sources.simulator.search_kinds import kinds
from sources.simulator.search_lives import lives
from sources.simulator.search_places import Places, places
from sources.simulator.search_stock import gaps
from sources.simulator.sizes import refuse_strange
from sources.simulator.streams import scrambled
from sources.simulator.words import Floats, Index, Mask
from sources.simulator.world import World

WORLD_SCALE = 3.1  # of the world at our scale of 1: about 20,000 products
CUSTOMERS = 8_000  # for each unit of scale
SMALLEST_SCALE, LARGEST_SCALE = 0.01, 500.0  # a smaller one has too few products of a kind; ids run out at a larger
_OLD_SHARE = 0.4  # of families, launched before the first day
_SHARPNESS = 2.2  # what everybody comes for is less spread than what they like


@dataclass(frozen=True)
class RecMarket:
    """Products, customers and regions of a seed and a scale; a larger scale holds those of a smaller one.

    Customers grow with the scale, products with it up to 1 and with its root from there: a larger shop has more
    customers for each product.
    """

    seed: int
    scale: float

    @cached_property
    def world(self) -> World:
        """The world that the products are from."""
        return World(self.seed, WORLD_SCALE * min(self.scale, self.scale**0.5))

    @cached_property
    def brands(self) -> list[str]:
        """Names by number."""
        return self.world.makers.names

    @cached_property
    def goods(self) -> Goods:
        """All products, leaf by leaf."""
        return self.of_period(goods(self.world))

    @cached_property
    def places(self) -> Places:
        """Where their kinds lie."""
        return places(self.goods)

    @cached_property
    def types(self) -> Index:
        """Type of each product, and -1 behind them, so that it is the type of product -1; (products + 1,)."""
        return np.append(kinds().type_of[self.goods.leaf], -1)

    @cached_property
    def guests(self) -> Guests:
        """All customers."""
        return guests(self.seed, max(1, round(CUSTOMERS * self.scale)))

    @cached_property
    def demand(self) -> SeasonalDemand:
        """What is wanted more somewhere and some time."""
        return seasonal_demand(self.seed, len(self.brands))

    @cached_property
    def takings(self) -> Takings:
        """How types are taken."""
        return takings(self.seed)

    @cached_property
    def appeal(self) -> Appeal:
        """What products have for customers."""
        return appeal(self.seed, self.goods, self.demand)

    @cached_property
    def common(self) -> Floats:
        """Probability of each type for who wants nothing of their own, by region and week; (regions, weeks, types)."""
        first, end = self.places.type_edges(np.arange(kinds().types))
        weights = (type_weights(self.seed) * np.exp(self.demand.types)) ** _SHARPNESS * (end > first)
        found: Floats = weights / weights.sum(axis=2, keepdims=True)
        return found

    @cached_property
    def common_reach(self) -> Floats:
        """Cumulative sum of `common`, with a 0 in front."""
        reach: Floats = np.r_[0.0, np.cumsum(self.common)]
        return reach

    def of_period(self, found: Goods) -> Goods:
        """Products with the lives and gaps that they have in this period."""
        family = scrambled(found.family, self.seed, "family")
        return replace(
            found,
            lives=lives(self.seed, family, found.number, DAYS, _OLD_SHARE),
            gaps=gaps(self.seed, found.number, DAYS),
        )

    def available(self, product: Index, region: Index, seconds: Index) -> Mask:
        """Whether products can be had in a region at a time; arrays of shape (rows,)."""
        lives = self.goods.lives
        on_sale = (lives.launch[product] <= seconds) & (seconds < lives.end[product])
        found: Mask = on_sale & self.goods.gaps.there(product, region, seconds)
        return found


def rec_market(seed: int, scale: float) -> RecMarket:
    """The market of a seed and a scale.

    Raises:
        SettingsError: A seed below 0, or a scale that is not to be had.
    """
    unit = f"about 20,000 products, {CUSTOMERS:,} customers and 200,000 events"
    refuse_strange(seed, scale, SMALLEST_SCALE, LARGEST_SCALE, unit)
    return RecMarket(seed, scale)
