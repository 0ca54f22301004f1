"""Stock and budget of deals, planned by how long one runs and not by how good it will turn out to be."""

from __future__ import annotations

import numpy as np

from sources.simulator.deal_kinds import KINDS
from sources.simulator.deal_time import BEGINS, ENDS, HOUR
from sources.simulator.words import Floats, Index

_EXPECTED_RATE = 0.022  # of exposures that are redeemed, when stock is planned
_ROOM, _ROOM_SPREAD = 1.5, 0.9  # of the stock against what is expected: the middle, spread of its log


def limits(
    kind: Index, start: Index, end: Index, cost: Floats, slots: int, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Stock and budget of deals, inf where there is no limit; (deals,) each.

    Args:
        kind, start, end: As in `deal_calendar.Deals`, (deals,).
        cost: What one redemption takes of a budget, (deals,).
        slots: Room for deals on all pages of the period.
        rng: For all of them.
    """
    hours = np.clip(end, BEGINS, ENDS) - np.clip(start, BEGINS, ENDS)
    expected = _EXPECTED_RATE * slots * hours / hours.sum()
    # what begins before the end and ends behind it has more to last for
    expected *= (end - start) / np.maximum(hours, HOUR)
    room = expected * _ROOM * np.exp(_ROOM_SPREAD * rng.standard_normal((2, len(kind))))
    luck = rng.random((2, len(kind)))
    limited = luck < np.array([[one.stock for one in KINDS], [one.budget for one in KINDS]])[:, kind]
    stock = np.where(limited[0], np.maximum(np.round(room[0]), 1), np.inf)
    budget = np.where(limited[1], np.round(np.maximum(room[1], 1) * cost, 2), np.inf)
    return stock, np.maximum(budget, np.where(limited[1], cost, 0))
