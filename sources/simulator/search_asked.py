"""Who searches for what, where and when."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from sources.simulator.search_customers import type_weights
from sources.simulator.search_intents import FORMS, Intents, intents
from sources.simulator.search_kinds import kinds
from sources.simulator.search_market import SEARCHES, Market
from sources.simulator.search_places import within
from sources.simulator.search_queries import TYPOS, ways
from sources.simulator.search_time import DAY, moments_of_searches
from sources.simulator.search_utility import Asking
from sources.simulator.streams import stream
from sources.simulator.words import Floats, Index, Mask

POOL, FEWEST = 7_000, 200  # intents that many have, for each unit of scale
_SHARED = 0.8  # of searches; the others have an intent of their own
_LONG_TAIL, _MOST = 0.9, 300.0  # how unequal the shared ones are; the most that one weighs
_FORM_WEIGHTS = {"leaf": 3.0, "type": 5.0, "brand": 1.5, "attributes": 1.0, "line": 0.8, "model": 0.4}
_FAVOURITE = 0.55  # of searches; for what the customer searches for most
_FAVOURITE_SHARES = (0.5, 0.8)  # cumulative, of its favourites
_SIGNED_OUT = 0.1
_TRIES = 2  # to find a product that is on sale, for who wants one that is not


@dataclass(frozen=True)
class Searches:
    """Searches in time order, arrays of shape (searches,).

    Attributes:
        number: Of the search.
        asking: Customer, region, seconds.
        known: Whether the customer is signed in.
        language: Position in `LANGUAGES`.
        intents: One for each search.
        way: In which the intent is written.
        slips: Whether there is a slip of the finger.
    """

    number: Index
    asking: Asking
    known: Mask
    language: Index
    intents: Intents
    way: Index
    slips: Mask

    def __len__(self) -> int:
        return len(self.number)

    def take(self, rows: Index | Mask) -> Searches:
        """These alone, in this order."""
        asking = Asking(*(getattr(self.asking, part.name)[rows] for part in fields(Asking)))
        return Searches(
            self.number[rows],
            asking,
            self.known[rows],
            self.language[rows],
            self.intents.take(rows),
            self.way[rows],
            self.slips[rows],
        )


def pool(market: Market) -> tuple[Intents, Floats]:
    """Intents that many customers have, type by type, and the weight of each."""
    count = max(FEWEST, round(POOL * market.scale))
    rng = stream(market.seed, "shared intents")
    weights = type_weights(market.seed) * _stocked(market)
    types = np.sort(rng.choice(kinds().types, count, p=weights / weights.sum()))
    anchor = market.places.drawn(types, rng.random(count))
    found = intents(market.seed, market.goods, np.arange(count), anchor)
    heavy = np.minimum((1 - rng.random(count)) ** -_LONG_TAIL, _MOST)
    return found, heavy * np.array([_FORM_WEIGHTS[name] for name in FORMS])[found.form]


def searches(market: Market, shared: Intents, weights: Floats) -> Searches:
    """All searches of the period.

    Args:
        market: Where they are made.
        shared, weights: As `pool` gives them.
    """
    seed, count = market.seed, max(1, round(SEARCHES * market.scale))
    seconds = moments_of_searches(seed, count)
    rng = stream(seed, "searches")
    customer = _customers(market, seconds, rng.random(count))
    asking = Asking(customer, market.customers.region[customer], seconds)
    types = _types(market, asking, rng.random((4, count)))
    chosen = _intents(market, shared, weights, types, seconds, rng.random((3 + _TRIES, count)))
    return Searches(
        number=np.arange(count),
        asking=asking,
        known=rng.random(count) >= _SIGNED_OUT,
        language=market.customers.language[customer],
        intents=chosen,
        way=ways(1 - rng.random(count)),
        slips=rng.random(count) < TYPOS,
    )


def _stocked(market: Market) -> Mask:
    first, end = market.places.type_edges(np.arange(kinds().types))
    found: Mask = end > first
    return found


def _customers(market: Market, seconds: Index, share: Floats) -> Index:
    """Customers of the time, each as often as it searches."""
    order = np.argsort(market.customers.since, kind="stable")
    reach = np.r_[0.0, np.cumsum(market.customers.weight[order])]
    there = np.maximum(np.searchsorted(market.customers.since[order], seconds, side="right"), 1)
    who: Index = order[within(reach, np.zeros_like(there), there, share)]
    return who


def _types(market: Market, asking: Asking, share: Floats) -> Index:
    """The type that each searches for: a favourite, or what is wanted in the region in these weeks."""
    log = np.log(type_weights(market.seed) * _stocked(market) + 1e-300)
    weights = np.exp(log + market.demand.types)
    _, weeks, types = weights.shape
    reach = np.r_[0.0, np.cumsum(weights)]
    first: Index = (asking.region * weeks + asking.seconds // (7 * DAY)) * types
    common = within(reach, first, first + types, share[0]) - first
    favourite = market.customers.types[asking.customer, np.searchsorted(_FAVOURITE_SHARES, share[1], side="right")]
    chosen: Index = np.where((share[2] < _FAVOURITE) & _stocked(market)[favourite], favourite, common)
    return chosen


def _intents(market: Market, shared: Intents, weights: Floats, types: Index, seconds: Index, share: Floats) -> Intents:
    reach = np.r_[0.0, np.cumsum(weights)]
    of_type = kinds().type_of[market.goods.leaf[shared.anchor]]
    first, end = (np.searchsorted(of_type, types, side=side) for side in ("left", "right"))
    place = within(reach, first, end, share[0]).clip(max=len(shared) - 1)
    lives = market.goods.lives
    common = (share[1] < _SHARED) & (end > first) & lives.take(shared.anchor[place]).on_sale(seconds)
    anchor = market.places.drawn(types, share[2])
    for again in share[3:]:
        on_sale = lives.take(anchor).on_sale(seconds)
        anchor = np.where(on_sale, anchor, market.places.drawn(types, again))
    own = intents(market.seed, market.goods, len(shared) + np.arange(len(types)), anchor)
    both = Intents.joined([shared, own])
    return both.take(np.where(common, place, len(shared) + np.arange(len(types))))
