"""The products that a wish is met with, and what each is worth for it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sources.simulator.rec_market import RecMarket
from sources.simulator.rec_state import State
from sources.simulator.rec_wishes import AGAIN, COMMON, COMPLEMENT, USED_UP
from sources.simulator.rec_worth import Asking, worth
from sources.simulator.search_goods import SLOTS
from sources.simulator.search_places import stretches
from sources.simulator.words import Floats, Index, Mask

_SAME_AGAIN, _LEAF_AGAIN = 2.4, 0.8  # for what was seen, and for others of its leaf
_SAME_BRAND, _SAME_COLOUR = 1.5, 0.7  # for what goes with something
_BEST_SELLER = 1.5  # for what everybody wants, by how much it is wanted
_SAME_USED, _BRAND_USED = 5.0, 1.0  # for what is used up, and for others of its brand


@dataclass(frozen=True)
class Shelf:
    """Products that can be had, visit by visit; arrays of shape (pairs,).

    Attributes:
        of: Position of the visit among those asked for.
        product: Position among all products.
        worth: What it is worth to who is there.
    """

    of: Index
    product: Index
    worth: Floats


@dataclass(frozen=True)
class Wish:
    """One wish of each of some visits; arrays of shape (visits,)."""

    kind: Index
    types: Index
    anchor: Index


def shelf(market: RecMarket, asking: Asking, state: State, who: Index, wish: Wish, most: int, share: Floats) -> Shelf:
    """What is there for wishes: products of the type that can be had and are not owned already.

    Args:
        market: Of the products.
        asking, who: The visits, and positions of their customers in the block, (visits,).
        state: What they remember.
        wish: What they came for.
        most: How many products of a type are looked at.
        share: Where to begin where there are more, in [0, 1), (visits,).
    """
    first, end = market.places.type_edges(np.maximum(wish.types, 0))
    of, product = stretches(first, end, most, share)
    kept = market.available(product, asking.region[of], asking.seconds[of])
    of, product = of[kept], product[kept]
    kept = ~_owned(market, state.owned[who], wish.types, of, product)
    of, product = of[kept], product[kept]
    found = worth(market.goods, market.appeal, market.guests, asking, of, product)
    return Shelf(of, product, found + _because_of(market, state.seen[who], wish, of, product))


def _owned(market: RecMarket, owned: Index, types: Index, of: Index, product: Index) -> Mask:
    """Whether products are of those that are not bought twice; (pairs,)."""
    near = (market.types[owned] == types[:, None]).any(axis=1)[of]
    found = np.zeros(len(of), np.bool_)
    found[near] = (owned[of[near]] == product[near, None]).any(axis=1)
    return found


def _because_of(market: RecMarket, seen: Index, wish: Wish, of: Index, product: Index) -> Floats:
    """What the product that a wish comes from adds to others; (pairs,)."""
    goods, found = market.goods, np.zeros(len(of))
    brand, colour = goods.codes[:, 0], goods.values[:, SLOTS.index("colour")]
    kind, anchor = wish.kind[of], wish.anchor[of]
    rows = np.flatnonzero(kind == AGAIN)
    some, source = product[rows], anchor[rows]
    found[rows] += _SAME_AGAIN * (seen[of[rows]] == some[:, None]).any(axis=1)
    found[rows] += _LEAF_AGAIN * (goods.leaf[some] == goods.leaf[source])
    rows = np.flatnonzero(kind == COMMON)
    found[rows] += best_seller(market, product[rows])
    rows = np.flatnonzero(kind == COMPLEMENT)
    some, source = product[rows], anchor[rows]
    found[rows] += _SAME_BRAND * (brand[some] == brand[source])
    found[rows] += _SAME_COLOUR * ((colour[some] == colour[source]) & (colour[some] >= 0))
    rows = np.flatnonzero(kind == USED_UP)
    some, source = product[rows], anchor[rows]
    found[rows] += _SAME_USED * (some == source) + _BRAND_USED * (brand[some] == brand[source])
    return found


def best_seller(market: RecMarket, product: Index) -> Floats:
    """What it adds for who wants what everybody wants; (pairs,)."""
    found: Floats = _BEST_SELLER * market.goods.level[product]
    return found
