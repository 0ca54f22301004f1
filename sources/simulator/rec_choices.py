"""What customers find, look at, put into the cart and buy in one visit each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sources.simulator.ad_truth import sigmoid
from sources.simulator.rec_market import RecMarket
from sources.simulator.rec_shelf import Shelf, Wish, shelf
from sources.simulator.rec_state import SEEN, State
from sources.simulator.rec_wishes import COMMON, USED_UP, Wishes
from sources.simulator.rec_worth import Asking
from sources.simulator.search_places import within
from sources.simulator.search_time import DAY
from sources.simulator.words import Floats, Index, Mask

MOST_OF_TYPE = 128  # products of a type that a visit can meet
_MORE_SEEN = 0.85  # mean number of products looked at beyond the first
_FOUND, _FOUND_SPREAD, _NEW_FOUND, _NEW_DAYS = 0.55, 1.5, 0.93, 60.0  # see `_met`
_CART, _CART_BY_SHARE, _CART_USED_UP = -1.3, 1.6, 1.6  # log odds; by the share of the choice; for what is used up
_BUY, _BUY_USED_UP = 0.1, 1.2  # log odds of buying what is in the cart


@dataclass(frozen=True)
class Choices:
    """Products by visit in the order in which they are liked, -1 behind the last; arrays of shape (visits, SEEN).

    `wish` is the column of `rec_wishes.COLUMNS` that was followed, (visits,).
    """

    wish: Index
    product: Index
    cart: Mask
    buy: Mask


def choices(
    market: RecMarket, asking: Asking, state: State, who: Index, asked: Wishes, columns: Index, rng: np.random.Generator
) -> Choices:
    """What comes of visits.

    Args:
        market: Where they are made.
        asking, who: The visits, and positions of their customers in the block, (visits,).
        state: What they remember.
        asked: What they may be for.
        columns: The kind of each wish, (columns,).
        rng: Of the block.
    """
    count = len(who)
    luck = rng.random((3, count))
    column = (np.cumsum(asked.share, axis=1) < luck[0][:, None]).sum(axis=1).clip(max=len(columns) - 1)
    rows = np.arange(count)
    wish = Wish(columns[column], asked.types[rows, column].copy(), asked.anchor[rows, column])
    common = wish.kind == COMMON
    wish.types[common] = _common_types(market, asking.take(np.flatnonzero(common)), luck[1][common])
    met = _met(market, asking, shelf(market, asking, state, who, wish, MOST_OF_TYPE, luck[2]), rng)
    wanted = 1 + np.minimum(rng.poisson(_MORE_SEEN, count), SEEN - 1)
    product, share = _liked(met, wanted, rng)
    luck = rng.random((2, count, SEEN))
    same = (wish.kind == USED_UP)[:, None] & (product == wish.anchor[:, None])
    cart = (product >= 0) & (luck[0] < sigmoid(_CART + _CART_BY_SHARE * share + _CART_USED_UP * same))
    return Choices(column, product, cart, cart & (luck[1] < sigmoid(_BUY + _BUY_USED_UP * same)))


def _common_types(market: RecMarket, asking: Asking, share: Floats) -> Index:
    """Types by what is wanted in a region in a week; (visits,)."""
    _, weeks, types = market.common.shape
    first = (asking.region * weeks + asking.seconds // (7 * DAY)) * types
    return np.asarray(within(market.common_reach, first, first + types, share) - first)


def _met(market: RecMarket, asking: Asking, there: Shelf, rng: np.random.Generator) -> Shelf:
    """Those that are met: what many want is shown more than what few want, and what is new has a place of its own."""
    level, age = market.goods.level[there.product], asking.seconds[there.of] - market.goods.lives.launch[there.product]
    found = _FOUND + (1 - _FOUND) * sigmoid(_FOUND_SPREAD * level)
    found = np.where(age < _NEW_DAYS * DAY, np.maximum(found, _NEW_FOUND), found)
    met = rng.random(len(found)) < found
    return Shelf(there.of[met], there.product[met], there.worth[met])


def _liked(met: Shelf, wanted: Index, rng: np.random.Generator) -> tuple[Index, Floats]:
    """Products drawn by their worth without putting back (Plackett 1975, by the trick of Gumbel), and their shares."""
    product = np.full((len(wanted), SEEN), -1, np.int64)
    share = np.zeros((len(wanted), SEEN))
    if not len(met.of):
        return product, share
    first = np.flatnonzero(np.r_[True, met.of[1:] != met.of[:-1]])
    length = np.diff(np.r_[first, len(met.of)])
    segment = np.repeat(np.arange(len(first)), length)
    weight = np.exp(met.worth - np.maximum.reduceat(met.worth, first)[segment])
    chance = weight / np.add.reduceat(weight, first)[segment]
    key = met.worth + rng.gumbel(size=len(met.worth))
    left = np.minimum(wanted[met.of[first]], length)
    for place in range(SEEN):
        best = np.maximum.reduceat(key, first)
        hit = np.flatnonzero((key == best[segment]) & (left > place)[segment])
        if not len(hit):
            break
        product[met.of[hit], place], share[met.of[hit], place] = met.product[hit], chance[hit]
        key[hit] = -np.inf
    return product, share
