"""Which products an offer is for."""

from __future__ import annotations

import numpy as np

from sources.simulator.deal_kinds import BRAND, CATEGORY, PRODUCT
from sources.simulator.rec_market import RecMarket
from sources.simulator.search_kinds import kinds
from sources.simulator.search_places import stretches
from sources.simulator.words import Index, Mask

_MOST_PRODUCTS = {PRODUCT: 4, BRAND: 48, CATEGORY: 60}
_TRIES = 8  # until a product is found that can be had
_RARE = 0.4  # share of offers of any type, however few want it


def anchors(market: RecMarket, begins: Index, rng: np.random.Generator) -> Index:
    """A product of each offer that is on sale when it begins: mostly of a type that many want."""
    first, end = market.places.type_edges(np.arange(kinds().types))
    usual = market.common.mean(axis=(0, 1))
    weight = (1 - _RARE) * usual + _RARE * (end > first) / (end > first).sum()
    found = np.full(len(begins), -1)
    lives = market.goods.lives
    for _ in range(_TRIES):
        left = np.flatnonzero(found < 0)
        types = rng.choice(len(weight), len(left), p=weight / weight.sum())
        tried = market.places.drawn(types, rng.random(len(left)))
        there = (lives.launch[tried] <= begins[left]) & (begins[left] < lives.end[tried])
        found[left[there]] = tried[there]
    old = np.flatnonzero(lives.launch <= 0)
    missing = found < 0
    found[missing] = rng.choice(old, int(missing.sum()))
    return found


def members(
    market: RecMarket, scope: Index, anchor: Index, begins: Index, rng: np.random.Generator
) -> tuple[Index, Index]:
    """Offer and product of each member, offer by offer; the anchor is always one."""
    count = len(scope)
    parts: list[tuple[Index, Index]] = [(np.arange(count), anchor)]
    _, type_end = market.places.type_edges(market.types[anchor])
    rows = np.flatnonzero(scope == PRODUCT)
    wide = 1 + rng.integers(0, _MOST_PRODUCTS[PRODUCT], count)
    parts.append(_stretch(rows, anchor[rows], np.minimum(anchor + wide, type_end)[rows], _MOST_PRODUCTS[PRODUCT]))
    rows = np.flatnonzero(scope == CATEGORY)
    first, end = market.places.type_edges(market.types[anchor[rows]])
    parts.append(_stretch(rows, first, end, _MOST_PRODUCTS[CATEGORY]))
    rows = np.flatnonzero(scope == BRAND)
    brand = market.goods.codes[:, 0]
    order = np.argsort(brand, kind="stable")
    first, end = (np.searchsorted(brand[order], brand[anchor[rows]], side) for side in ("left", "right"))
    of, place = _stretch(rows, first, end, _MOST_PRODUCTS[BRAND])
    parts.append((of, order[place]))
    of, product = (np.concatenate(column) for column in zip(*parts, strict=True))
    kept = _on_sale(market, product, begins[of]) | (product == anchor[of])
    pair = np.unique(of[kept] * len(market.goods) + product[kept])
    of, product = np.divmod(pair, len(market.goods))
    return of, product


def _stretch(rows: Index, first: Index, end: Index, most: int) -> tuple[Index, Index]:
    of, place = stretches(first, end, most, np.zeros(len(rows)))
    return rows[of], place


def _on_sale(market: RecMarket, product: Index, seconds: Index) -> Mask:
    lives = market.goods.lives
    found: Mask = (lives.launch[product] <= seconds) & (seconds < lives.end[product])
    return found
