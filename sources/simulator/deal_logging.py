"""The policy that wrote the log: what sells, what somebody wants to sell, what ends soon, and chance."""

from __future__ import annotations

import numpy as np

from sources.simulator.deal_luck import luck
from sources.simulator.deal_replay import DealReplay
from sources.simulator.deal_time import HOUR
from sources.simulator.deal_visits import Visits
from sources.simulator.words import Floats, Index

_POPULARITY, _FEATURED = 0.45, 0.6  # log odds of the choice: by the log of redemptions so far; by what is featured
_SOON, _SOON_HOURS = 1.2, 18.0  # right before the told end; how fast it fades with the hours left
_UNIFORM = 0.15  # share of choices that are made at random


def logged(replay: DealReplay, block: Visits, live: Index) -> tuple[Index, Floats]:
    """What the policy shows in visits of an hour.

    Deals are drawn place by place from those that are left (Plackett 1975), mixed with an even choice.

    Args:
        replay: The course so far.
        block: The visits.
        live: Deals that can be redeemed, (deals,).

    Returns:
        Positions of deals from the top down, -1 for nothing; and the probability of each at its place, given those
        above it, 0 for nothing; both (visits, most slots).
    """
    deals, seed = replay.deals, replay.chances_of.market.seed
    hour = int(block.seconds[0]) // HOUR * HOUR
    left = np.where(deals.told_end[live], deals.end[live] - hour, np.inf) / HOUR
    odds = _POPULARITY * np.log1p(replay.redeemed_of(live)) + _FEATURED * deals.featured[live]
    odds += _SOON * np.exp(-left / _SOON_HOURS)
    free = (~replay.redeemed_by(block, live)).astype(np.float64)
    weight = np.exp(odds) * free
    rows, most = np.arange(len(block)), int(block.slots.max())
    shown, propensity = np.full((len(block), most), -1), np.zeros((len(block), most))
    for place in range(most):
        there = (place < block.slots) & (free.sum(axis=1) > 0)
        if not there.any():
            break
        chance = (1 - _UNIFORM) * _shares(weight) + _UNIFORM * _shares(free)
        reach = np.cumsum(chance, axis=1)
        point = luck(seed, "logged choice", block.number, np.full(len(block), place)) * reach[:, -1]
        column = np.minimum((reach <= point[:, None]).sum(axis=1), len(live) - 1)
        shown[there, place] = live[column[there]]
        propensity[there, place] = chance[rows, column][there]
        weight[rows[there], column[there]] = free[rows[there], column[there]] = 0
    return shown, propensity


def _shares(weight: Floats) -> Floats:
    """Rows that sum to 1, or to 0 where there is nothing."""
    found: Floats = weight / np.maximum(weight.sum(axis=1, keepdims=True), np.finfo(np.float64).tiny)
    return found
