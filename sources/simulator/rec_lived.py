"""The visits of a block of customers, one after the other, as each one changes what the next is for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sources.simulator.rec_choices import choices
from sources.simulator.rec_market import RecMarket
from sources.simulator.rec_preference import Preferences, preferences
from sources.simulator.rec_state import SEEN, State
from sources.simulator.rec_time import END, TRUTH_DAYS
from sources.simulator.rec_visits import BLOCK, MOST_VISITS, Schedule, expected_visits, schedule
from sources.simulator.rec_wishes import COLUMNS, wishes
from sources.simulator.rec_worth import Asking
from sources.simulator.search_time import DAY
from sources.simulator.streams import draws, scrambled, stream
from sources.simulator.words import Index, Mask

TOLD, _MOST_TOLD = 1_500, 2_000  # visits whose preferences are told: times the root of the scale, and at most
_TOLD_SINCE = END - TRUTH_DAYS * DAY


@dataclass(frozen=True)
class Lived:
    """Visits of a block in the order of time; arrays of shape (visits,) unless said otherwise.

    Attributes:
        number: What the id is made from.
        asking: Customer, region and moment.
        earlier: Visits of the customer before, in which something was looked at.
        wish: The kind of wish that was followed.
        product: What was looked at, the best liked first, -1 behind the last; (visits, SEEN).
        cart, buy: What of it was put into the cart and bought; (visits, SEEN).
    """

    number: Index
    asking: Asking
    earlier: Index
    wish: Index
    product: Index
    cart: Mask
    buy: Mask


def told_share(market: RecMarket) -> float:
    """Share of late visits whose preferences are told."""
    wanted = min(TOLD * market.scale**0.5, _MOST_TOLD)
    return float(min(1.0, wanted / max(expected_visits(market.guests, _TOLD_SINCE), 1.0)))


def lived(market: RecMarket, block: int, share: float) -> tuple[Lived, list[Preferences]]:
    """The visits of a block, and the true preferences in some of the late ones.

    Args:
        market: Where the customers live.
        block: Number of the block.
        share: Of late visits, whose preferences are told.
    """
    rng, seed = stream(market.seed, "choices in visits", block), market.seed
    planned = schedule(seed, market.guests, block)
    region = market.guests.customers.region[planned.guest]
    state, earlier = State.blank(BLOCK), np.zeros(BLOCK, np.int64)
    number = planned.guest * MOST_VISITS + planned.place
    told = (planned.seconds >= _TOLD_SINCE) & (draws(scrambled(number, seed, "visit"), seed, "preference") < share)
    shape = (len(number), SEEN)
    product, cart, buy = np.full(shape, -1, np.int64), np.zeros(shape, np.bool_), np.zeros(shape, np.bool_)
    wish, before = np.zeros(len(number), np.int64), np.zeros(len(number), np.int64)
    found: list[Preferences] = []
    for rows in _rounds(planned):
        who = planned.guest[rows] - block * BLOCK
        asking = Asking(planned.guest[rows], region[rows], planned.seconds[rows])
        asked = wishes(market, asking, state, who)
        some = np.flatnonzero(told[rows])
        if len(some):
            found += preferences(market, asking.take(some), state, who[some], asked.take(some), number[rows[some]])
        made = choices(market, asking, state, who, asked, COLUMNS, rng)
        product[rows], cart[rows], buy[rows] = made.product, made.cart, made.buy
        wish[rows], before[rows] = COLUMNS[made.wish], earlier[who]
        came = made.product[:, 0] >= 0
        repeatable = np.r_[market.takings.repeatable, False][market.types[made.product]]
        state.visited(who[came], asking.seconds[came], made.product[came], made.buy[came], repeatable[came])
        earlier[who[came]] += 1
    order = np.argsort(planned.seconds, kind="stable")
    order = order[product[order, 0] >= 0]
    asking = Asking(planned.guest[order], region[order], planned.seconds[order])
    lives = Lived(number[order], asking, before[order], wish[order], product[order], cart[order], buy[order])
    return lives, found


def _rounds(planned: Schedule) -> Iterator[Index]:
    """Rows of first visits, of second ones, and so on."""
    order = np.argsort(planned.place, kind="stable")
    yield from np.split(order, np.flatnonzero(np.diff(planned.place[order])) + 1) if len(order) else ()
