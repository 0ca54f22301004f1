"""What customers of the market of recommendation bought, again and again, and what they only looked at."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sources.simulator.qa_orders import Orders, Seen, orders_of
from sources.simulator.qa_rates import ACCOUNT_RATES
from sources.simulator.rec_lived import Lived, lived
from sources.simulator.rec_market import RecMarket
from sources.simulator.rec_state import SEEN
from sources.simulator.rec_time import END
from sources.simulator.rec_visits import blocks
from sources.simulator.search_time import DAY
from sources.simulator.streams import draws, scrambled
from sources.simulator.words import Index

_AGAIN_DAYS = (20.0, 120.0)  # until somebody orders the same again
_APART = 1 << 29  # between the numbers of a purchase and of the one that repeats it


def shopped(market: RecMarket) -> tuple[Orders, Seen]:
    """What customers of a market bought, and what they looked at."""
    made = [lived(market, block, 0.0)[0] for block in blocks(market.guests)]
    bought = _again(market.seed, _events(made, "buy"))
    looked = _events(made, "look")
    seen = _once(looked, bought)
    return orders_of(market, bought, seen), seen


def _events(made: Sequence[Lived], kind: str) -> Index:
    """Customer, product, second and number of events, in the order of customers and times; (events, 4)."""
    found = []
    for one in made:
        visit, place = np.nonzero(one.buy if kind == "buy" else (one.product >= 0) & ~one.buy)
        asking = one.asking
        columns = [asking.guest[visit], one.product[visit, place], asking.seconds[visit]]
        found.append(np.stack([*columns, one.number[visit] * SEEN + place], axis=1))
    rows = np.concatenate(found)
    return rows[np.lexsort((rows[:, 3], rows[:, 2], rows[:, 0]))]


def _again(seed: int, bought: Index) -> Index:
    """The same purchases, and those that some customers make again, once or twice, some time later."""
    low, high = _AGAIN_DAYS
    parts, last = [bought], bought
    for time in (1, 2):
        number = scrambled(last[:, 3], seed, f"order again {time}")
        last = last[draws(number, seed, "again") < ACCOUNT_RATES.again]
        days = low + (high - low) * draws(scrambled(last[:, 3], seed, "order again"), seed, f"when again {time}")
        last = last + np.stack([days * 0, days * 0, days * DAY, days * 0 + time * _APART], axis=1).astype(np.int64)
        last = last[last[:, 2] < END]
        parts.append(last)
    return np.concatenate(parts)


def _once(looked: Index, bought: Index) -> Seen:
    span = int(max(looked[:, 1].max(initial=0), bought[:, 1].max(initial=0))) + 1
    code, other = looked[:, 0] * span + looked[:, 1], bought[:, 0] * span + bought[:, 1]
    _, first = np.unique(code, return_index=True)
    rows = looked[np.sort(first[~np.isin(code[first], other)])]
    return Seen(rows[:, 0], rows[:, 1], rows[:, 2])
