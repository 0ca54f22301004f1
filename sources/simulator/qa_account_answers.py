"""The true answers to questions about accounts, in a few words."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator.qa_account_found import Found
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
from sources.simulator.qa_orders import STATUSES
from sources.simulator.qa_passages import ANSWERS
from sources.simulator.rec_time import told
from sources.simulator.words import Index, Strings, gather


def answers(have: Accounts, asked: Wishes, found: Found) -> Strings:
    """The true answer to each question, empty where there is none; (questions,)."""
    right = found.grade == ANSWERS
    of, row, kind = found.of[right], found.row[right], asked.kind[found.of[right]]
    orders = have.orders
    made = pa.array([""] * len(asked), pa.string())
    dated = {DELIVERY: orders.expected, DELIVERY_HERE: orders.expected, LAST_HERE: orders.seconds}
    for one, seconds in dated.items():
        made = _placed(made, of[kind == one], _days(seconds[row[kind == one]]))
    status, last, due = (row[kind == one] for one in (STATUS, LAST, REMINDER))
    made = _placed(made, of[kind == STATUS], gather(pa.array(STATUSES), orders.status[status]))
    made = _placed(made, of[kind == LAST], gather(have.titles, orders.product[last]))
    made = _placed(made, of[kind == REMINDER], _days(have.reminders.due[due]))
    on = gather(pa.array(["no", "yes"]), (row[kind == ON_LIST] >= 0).astype(np.int64))
    made = _placed(made, of[kind == ON_LIST], on)
    for one, weight in ((HOW_OFTEN, np.ones(len(orders))), (SPENT, orders.quantity * orders.price)):
        total = np.bincount(of[kind == one], weight[row[kind == one]], len(asked))
        some = np.unique(of[kind == one])
        written = [f"{value:.0f}" if one == HOW_OFTEN else f"{value:.2f}" for value in total[some].tolist()]
        made = _placed(made, some, pa.array(written, pa.string()))
    return made


def _days(seconds: Index) -> Strings:
    return pc.strftime(told(seconds).cast(pa.timestamp("s", "UTC")), format="%Y-%m-%d")


def _placed(made: Strings, of: Index, words: Strings) -> Strings:
    """Words put where their questions are, joined where a question has several."""
    order = pc.sort_indices(pa.table({"of": of, "words": words}), [("of", "ascending"), ("words", "ascending")])
    of = of[order.to_numpy()]
    some, starts = np.unique(of, return_index=True)
    lists = pa.ListArray.from_arrays(pa.array(np.r_[starts, len(of)], pa.int32()), words.take(order))
    place = np.full(len(made), -1)
    place[some] = np.arange(len(some))
    own = gather(pc.binary_join(lists, ", "), place.clip(min=0), place >= 0) if len(some) else made
    return pc.coalesce(own, made)
