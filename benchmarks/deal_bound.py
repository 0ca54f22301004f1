"""The most that deals of a simulated market can bring in before they end, whoever ranks them, and what stock is worth.

A linear programme: how often each deal is shown in each visit and place, that brings in most, with what stock and
budget allow in expectation and each visit has room for. Its dual has one price a deal: for any prices the sum over
visits of the best lists at what a redemption brings in beyond its price, plus the price of all that there is, lies
above what can be reached (Talluri and van Ryzin, 1998, Management Science 44). Probabilities are those of customers who
were shown nothing in the test and are tired of nothing, which makes it larger still. The prices of the lowest such
bound are found by subgradients (Polyak, 1967).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from benchmarks.deal_rows import Floats
from benchmarks.deal_simulated_world import World
from sources.simulator.deal_chance import examined

STEPS: Final = 80
FIRST_STEP: Final = 0.5  # of the mean revenue of a redemption, where all would be taken twice


@dataclass(frozen=True)
class Bound:
    """The lowest bound that was found.

    Attributes:
        revenue: Of the whole test.
        free: The same without limits of stock and budget.
        prices: Worth of one redemption of each deal; (deals,).
    """

    revenue: float
    free: float
    prices: Floats


def bound(world: World) -> Bound:
    """The bound of the visits of the test."""
    course, deals = world.begun, world.market.deals
    capacity = course.state.left(deals, np.arange(len(deals)))
    limited = np.isfinite(capacity)
    room = np.where(limited, capacity, 0.0)
    hours = _hours(world)
    prices, best = np.zeros(len(deals)), (np.inf, np.zeros(len(deals)))
    typical = deals.price * (1 - deals.discount)
    free = 0.0
    for step in range(STEPS):
        value, used = _best_lists(hours, prices, len(deals))
        free = value if step == 0 else free
        best = min(best, (value + float(prices @ room), prices), key=lambda one: one[0])
        excess = np.where(limited, (used - room) / np.maximum(room, 1.0), 0.0)
        move = FIRST_STEP / np.sqrt(1 + step) * typical * np.clip(excess, -1.0, 1.0)
        prices = np.maximum(prices + move, 0.0)
    return Bound(best[0], free, best[1])


def _hours(world: World) -> list[tuple[Floats, Floats, Floats, Floats]]:
    """Of each hour: the deals, chances, mean revenue, and how each place of each visit is looked at."""
    found = []
    for (rows, block), (live, chance) in zip(world.blocks(), world.untouched, strict=True):
        del rows
        revenue = world.market.expected_revenue(block.customer[:, None], live[None, :])
        places = np.arange(int(block.slots.max()))
        look = np.where(places < block.slots[:, None], examined(places + 1), 0.0)
        found.append((live, chance, revenue, look))
    return found


def _best_lists(hours: list[tuple[Floats, Floats, Floats, Floats]], prices: Floats, deals: int) -> tuple[float, Floats]:
    """What the best lists bring in beyond the prices, and the redemptions of each deal that they take."""
    total, used = 0.0, np.zeros(deals)
    for live, chance, revenue, look in hours:
        gain = chance * (revenue - prices[live])
        places = min(look.shape[1], gain.shape[1])
        order = np.argpartition(-gain, places - 1, axis=1)[:, :places] if places < gain.shape[1] else None
        order = np.tile(np.arange(gain.shape[1]), (len(gain), 1)) if order is None else order
        own = np.take_along_axis(gain, order, axis=1)
        by_gain = np.argsort(-own, axis=1)
        order, own = (np.take_along_axis(each, by_gain, axis=1) for each in (order, own))
        shown = look[:, :places] * (own > 0)
        total += float((own * shown).sum())
        taken = np.take_along_axis(chance, order, axis=1) * shown
        used += np.bincount(live[order].ravel(), taken.ravel(), deals)
    return total, used
