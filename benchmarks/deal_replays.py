"""One policy through the test of a simulated market: what it brings in, and what it loses against the truth."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Final

import numpy as np

from benchmarks.deal_policies import Policy, top
from benchmarks.deal_rows import Floats, Ints
from benchmarks.deal_simulated_world import World
from sources.simulator.deal_chance import examined
from sources.simulator.deal_replay import Account
from sources.simulator.deal_time import HOUR

FIRST_HOURS: Final = (1, 6, 24)  # of a deal
PLACES: Final = 5


@dataclass(frozen=True)
class Lived:
    """What came of a policy.

    Attributes:
        revenue, redeemed: Of each visit of the test; (visits,).
        ndcg: NDCG@5 of the list against the true probability of what can be shown then; (visits,).
        wanted, missed: By first hours of deals and visit: redemptions of deals so young that lists by truth would have
            there, expected; and by how much they are fewer, deal by deal over the whole test, in all; (hours,).
        account: Violations, and what each deal brought in.
        sold: Redemptions of deals of the test that stock or budget limits, as a share of what these allow.
        seconds: Of ranking and learning.
    """

    revenue: Floats
    redeemed: Floats
    ndcg: Floats
    wanted: Floats
    missed: Floats
    account: Account
    sold: float
    seconds: float


def live(policy: Policy, world: World) -> Lived:
    """Let a policy rank all visits of the test, paired with every other policy by the luck of each visit and deal."""
    replay, deals = world.begun.copy(), world.market.deals
    visits, seconds = len(world.visits), 0.0
    revenue, redeemed, ndcg = (np.zeros(visits) for _ in range(3))
    truly, own = (np.zeros((len(FIRST_HOURS), len(deals))) for _ in range(2))
    capacity = replay.state.left(deals, np.arange(len(deals)))
    for rows, block in world.blocks():
        there = replay.live(block)
        chance = replay.chances(block, there)
        start = time.perf_counter()
        lists = policy.lists(replay, block, rows, there)
        seconds += time.perf_counter() - start
        ndcg[rows] = list_ndcg(lists, chance, there)
        best = top(chance, there, block)
        found = replay.show(block, lists)
        start = time.perf_counter()
        policy.learn(block, rows, found)
        seconds += time.perf_counter() - start
        revenue[rows], redeemed[rows] = found.revenue.sum(axis=1), found.redeemed.sum(axis=1)
        age = (block.seconds[0] // HOUR * HOUR - deals.start) / HOUR
        shown = np.where(np.arange(best.shape[1]) < block.slots[:, None], best, -1)
        expected = _redemptions(shown, _of(chance, there, shown) * examined(np.arange(best.shape[1]) + 1), len(deals))
        real = _redemptions(found.deal, found.probability, len(deals))
        for place, hours in enumerate(FIRST_HOURS):
            young = (deals.start >= world.market.test_from) & (age < hours)
            truly[place] += expected * young
            own[place] += real * young
    limited = np.isfinite(capacity) & (deals.end > world.market.test_from) & (capacity > 0)
    sold = replay.account.redeemed_by_deal[limited].sum() / capacity[limited].sum()
    missed = np.maximum(truly - own, 0).sum(axis=1)
    return Lived(revenue, redeemed, ndcg, truly.sum(axis=1), missed, replay.account, float(sold), seconds)


def list_ndcg(lists: Ints, gain: Floats, live: Ints) -> Floats:
    """NDCG@5 of lists of deals whose gains are known; NaN where no gain is above 0; (visits,).

    Args:
        lists: Positions, -1 for nothing; (visits, places).
        gain: (visits, deals).
        live: Positions of the deals; (deals,).
    """
    discount = 1 / np.log2(np.arange(PLACES) + 2.0)
    best = -np.sort(-gain, axis=1)[:, :PLACES]
    own = _of(gain, live, lists[:, :PLACES])
    ideal = best @ discount[: best.shape[1]]
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(own @ discount[: own.shape[1]] / ideal)


def _of(value: Floats, live: Ints, lists: Ints) -> Floats:
    """Values of what lists hold, 0 for nothing; (visits, places)."""
    order = np.argsort(live)
    place = order[np.minimum(np.searchsorted(live[order], lists), len(live) - 1)]
    known = (lists >= 0) & (live[place] == lists)
    return np.where(known, np.take_along_axis(value, place, axis=1), 0.0)


def _redemptions(lists: Ints, probability: Floats, deals: int) -> Floats:
    known = lists >= 0
    return np.asarray(np.bincount(lists[known], probability[known], deals), dtype=np.float64)
