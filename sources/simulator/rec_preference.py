"""The true preference: the probability of each product to be the first choice of a visit, before anything is seen.

It knows tastes and memory of the customer, but neither the wish that the visit will follow nor what will be met.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sources.simulator.rec_market import RecMarket
from sources.simulator.rec_shelf import Wish, best_seller, shelf
from sources.simulator.rec_state import State
from sources.simulator.rec_wishes import COLUMNS, COMMON, Wishes
from sources.simulator.rec_worth import Asking, worth
from sources.simulator.search_kinds import kinds
from sources.simulator.search_time import DAY
from sources.simulator.words import Floats, Index

TOLD_PRODUCTS = 500  # the best ones
_PAIRS = 200_000  # visits and products looked at once


@dataclass(frozen=True)
class Preferences:
    """Preferred products, visit by visit, the best one first; arrays of shape (rows,).

    Attributes:
        number: Of the visit.
        product: Position.
        preference: Above 0; 1 for the best of a visit.
    """

    number: Index
    product: Index
    preference: Floats


def preferences(
    market: RecMarket, asking: Asking, state: State, who: Index, asked: Wishes, number: Index
) -> Iterator[Preferences]:
    """The true preferences in visits, some visits at a time.

    Args:
        market: Where they are made.
        asking, who, number: The visits, positions of their customers in the block, their numbers; (visits,).
        state: What customers remember.
        asked: What they may be for.
    """
    size = max(1, _PAIRS // len(market.goods))
    for first in range(0, len(number), size):
        rows = np.arange(first, min(first + size, len(number)))
        likely = _likely(market, asking.take(rows), state, who[rows], asked.take(rows))
        kept = min(TOLD_PRODUCTS, likely.shape[1])
        best = np.argpartition(-likely, kept - 1, axis=1)[:, :kept]
        value = np.take_along_axis(likely, best, axis=1)
        order = np.argsort(-value, axis=1, kind="stable")
        best, value = np.take_along_axis(best, order, axis=1), np.take_along_axis(value, order, axis=1)
        there = value > 0
        scaled = value / np.maximum(value[:, :1], np.finfo(np.float64).tiny)
        of = np.nonzero(there)[0]
        yield Preferences(number[rows][of], best[there], scaled[there])


def _likely(market: RecMarket, asking: Asking, state: State, who: Index, asked: Wishes) -> Floats:
    """Probability of each product, (visits, products)."""
    found = _common(market, asking, state, who) * asked.share[:, COLUMNS == COMMON]
    for column in np.flatnonzero(COLUMNS != COMMON):
        rows = np.flatnonzero(asked.share[:, column] > 0)
        if not len(rows):
            continue
        kind = np.full(len(rows), COLUMNS[column])
        wish = Wish(kind, asked.types[rows, column], asked.anchor[rows, column])
        there = shelf(market, asking.take(rows), state, who[rows], wish, len(market.goods), np.zeros(len(rows)))
        weight = np.exp(there.worth)
        total = np.bincount(there.of, weight, len(rows))
        # a product is once on a shelf, so no place is added to twice
        found[rows[there.of], there.product] += asked.share[rows[there.of], column] * weight / total[there.of]
    return found


def _common(market: RecMarket, asking: Asking, state: State, who: Index) -> Floats:
    """Probabilities for who wants what everybody wants here and now, (visits, products)."""
    count, products = len(who), len(market.goods)
    of, product = np.repeat(np.arange(count), products), np.tile(np.arange(products), count)
    there = market.available(product, asking.region[of], asking.seconds[of])
    some = np.flatnonzero(there)
    value: Floats = np.zeros((count, products))
    liked = worth(market.goods, market.appeal, market.guests, asking, of[some], product[some])
    value.flat[some] = np.exp(liked + best_seller(market, product[some]))
    owned = state.owned[who]
    rows, places = np.nonzero(owned >= 0)
    value[rows, owned[rows, places]] = 0
    first, end = market.places.type_edges(np.arange(kinds().types))
    stocked = np.flatnonzero(end > first)
    total = np.add.reduceat(value, first[stocked], axis=1)
    wanted = market.common[asking.region, asking.seconds // (7 * DAY)][:, stocked]
    rate = np.where(total > 0, wanted / np.maximum(total, np.finfo(np.float64).tiny), 0.0)
    found: Floats = value * np.repeat(rate, (end - first)[stocked], axis=1)
    return found
