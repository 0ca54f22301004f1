"""What customers want of deals, by what is true of their purchases too: types they need, brands, tastes, money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sources.simulator.deal_offers import MAIN_TYPES, Offers
from sources.simulator.rec_market import RecMarket
from sources.simulator.search_customers import FAVOURITE_TYPES
from sources.simulator.search_kinds import kinds
from sources.simulator.words import Floats, Index

OWN, NEAR, COMMON = 0.45, 0.25, 0.3  # shares of purchases: favourite types, their groups, what everybody buys
FAVOURITES = (0.5, 0.3, 0.2)  # shares among favourite types
_NEED, _TASTE, _PURSE, _BRAND, _WANTED = 0.6, 0.4, 0.3, 0.9, 0.5  # log odds, by part
_BREADTH = 0.22  # for each unit of the log of the number of products
_DEAR, _USUAL_PRICE = -0.3, 50.0  # for each unit of the log of the price


@dataclass(frozen=True)
class Needs:
    """What customers buy by type.

    Attributes:
        favourites: Types, (customers, FAVOURITE_TYPES).
        groups: Of these, (customers, FAVOURITE_TYPES).
        common: What everybody buys by region, rows sum to 1; (regions, types).
        region: Of customers, (customers,).
        group_of, group_sizes: Group of each type; types in stock of each group.
        types: How many types are in stock.
    """

    favourites: Index
    groups: Index
    common: Floats
    region: Index
    group_of: Index
    group_sizes: Index
    types: int

    def lift(self, customer: Index, types: Index) -> Floats:
        """Share of a type in what a customer buys, against a type's mean share; arrays that broadcast."""
        near: Any = 0.0
        own: Any = 0.0
        group = self.group_of[types]
        for place, share in enumerate(FAVOURITES):
            own = own + share * (self.favourites[customer, place] == types)
            near = near + share * (self.groups[customer, place] == group)
        near = near / np.maximum(self.group_sizes[group], 1)
        found: Floats = self.types * (OWN * own + NEAR * near + COMMON * self.common[self.region[customer], types])
        return found


def needs(market: RecMarket) -> Needs:
    """What the customers of a market buy; a favourite type that has no products is bought as another of its group."""
    every, found = np.arange(kinds().types), kinds()
    group_of = found.group_of[found.first_leaf]
    first, end = market.places.type_edges(every)
    stocked = end > first
    nearest = _nearest(stocked, group_of)
    favourites = nearest[market.guests.customers.types[:, :FAVOURITE_TYPES]]
    return Needs(
        favourites=favourites,
        groups=group_of[favourites],
        common=market.common.mean(axis=1),
        region=market.guests.customers.region,
        group_of=group_of,
        group_sizes=np.bincount(group_of[stocked], minlength=found.groups),
        types=int(stocked.sum()),
    )


def _nearest(stocked: npt.NDArray[np.bool_], group_of: Index) -> Index:
    """Of each type the next one that has products, in its group where there is one."""
    have = np.flatnonzero(stocked)
    every = np.arange(len(stocked))
    far = np.abs(have - every[:, None]) + len(stocked) * (group_of[have] != group_of[:, None])
    return np.where(stocked, every, have[far.argmin(axis=1)])


def affinity(market: RecMarket, wanted: Needs, offers: Offers, customer: Index, offer: Index) -> Floats:
    """Log odds of redeeming that taste and need add, whatever the discount; arrays that broadcast."""
    lift: Any = 0.0
    for place in range(MAIN_TYPES):
        types, share = offers.types[offer, place], offers.shares[offer, place]
        if place == 0 or (share > 0).any():
            lift = lift + share * wanted.lift(customer, np.maximum(types, 0))
    guests, customers = market.guests, market.guests.customers
    found = _NEED * np.log(lift)
    liking: Any = 0.0
    for place in range(guests.tastes.shape[1]):
        liking = liking + guests.tastes[customer, place] * offers.tastes[offer, place]
    brand = offers.brand[offer]
    loyal = customers.brands[customer, offers.department[offer]] == brand
    found = found + _TASTE * liking + _PURSE * customers.purse[customer] * offers.dearness[offer] + _BRAND * loyal
    found = found + _WANTED * offers.wanted[offer, customers.region[customer]]
    size = _BREADTH * np.log(np.maximum(offers.counts, 1)) + _DEAR * np.log(offers.price / _USUAL_PRICE)
    whole: Floats = found + size[offer]
    return whole
