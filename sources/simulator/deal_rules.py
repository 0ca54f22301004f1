"""What a list of deals may hold when an hour begins."""

from __future__ import annotations

import numpy as np

from sources.simulator.deal_calendar import Deals
from sources.simulator.deal_state import DealState
from sources.simulator.deal_time import HOUR
from sources.simulator.deal_visits import Visits
from sources.simulator.words import Index, Mask

VIOLATIONS = ("not_started", "expired", "no_stock", "no_budget", "redeemed_already", "twice_in_a_list")


def allowed(deals: Deals, state: DealState, block: Visits, shown: Index, counts: dict[str, int]) -> Index:
    """The lists without what cannot be redeemed, and without what has no slot.

    Args:
        deals, state: As the hour begins.
        block: Visits of an hour.
        shown: Positions of deals from the top down, -1 for none, (visits, places).
        counts: By `VIOLATIONS`, to which what is left out is added; the first reason that holds counts.
    """
    hour = int(block.seconds[0]) // HOUR * HOUR
    found = np.where(np.arange(shown.shape[1]) < block.slots[:, None], shown, -1)
    some = np.maximum(found, 0)
    reasons = {
        "not_started": deals.start[some] > hour,
        "expired": deals.end[some] <= hour,
        "no_stock": state.stock_left[some] < 1,
        "no_budget": state.left(deals, some) < 1,
        "redeemed_already": state.redeemed[block.customer[:, None], state.lane[some]],
        "twice_in_a_list": _repeated(found),
    }
    for name in VIOLATIONS:
        wrong = (found >= 0) & reasons[name]
        counts[name] += int(wrong.sum())
        found[wrong] = -1
    return found


def _repeated(shown: Index) -> Mask:
    """Whether a place shows what a place above it shows already; (visits, places)."""
    order = np.argsort(shown, axis=1, kind="stable")
    ordered = np.take_along_axis(shown, order, axis=1)
    same = np.zeros(shown.shape, np.bool_)
    np.put_along_axis(same, order[:, 1:], ordered[:, 1:] == ordered[:, :-1], axis=1)
    return same
