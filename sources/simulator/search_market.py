"""Everything that searches of one seed and scale are made in: products, customers, regions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from sources.simulator.search_catalogue import goods
from sources.simulator.search_customers import Customers, make_customers
from sources.simulator.search_goods import Goods
from sources.simulator.search_places import Places, places
from sources.simulator.search_regions import RegionalDemand, regional_demand
from sources.simulator.sizes import refuse_strange
from sources.simulator.words import Index, Mask
from sources.simulator.world import World

WORLD_SCALE = 3.1  # of the world, for each unit of ours: about 20,000 products
SEARCHES, CUSTOMERS = 60_000, 8_000  # for each unit of scale
SMALLEST_SCALE, LARGEST_SCALE = 0.01, 500.0  # a smaller one has too few products of a kind; ids run out at a larger


@dataclass(frozen=True)
class Market:
    """Products, customers and regions of a seed and a scale; a larger scale holds those of a smaller one."""

    seed: int
    scale: float

    @cached_property
    def world(self) -> World:
        """The world that the products are from."""
        return World(self.seed, self.scale * WORLD_SCALE)

    @cached_property
    def brands(self) -> list[str]:
        """Names by number."""
        return self.world.makers.names

    @cached_property
    def goods(self) -> Goods:
        """All products, leaf by leaf."""
        return goods(self.world)

    @cached_property
    def places(self) -> Places:
        """Where their kinds lie."""
        return places(self.goods)

    @cached_property
    def customers(self) -> Customers:
        """All customers."""
        return make_customers(self.seed, max(1, round(CUSTOMERS * self.scale)))

    @cached_property
    def demand(self) -> RegionalDemand:
        """What is wanted more in one region than in another."""
        return regional_demand(self.seed, len(self.brands))

    def available(self, product: Index, region: Index, seconds: Index) -> Mask:
        """Whether products can be had in a region at a time; arrays of shape (rows,)."""
        on_sale = self.goods.lives.take(product).on_sale(seconds)
        found: Mask = on_sale & self.goods.gaps.there(product, region, seconds)
        return found


def market(seed: int, scale: float) -> Market:
    """The market of a seed and a scale.

    Raises:
        SettingsError: A seed below 0, or a scale that is not to be had.
    """
    unit = f"about 20,000 products, {CUSTOMERS:,} customers and {SEARCHES:,} searches"
    refuse_strange(seed, scale, SMALLEST_SCALE, LARGEST_SCALE, unit)
    return Market(seed, scale)
