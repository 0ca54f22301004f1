"""What each customer asks about the own account."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sources.simulator.qa_accounts import Accounts
from sources.simulator.qa_columns import joined, taken
from sources.simulator.qa_lists import purposes
from sources.simulator.qa_orders import CANCELLED, RETURNED, Orders
from sources.simulator.qa_rates import ACCOUNT_RATES
from sources.simulator.review_products import paired
from sources.simulator.streams import Ids, draws, scrambled
from sources.simulator.words import Floats, Index, Mask

KINDS = (
    *("delivery", "delivery_here", "order_status", "last_bought", "last_bought_here"),
    *("how_often_here", "spent_here", "on_list_here", "reminder"),
)
DELIVERY, DELIVERY_HERE, STATUS, LAST, LAST_HERE, HOW_OFTEN, SPENT, ON_LIST, REMINDER = range(len(KINDS))
NONE = -1


@dataclass(frozen=True)
class Wishes:
    """What customers want to know of their accounts; (questions,) each.

    Attributes:
        guest: Who asks.
        kind: Place in `KINDS`.
        product: Place of the product on whose page it is asked, -1 for none.
        row: Place of the order that is named, or of the reminder; -1 for none.
        purpose: What a reminder is for, -1 for none.
    """

    guest: Index
    kind: Index
    product: Index
    row: Index
    purpose: Index

    def __len__(self) -> int:
        return len(self.guest)

    def numbers(self, seed: int) -> Ids:
        """What draws are made from, (questions,)."""
        code = (self.product + 1) * len(KINDS) + self.kind + (self.row + 1) * 7
        return paired(scrambled(self.guest, seed, "guest"), code)


def wishes(seed: int, guests: int, have: Accounts) -> Wishes:
    """What customers ask about their own accounts."""
    rates, orders = ACCOUNT_RATES, have.orders
    everybody = np.arange(guests)
    ids = scrambled(everybody, seed, "guest")
    waiting, bought = np.isin(everybody, orders.guest[orders.open]), np.isin(everybody, orders.guest)

    def some(aspect: str, rate: float, of: Mask) -> Index:
        return np.flatnonzero((draws(ids, seed, f"asks: {aspect}") < rate) & of)

    parts = [
        _of(some("delivery", rates.delivery, waiting), DELIVERY),
        _of(some("delivery in vain", rates.in_vain, ~waiting), DELIVERY),
        _of(some("last", rates.last_bought, bought), LAST),
        _of(some("last in vain", rates.in_vain, ~bought), LAST),
        *_about_orders(seed, orders),
        *_about_lists(seed, have),
    ]
    kept = have.reminders
    asked = np.flatnonzero(_share(seed, kept.guest, kept.purpose, "reminder") < rates.reminder)
    parts.append(_of(kept.guest[asked], REMINDER, row=asked, purpose=kept.purpose[asked]))
    vain = some("reminder in vain", rates.in_vain, np.ones(guests, np.bool_))
    foreign = (draws(ids[vain], seed, "purpose in vain") * len(purposes())).astype(np.int64)
    known = set(zip(kept.guest.tolist(), kept.purpose.tolist(), strict=True))
    new = np.array([pair not in known for pair in zip(vain.tolist(), foreign.tolist(), strict=True)], np.bool_)
    parts.append(_of(vain[new], REMINDER, purpose=foreign[new]))
    whole = joined(parts)
    return taken(whole, np.argsort(whole.guest, kind="stable"))


def _of(
    guest: Index, kind: int, product: Index | None = None, row: Index | None = None, purpose: Index | None = None
) -> Wishes:
    none = np.full(len(guest), NONE)
    columns = (none if one is None else one for one in (product, row, purpose))
    return Wishes(guest, np.full(len(guest), kind), *columns)


def _share(seed: int, guest: Index, other: Index, aspect: str) -> Floats:
    found: Floats = draws(paired(scrambled(guest, seed, "guest"), other), seed, f"asks: {aspect}")
    return found


def _about_orders(seed: int, orders: Orders) -> list[Wishes]:
    """Of single orders, and of products that were bought."""
    rates = ACCOUNT_RATES
    coming = np.flatnonzero(orders.open)
    here = coming[_share(seed, orders.guest[coming], orders.product[coming], "delivery here") < rates.delivery_here]
    rows = np.arange(len(orders))
    status = rows[_share(seed, orders.guest, rows, "status") < rates.order_status]
    span = int(orders.product.max(initial=0)) + 1
    code = orders.guest * span + orders.product
    # what was cancelled or sent back may count or not, so nobody asks how often that was bought
    undone = np.unique(code[np.isin(orders.status, (CANCELLED, RETURNED))])
    once = np.setdiff1d(np.unique(code), undone)
    guest, product = once // span, once % span
    found = [
        _of(orders.guest[here], DELIVERY_HERE, product=orders.product[here]),
        _of(orders.guest[status], STATUS, row=status),
    ]
    for kind in (LAST_HERE, HOW_OFTEN, SPENT):
        mine = _share(seed, guest, product, KINDS[kind]) < getattr(rates, KINDS[kind])
        found.append(_of(guest[mine], kind, product=product[mine]))
    return found


def _about_lists(seed: int, have: Accounts) -> list[Wishes]:
    """Of products on a list, and of some on none."""
    rates, on, seen = ACCOUNT_RATES, have.listed, have.seen
    span = int(seen.product.max(initial=0)) + 1
    off = ~np.isin(seen.guest * span + seen.product, on.guest * span + on.product)
    listed_rows = np.flatnonzero(_share(seed, on.guest, on.product, "on a list") < rates.on_list_here)
    off &= _share(seed, seen.guest, seen.product, "on no list") < rates.off_list_here
    return [
        _of(on.guest[listed_rows], ON_LIST, product=on.product[listed_rows]),
        _of(seen.guest[off], ON_LIST, product=seen.product[off]),
    ]
