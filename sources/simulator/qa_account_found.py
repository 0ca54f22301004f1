"""Which rows of an account answer a question about it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sources.simulator.qa_account_wishes import (
    DELIVERY,
    DELIVERY_HERE,
    HOW_OFTEN,
    LAST,
    LAST_HERE,
    ON_LIST,
    REMINDER,
    SPENT,
    STATUS,
    Wishes,
)
from sources.simulator.qa_accounts import Accounts
from sources.simulator.qa_columns import joined, taken
from sources.simulator.qa_passages import ANSWERS, NOT, ORDERS, REMINDERS, WISH_LISTS
from sources.simulator.review_products import paired
from sources.simulator.streams import draws, scrambled
from sources.simulator.words import Index, Mask, Strings, hexadecimal

_OTHERS = 4  # rows of an account among the candidates that do not answer
_OF_ORDERS = (DELIVERY, DELIVERY_HERE, STATUS, LAST, LAST_HERE, HOW_OFTEN, SPENT)


@dataclass(frozen=True)
class Found:
    """Rows of accounts as candidates; (candidates,) each. `row` is a place in its table, -1 for that there is none."""

    of: Index
    row: Index
    text: Strings
    source: Index
    grade: Index

    def kept(self, questions: Mask) -> Found:
        """Those of some questions alone; (questions,)."""
        return taken(self, np.flatnonzero(questions[self.of]))


def found_rows(seed: int, have: Accounts, asked: Wishes) -> Found:
    """The rows of each asker's own account that answer, and some that do not."""
    return joined([_of_orders(seed, have, asked), _of_lists(have, asked), _of_reminders(have, asked)])


def _own(owners: Index, guests: Index) -> tuple[Index, Index]:
    """Question and row of all rows of who asks; `owners` is sorted."""
    first, end = (np.searchsorted(owners, guests, side=side) for side in ("left", "right"))
    of = np.repeat(np.arange(len(guests)), end - first)
    within = np.arange(len(of)) - np.repeat(np.cumsum(end - first) - (end - first), end - first)
    return of, first[of] + within


def _of_orders(seed: int, have: Accounts, asked: Wishes) -> Found:
    orders = have.orders
    mine = np.flatnonzero(np.isin(asked.kind, _OF_ORDERS))
    of, row = _own(orders.guest, asked.guest[mine])
    of = mine[of]
    kind, same = asked.kind[of], orders.product[row] == asked.product[of]
    last = _last(of, np.ones(len(of), np.bool_))
    right = np.select(
        [kind == DELIVERY, kind == DELIVERY_HERE, kind == STATUS, kind == LAST, kind == LAST_HERE],
        [orders.open[row], orders.open[row] & same, row == asked.row[of], last, _last(of, same)],
        same,
    ).astype(np.bool_)
    share = np.where(right, -1.0, draws(paired(scrambled(of, seed, "account question"), row), seed, "other orders"))
    order = np.lexsort((share, of))
    # all that answer, and a few of the others
    others = np.cumsum(~right[order])
    before = np.r_[0, others][np.searchsorted(of[order], of[order])]
    kept = order[right[order] | (others - before <= _OTHERS)]
    return Found(
        of=of[kept],
        row=row[kept],
        text=orders.ids.take(pa.array(row[kept])),
        source=np.full(len(kept), ORDERS),
        grade=np.where(right[kept], ANSWERS, NOT),
    )


def _last(of: Index, where: Mask) -> Mask:
    """The last row of each question among some; rows of a question lie side by side, the latest last."""
    rows = np.flatnonzero(where)
    found = np.zeros(len(of), np.bool_)
    if len(rows):
        found[rows[np.r_[of[rows][1:] != of[rows][:-1], True]]] = True
    return found


def _of_lists(have: Accounts, asked: Wishes) -> Found:
    """Products of lists; nothing where the answer is that it is on none."""
    mine = np.flatnonzero(asked.kind == ON_LIST)
    of, row = _own(have.listed.guest, asked.guest[mine])
    of = mine[of]
    right = have.listed.product[row] == asked.product[of]
    off = np.setdiff1d(mine, of[right])
    ids = hexadecimal("p", have.numbers[have.listed.product[row]])
    nothing = pa.array([None] * len(off), pa.string())
    return Found(
        of=np.r_[of, off],
        row=np.r_[row, np.full(len(off), -1)],
        text=pa.concat_arrays([ids, nothing]),
        source=np.full(len(of) + len(off), WISH_LISTS),
        grade=np.r_[np.where(right, ANSWERS, NOT), np.full(len(off), ANSWERS)],
    )


def _of_reminders(have: Accounts, asked: Wishes) -> Found:
    mine = np.flatnonzero(asked.kind == REMINDER)
    of, row = _own(have.reminders.guest, asked.guest[mine])
    of = mine[of]
    right = have.reminders.purpose[row] == asked.purpose[of]
    return Found(
        of=of,
        row=row,
        text=have.reminders.ids.take(pa.array(row)),
        source=np.full(len(of), REMINDERS),
        grade=np.where(right, ANSWERS, NOT),
    )
