"""Kinds of deals: how often one begins, when and for how long, what it is for, and what limits it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sources.simulator.deal_time import HOUR
from sources.simulator.search_time import DAY
from sources.simulator.words import Floats, Index

PRODUCT, BRAND, CATEGORY = range(3)  # what a deal is for: some products, all of a brand, all of a type
OPEN_DAYS = 42  # of what has no told end; it is taken off then


@dataclass(frozen=True)
class DealKind:
    """A kind of deals.

    Attributes:
        name: As the table has it.
        each_week: How many begin in a week of a market of scale 1.
        weekdays: On which they begin, Monday is 0.
        begins: Hours of the day at which they begin.
        lasts: Hours that they last.
        scopes: Shares of `PRODUCT`, `BRAND`, `CATEGORY`.
        discount: From and to, a share of the price.
        stock, budget: Shares that are limited by pieces, and by money.
        again: Share that ran before.
        campaign: Mean number of deals of a campaign; 0 for none.
        ends: Whether an end is told.
        odds: Log odds of redeeming that the kind adds.
    """

    name: str
    each_week: float
    weekdays: tuple[int, ...]
    begins: tuple[int, ...]
    lasts: tuple[int, ...]
    scopes: tuple[float, float, float]
    discount: tuple[float, float]
    stock: float
    budget: float
    again: float
    campaign: int = 0
    ends: bool = True
    odds: float = 0.0


KINDS = (
    DealKind(
        name="flash",
        each_week=40,
        weekdays=(0, 1, 2, 3, 4, 5, 6),
        begins=(0, 8, 12, 18),
        lasts=(6, 12, 24, 48),
        scopes=(0.75, 0.15, 0.1),
        discount=(0.2, 0.6),
        stock=0.85,
        budget=0.0,
        again=0.2,
        odds=0.2,
    ),
    DealKind(
        name="weekend",
        each_week=16,
        weekdays=(5,),
        begins=(0, 8),
        lasts=(40, 48),
        scopes=(0.3, 0.3, 0.4),
        discount=(0.1, 0.4),
        stock=0.4,
        budget=0.3,
        again=0.25,
        odds=0.1,
    ),
    DealKind(
        name="brand days",
        each_week=8,
        weekdays=(0, 2, 3, 4),
        begins=(0,),
        lasts=(72, 120, 168),
        scopes=(0.0, 1.0, 0.0),
        discount=(0.1, 0.3),
        stock=0.1,
        budget=0.5,
        again=0.3,
    ),
    DealKind(
        name="coupon",
        each_week=19,
        weekdays=(0, 3),
        begins=(0,),
        lasts=(336, 504, 672, 840),
        scopes=(0.45, 0.3, 0.25),
        discount=(0.05, 0.35),
        stock=0.1,
        budget=0.5,
        again=0.15,
        campaign=4,
        odds=-0.1,
    ),
    DealKind(
        name="clearance",
        each_week=4,
        weekdays=(0, 1, 2, 3, 4),
        begins=(8,),
        lasts=(24 * OPEN_DAYS,),
        scopes=(1.0, 0.0, 0.0),
        discount=(0.3, 0.7),
        stock=1.0,
        budget=0.0,
        again=0.0,
        ends=False,
    ),
)
NAMES = tuple(kind.name for kind in KINDS)
ODDS: Floats = np.array([kind.odds for kind in KINDS])
TOLD_END = np.array([kind.ends for kind in KINDS])


def beginnings(kind: DealKind, rng: np.random.Generator, factor: float, first: int, end: int) -> tuple[Index, Index]:
    """When deals of a kind begin and end, in the order of their beginnings; seconds.

    Args:
        kind: Of all.
        rng: Of the kind alone.
        factor: Of how many begin.
        first, end: Seconds between which they may begin; `first` is a Monday.
    """
    weeks = (end - first) // (7 * DAY)
    places = max(1, round(kind.each_week * factor * weeks / max(kind.campaign, 1)))
    week = rng.integers(0, weeks, places)
    day, hour = rng.choice(kind.weekdays, places), rng.choice(kind.begins, places)
    lasts = rng.choice(kind.lasts, places)
    begins = first + (week * 7 + day) * DAY + hour * HOUR
    if kind.campaign:
        many = 1 + rng.poisson(kind.campaign - 1, places)
        begins, lasts = np.repeat(begins, many), np.repeat(lasts, many)
    order = np.argsort(begins, kind="stable")
    return begins[order], begins[order] + lasts[order] * HOUR
