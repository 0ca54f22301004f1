"""What customers did: their orders, their lists, their reminders; each row of one customer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sources.simulator.qa_columns import taken
from sources.simulator.qa_rates import ACCOUNT_RATES
from sources.simulator.rec_market import RecMarket
from sources.simulator.rec_time import END
from sources.simulator.review_products import paired
from sources.simulator.search_time import DAY
from sources.simulator.streams import draws, scrambled
from sources.simulator.words import Floats, Index, Mask, Strings, hexadecimal

STATUSES = ("ordered", "shipped", "delivered", "returned", "cancelled")
ORDERED, SHIPPED, DELIVERED, RETURNED, CANCELLED = range(5)
NEVER = -1  # of a moment
_FRESH_DAYS, _QUICK_DAYS, _SLOW_DAYS, _SHIPPED_AFTER = 6.0, 1.0, 8.0, 1.5
_EXPECTED_DAYS = (1.0, 7.0)  # from the end of the period, of what is on the way
_APART = 1 << 29  # between the numbers of a purchase and of the one that repeats it
_MOST_PIECES = (0.8, 0.93)  # cumulative share of orders of one piece, of two
_FRESH_BITS = 2
_AGAIN_DAYS = (20.0, 120.0)  # until somebody orders the same again


@dataclass(frozen=True)
class Orders:
    """Orders in the order of customers and times; (orders,) each.

    Attributes:
        guest: Position of the customer.
        product: Place in the market's products.
        seconds, expected, delivered: Moments, `NEVER` for none.
        status: As `STATUSES` counts.
        quantity, price: Pieces, and of one piece.
        ids: In text.
    """

    guest: Index
    product: Index
    seconds: Index
    expected: Index
    delivered: Index
    status: Index
    quantity: Index
    price: Floats
    ids: Strings

    def __len__(self) -> int:
        return len(self.guest)

    @property
    def open(self) -> Mask:
        """Whether an order is still to come, (orders,)."""
        found: Mask = self.status <= SHIPPED
        return found


@dataclass(frozen=True)
class Seen:
    """Products that customers looked at and did not buy then, each once; (seen,) each."""

    guest: Index
    product: Index
    seconds: Index


def orders_of(market: RecMarket, bought: Index, seen: Seen) -> Orders:
    rates, seed = ACCOUNT_RATES, market.seed
    fresh = _fresh(seed, seen)
    guest, product, seconds = (np.r_[bought[:, n], fresh[n]] for n in range(3))
    number = np.r_[scrambled(bought[:, 3], seed, "order"), scrambled(fresh[3] + (1 << 31), seed, "order")]

    def draw(aspect: str) -> Floats:
        return draws(number, seed, f"order's {aspect}")

    arrives = seconds + ((_QUICK_DAYS + (_SLOW_DAYS - _QUICK_DAYS) * draw("way")) * DAY).astype(np.int64)
    coming = (arrives >= END) | (np.arange(len(guest)) >= len(bought))
    low, high = _EXPECTED_DAYS
    later = END + ((low + (high - low) * draw("day")) * DAY).astype(np.int64)
    status = np.where(END - seconds < _SHIPPED_AFTER * DAY, ORDERED, SHIPPED)
    end = np.searchsorted([rates.cancelled, rates.cancelled + rates.returned], draw("end"), side="right")
    status = np.where(coming, status, np.array([CANCELLED, RETURNED, DELIVERED])[end])
    order = np.lexsort((number, seconds, guest))
    last = np.r_[guest[order][1:] != guest[order][:-1], True][: len(order)]
    # what was bought last is never a cancelled order, so that nobody can quarrel about it
    status[order[last & (status[order] == CANCELLED)]] = DELIVERED
    found = Orders(
        guest=guest,
        product=product,
        seconds=seconds,
        expected=np.where(coming, later, arrives),
        delivered=np.where(np.isin(status, (DELIVERED, RETURNED)), arrives, NEVER),
        status=status,
        quantity=1 + np.searchsorted(_MOST_PIECES, draw("pieces"), side="right"),
        price=np.round(market.goods.price[product], 2),
        ids=hexadecimal("t", number),
    )
    return taken(found, order)


def _fresh(seed: int, seen: Seen) -> tuple[Index, Index, Index, Index]:
    """Customer, product, second and number of orders that are on their way: of what their customers looked at."""
    rates = ACCOUNT_RATES
    guests, first, counts = np.unique(seen.guest, return_index=True, return_counts=True)
    ids = scrambled(guests, seed, "guest")
    several = 1 + (draws(ids, seed, "orders on the way") * rates.ways).astype(np.int64)
    of = np.repeat(np.arange(len(guests)), np.where(draws(ids, seed, "on the way") < rates.on_the_way, several, 0))
    within = np.arange(len(of)) - np.searchsorted(of, of)
    pair = paired(ids[of], within)
    start = (draws(ids, seed, "first on the way") * counts).astype(np.int64)[of]
    product = seen.product[first[of] + (start + within) % counts[of]]
    seconds = END - 1 - (draws(pair, seed, "moment on the way") * _FRESH_DAYS * DAY).astype(np.int64)
    kept = within < counts[of]
    number = (guests[of] << _FRESH_BITS) + within
    return guests[of][kept], product[kept], seconds[kept], number[kept]
