"""How types of products are taken: which are bought again and when, what goes with what, and when each has its season.

The numbers were set by hand; no data set was fitted.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from sources.simulator import demand_kinds
from sources.simulator.rec_time import SEASONS, YEAR
from sources.simulator.search_kinds import kinds
from sources.simulator.streams import stream
from sources.simulator.taxonomy import leaves
from sources.simulator.words import Floats, Index, Mask, entries

# Profiles of what is used up, and after how many days most customers need it again.
_CYCLES = """
food: 28
food_small: 60
granules: 45
oil: 50
sweets: 24
bar: 21
savoury_liquid: 50
drink: 20
coffee: 28
capsules: 32
tea: 45
pet_food: 26
nappy: 18
rolls: 30
bin_bag: 50
scented_big: 42
scented_liquid: 60
cream: 60
lotion: 60
shade: 80
scented_bar: 45
tablets: 55
protein: 40
paper: 75
ink: 80
cells: 50
"""
_OWN_SEASON, _LEAST_SWING, _MOST_SWING = 0.3, 0.5, 1.3  # share of types with a season of their own, how far it swings
_TOLD_SWING = 0.3  # from which on a type is said to have a season


@dataclass(frozen=True)
class Takings:
    """How types are taken; arrays of shape (types,).

    Attributes:
        cycle: Days after which they are needed again, 0 for those that are not bought again.
        complement: The type that goes with it, -1 for none.
        certain: Whether that was made for it: an accessory.
        swing: How far the log of demand swings over a year, in a region of usual weather.
        peak: The day of the year at which it is highest.
    """

    cycle: Floats
    complement: Index
    certain: Mask
    swing: Floats
    peak: Floats

    @property
    def repeatable(self) -> Mask:
        """Whether they are bought again."""
        again: Mask = self.cycle > 0
        return again

    @property
    def season(self) -> Index:
        """Positions in `SEASONS` of their highest demand, -1 where it hardly moves."""
        place = ((self.peak + 31) % YEAR / (YEAR / len(SEASONS))).astype(np.int64)
        return np.where(self.swing >= _TOLD_SWING, place, -1)


@cache
def takings(seed: int) -> Takings:
    """How the types of a seed are taken; it does not depend on the scale."""
    first = [leaves()[place] for place in kinds().first_leaf.tolist()]
    cycles = {name: float(days) for name, days in entries(_CYCLES)}
    complement, certain = _complements()
    swing, peak = _seasons(seed)
    return Takings(np.array([cycles.get(leaf.profile, 0.0) for leaf in first]), complement, certain, swing, peak)


def _complements() -> tuple[Index, Mask]:
    """The accessories of a type, else the next type of its group; nothing goes with accessories."""
    found = kinds()
    group = found.group_of[found.first_leaf]
    mains = np.flatnonzero(~found.accessory)
    last = np.r_[group[mains[1:]] != group[mains[:-1]], True]
    start = np.searchsorted(group[mains], group[mains])
    following = np.full(found.types, -1)
    following[mains] = np.where(last, mains[start], np.r_[mains[1:], -1])
    following = np.where(following == np.arange(found.types), -1, following)
    certain = (found.partner >= 0) & ~found.accessory
    return np.where(certain, found.partner, following), certain


def _seasons(seed: int) -> tuple[Floats, Floats]:
    """Of the department or the group, and for some types one of their own."""
    rng = stream(seed, "seasons of types")
    departments, groups = demand_kinds.kinds(), demand_kinds.group_seasons()
    usual = []
    for place in kinds().first_leaf.tolist():
        department, group = leaves()[place].path[:2]
        usual.append(groups.get(group, (departments[department].weather, departments[department].peak)))
    swing, peak = np.array(usual).T
    own = np.where(rng.random(len(swing)) < _OWN_SEASON, rng.uniform(_LEAST_SWING, _MOST_SWING, len(swing)), 0.0)
    turn = swing * np.exp(2j * np.pi * peak / YEAR) + own * np.exp(2j * np.pi * rng.random(len(swing)))
    return np.abs(turn), np.angle(turn) / (2 * np.pi) % 1 * YEAR
