"""What customers may come for, and how probable each wish is: a mixture, of which a visit follows one.

To look again at what was seen and not bought; for what goes with what was bought last; for what is used up by now;
for what they like in general; or for what everybody wants here and now.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sources.simulator.rec_market import RecMarket
from sources.simulator.rec_state import USED, State
from sources.simulator.rec_worth import Asking
from sources.simulator.search_customers import FAVOURITE_TYPES
from sources.simulator.search_time import DAY
from sources.simulator.words import Floats, Index

AGAIN, COMPLEMENT, USED_UP, TASTE, COMMON = range(5)
WISHES = ("look again", "complement", "used up", "taste", "common")
COLUMNS = np.repeat([AGAIN, COMPLEMENT, USED_UP, TASTE, COMMON], [1, 1, USED, FAVOURITE_TYPES, 1])
_AGAIN, _AGAIN_DAYS = 1.8, 8.0  # weight, how fast it fades
_COMPLEMENT, _COMPLEMENT_DAYS = 2.2, 30.0  # weight, how fast it fades
_UNCERTAIN = 0.5  # what is left of it for types without accessories
_USED_UP, _USED_SPREAD = 2.0, 0.35  # weight at the end of the cycle; spread of the log around it
_TASTES = (0.5, 0.3, 0.2)  # weights of favourite types
_COMMON, _COMMON_AT_FIRST = 0.2, 0.6  # weight; of who has never come


@dataclass(frozen=True)
class Wishes:
    """What visits may be for, a column each of `COLUMNS`; arrays of shape (visits, columns).

    Attributes:
        share: Probability; rows sum to 1.
        types: The type of products that is looked for, -1 where there is none or it is any.
        anchor: The product that the wish comes from, -1 for none.
    """

    share: Floats
    types: Index
    anchor: Index

    def take(self, rows: Index) -> Wishes:
        """Those of some visits alone."""
        return Wishes(self.share[rows], self.types[rows], self.anchor[rows])


def wishes(market: RecMarket, asking: Asking, state: State, who: Index) -> Wishes:
    """The wishes of customers of a block.

    Args:
        market: Where they live.
        asking: Their visits, (visits,).
        state: What they remember.
        who: Their positions in the block, (visits,).
    """
    taken, types_of = market.takings, market.types
    seconds = asking.seconds
    seen, newest, used = state.seen[who, :1], state.newest[who, None], state.used[who]
    favourite = market.guests.customers.types[asking.guest]
    again = np.where(state.took[who, None], 0.0, _AGAIN * _faded(seconds - state.last[who], _AGAIN_DAYS)[:, None])
    goes_with = np.r_[taken.complement, -1][types_of[newest]]
    made_for_it = np.where(np.r_[taken.certain, False][types_of[newest]], 1.0, _UNCERTAIN)
    complement = _COMPLEMENT * made_for_it * _faded(seconds - state.newest_at[who], _COMPLEMENT_DAYS)[:, None]
    cycle = np.r_[taken.cycle, 1.0][types_of[used]]
    age = np.maximum(seconds[:, None] - state.used_at[who], 1) / (cycle * DAY)
    used_up = _USED_UP * np.exp(-((np.log(age) / _USED_SPREAD) ** 2) / 2)
    taste = _TASTES * np.exp(market.demand.of(asking.region[:, None], seconds[:, None], favourite))
    types = np.concatenate([types_of[seen], goes_with, types_of[used], favourite, np.full((len(who), 1), -1)], axis=1)
    none = np.full((len(who), FAVOURITE_TYPES + 1), -1)
    common = np.where(seen < 0, _COMMON_AT_FIRST, _COMMON)
    weight = np.concatenate([again, complement, used_up, taste, common], axis=1)
    first, end = market.places.type_edges(np.maximum(types, 0))
    weight = np.where((types >= 0) & (end > first) | (COLUMNS == COMMON), weight, 0.0)
    return Wishes(weight / weight.sum(axis=1, keepdims=True), types, np.concatenate([seen, newest, used, none], axis=1))


def _faded(age: Index, days: float) -> Floats:
    faded: Floats = np.exp(-np.maximum(age, 0) / (days * DAY))
    return faded
