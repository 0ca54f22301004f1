"""What products are worth to customers: a sum that is told by what a product is, never by the product's number alone.

It is how much a product is wanted at all and in the region, that it is new, what the customer can spend, a favourite
brand, favourite colours, and hidden tastes: customers and leaves, brands, colours, options and materials lie in one
space, and what lies in the customer's direction is liked.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sources.simulator.attributes import slot_spans
from sources.simulator.rec_customers import TASTES, Guests
from sources.simulator.rec_demand import SeasonalDemand
from sources.simulator.search_customers import FAVOURITE_COLOURS
from sources.simulator.search_goods import SLOTS, Goods
from sources.simulator.search_kinds import kinds
from sources.simulator.search_time import DAY
from sources.simulator.streams import stream
from sources.simulator.taxonomy import leaves
from sources.simulator.words import Floats, Index

_WANTED, _DEARNESS, _PURSE, _COLOUR, _BRAND = 0.5, -0.15, 0.7, 0.9, 1.8
_NOVELTY, _NOVELTY_DAYS = 1.9, 45.0  # right after the launch; how fast it wears off
_SPREADS = {"leaf": 1.0, "brand": 0.7, "colour": 0.5, "option": 0.6, "material": 0.6}  # of liking by hidden tastes


@dataclass(frozen=True)
class Appeal:
    """What products have for customers.

    Attributes:
        wanted: In each region, float32, (products, regions).
        tastes: The direction of those who like it, float32, (products, TASTES).
    """

    wanted: Floats
    tastes: Floats


@dataclass(frozen=True)
class Asking:
    """Who is there, where and when; arrays of shape (visits,)."""

    guest: Index
    region: Index
    seconds: Index

    def take(self, rows: Index) -> Asking:
        """These alone, in this order."""
        return Asking(self.guest[rows], self.region[rows], self.seconds[rows])


def appeal(seed: int, goods: Goods, demand: SeasonalDemand) -> Appeal:
    """The appeal of products; the same in every world that holds them."""
    wanted = _WANTED * goods.level[:, None] + _DEARNESS * goods.dearness[:, None] + demand.brands.T[goods.codes[:, 0]]
    told = {"leaf": (goods.leaf, len(leaves())), "brand": (goods.codes[:, 0], demand.brands.shape[1])}
    for slot in ("colour", "option", "material"):
        values = goods.values[:, SLOTS.index(slot)].astype(np.int64)
        told[slot] = (values, max(first + count for first, count in slot_spans(slot).values()))
    tastes = np.zeros((len(goods), TASTES))
    for name, (value, count) in told.items():
        drawn = stream(seed, f"who likes a {name}").standard_normal((count, TASTES))
        tastes += np.where(value[:, None] >= 0, _SPREADS[name] * drawn[value], 0.0) / np.sqrt(TASTES)
    return Appeal(wanted.astype(np.float32), tastes.astype(np.float32))


def worth(goods: Goods, appeal: Appeal, guests: Guests, asking: Asking, of: Index, product: Index) -> Floats:
    """What each product is worth to who is there, around 0; (pairs,).

    Args:
        goods, appeal, guests: Of the market.
        asking: The visits.
        of, product: Position of the visit and of the product, (pairs,).
    """
    guest, seconds, customers = asking.guest[of], asking.seconds[of], guests.customers
    found = appeal.wanted[product, asking.region[of]].astype(np.float64)
    found += np.einsum("pt,pt->p", guests.tastes[guest], appeal.tastes[product])
    found += _PURSE * customers.purse[guest] * goods.dearness[product]
    found += _BRAND * (customers.brands[guest, kinds().department_of[goods.leaf[product]]] == goods.codes[product, 0])
    found += _NOVELTY * np.exp(-np.maximum(seconds - goods.lives.launch[product], 0) / (_NOVELTY_DAYS * DAY))
    colour = goods.values[product, SLOTS.index("colour")]
    liked = np.zeros(len(of), np.bool_)
    for place in range(FAVOURITE_COLOURS):
        liked |= colour == customers.colours[guest, place]
    found += _COLOUR * liked
    return found
