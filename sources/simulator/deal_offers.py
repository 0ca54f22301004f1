"""What is offered: some products, all of a brand or all of a type; at what price, and how good it truly is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sources.simulator.deal_kinds import CATEGORY
from sources.simulator.deal_members import anchors, members
from sources.simulator.rec_market import RecMarket
from sources.simulator.search_kinds import kinds
from sources.simulator.words import Floats, Index

MAIN_TYPES = 4  # of an offer, by how many of its products they have
_PULL_SPREAD, _ALIKE = 0.65, 0.25  # of the log odds that nothing tells: of an offer, and of each time that it runs


@dataclass(frozen=True)
class Offers:
    """Offers; arrays of shape (offers,) unless said otherwise.

    Attributes:
        scope: What it is for, as in `deal_kinds`.
        first, products: Of `products` the offer has `first[i]` to `first[i + 1]`; positions among all products.
        types, shares: Types of most of its products, -1 for none, and their shares; (offers, MAIN_TYPES).
        brand, department: Numbers; the brand is -1 where it is for several.
        leaf: Of its first product.
        price: Usual one of its products, EUR.
        dearness: Mean within the leaf.
        tastes: Direction of those who like it, (offers, TASTES).
        wanted: In each region, (offers, regions).
        pull: Log odds that nothing tells.
    """

    scope: Index
    first: Index
    products: Index
    types: Index
    shares: Floats
    brand: Index
    department: Index
    leaf: Index
    price: Floats
    dearness: Floats
    tastes: Floats
    wanted: Floats
    pull: Floats

    def __len__(self) -> int:
        return len(self.scope)

    @property
    def counts(self) -> Index:
        """How many products each has."""
        return np.diff(self.first)


def offers(market: RecMarket, scope: Index, begins: Index, rng: np.random.Generator) -> Offers:
    """Offers of products that can be had when they first run.

    Args:
        market: Whose products they are of.
        scope: What each is for, (offers,).
        begins: When it first runs, (offers,).
        rng: For all of them.
    """
    goods, count = market.goods, len(scope)
    anchor = anchors(market, begins, rng)
    types, brand = market.types[anchor], goods.codes[anchor, 0].astype(np.int64)
    of, product = members(market, scope, anchor, begins, rng)
    first = np.searchsorted(of, np.arange(count + 1))
    many = np.maximum(np.diff(first), 1)

    def mean(values: Floats) -> Floats:
        found: Floats = np.bincount(of, values, count) / many
        return found

    appeal = market.appeal
    main, shares = _main_types(market.types[product], of, count)
    return Offers(
        scope=scope,
        first=first,
        products=product,
        types=main,
        shares=shares,
        brand=np.where(scope == CATEGORY, -1, brand),
        department=kinds().department_of[kinds().first_leaf[types]],
        leaf=goods.leaf[anchor].astype(np.int64),
        price=np.exp(mean(np.log(goods.price[product]))).round(2),
        dearness=mean(goods.dearness[product]),
        tastes=np.stack([mean(appeal.tastes[product, place]) for place in range(appeal.tastes.shape[1])], axis=1),
        wanted=np.stack([mean(appeal.wanted[product, place]) for place in range(appeal.wanted.shape[1])], axis=1),
        pull=_PULL_SPREAD * rng.standard_normal(count),
    )


def own_pull(count: int, rng: np.random.Generator) -> Floats:
    """Log odds that one run of an offer has beyond the offer's; (deals,)."""
    found: Floats = _ALIKE * rng.standard_normal(count)
    return found


def _main_types(types: Index, of: Index, count: int) -> tuple[Index, Floats]:
    """The types that most products of each offer have, the first one first, and their shares among these."""
    every = kinds().types
    pair, many = np.unique(of * every + types, return_counts=True)
    owner, kind = np.divmod(pair, every)
    order = np.lexsort((kind, -many, owner))
    owner, kind, many = owner[order], kind[order], many[order]
    place = np.arange(len(owner)) - np.searchsorted(owner, owner)
    kept = place < MAIN_TYPES
    found, shares = np.full((count, MAIN_TYPES), -1), np.zeros((count, MAIN_TYPES))
    found[owner[kept], place[kept]], shares[owner[kept], place[kept]] = kind[kept], many[kept]
    return found, shares / shares.sum(axis=1, keepdims=True)
