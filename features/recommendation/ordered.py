"""What of a customer's events came first."""

from __future__ import annotations

import numpy as np

from features.columns import Longs
from features.recommendation.log import Log, timed


def ordered(log: Log) -> Log:
    """The log by customer, each customer's events as they came.

    By time where all events of a customer have one, and of equal times by order. By order where some lack a time and
    all have an order. Else those without a time come first, by order. What is left open the order of the rows decides.
    """
    dated, numbered = timed(log), ~np.isnan(log.order)
    all_dated, all_numbered = (np.ones(len(log.customers), dtype=bool) for _ in range(2))
    all_dated[log.customer[~dated]] = False
    all_numbered[log.customer[~numbered]] = False
    by_order = (~all_dated & all_numbered)[log.customer]
    # microseconds of any year that a contract lets pass are exact as floats
    when = np.where(by_order, log.order, np.where(dated, log.time.astype(np.float64), -np.inf))
    return log.take(np.lexsort((log.order, when, log.customer)))


def run_starts(log: Log, rows: Longs) -> Longs:
    """(r,) the first event that nothing tells to be before each of these: same customer, time and order.

    Args:
        log: As `ordered` gives it.
        rows: (r,) events.
    """
    changes = np.ones(len(log), dtype=bool)
    same = (log.customer[1:] == log.customer[:-1]) & (log.time[1:] == log.time[:-1])
    same &= (log.order[1:] == log.order[:-1]) | (np.isnan(log.order[1:]) & np.isnan(log.order[:-1]))
    changes[1:] = ~same
    firsts = np.flatnonzero(changes)
    return np.asarray(firsts[np.searchsorted(firsts, rows, side="right") - 1], dtype=np.int64)
