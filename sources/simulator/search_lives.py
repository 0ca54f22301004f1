"""When products are launched and taken off sale, and how the wish for each comes and goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from sources.simulator.search_time import DAY, DAYS, NEVER
from sources.simulator.streams import Ids, draws, normal_draws
from sources.simulator.words import Floats, Index, Mask

OLD_SHARE = 0.62  # of families, launched before the first day
_OLDEST_DAYS, _PLANNED_DAYS = 1_000.0, 15.0  # before the first day; after the last one, in which launches are planned
_LATER, _LATER_DAYS = 0.3, 10.0  # share of products launched after their family; mean days
ENDING, REMOVED = 0.1, 0.12  # share of old products that end; of those the share that are no longer in the table
_SWING = 0.7  # spread of how far the log of the wish swings
_PACE_DAYS = (50.0, 250.0)  # of a whole swing
_NOVELTY, _NOVELTY_DAYS = 0.7, 14.0  # of the log, right after the launch; how fast it wears off


@dataclass(frozen=True)
class Lives:
    """Lives of products; arrays of shape (products,).

    Attributes:
        launch, end: Seconds since the first moment; on sale from launch until before the end.
        removed: Whether the table of products has lost it since.
        swing, phase, pace: How the log of the wish moves: how far, from where (0 to 1), in how many days once around.
    """

    launch: Index
    end: Index
    removed: Mask
    swing: Floats
    phase: Floats
    pace: Floats

    def take(self, rows: Index) -> Lives:
        """Those of some products alone."""
        return Lives(*(getattr(self, part.name)[rows] for part in fields(self)))

    @classmethod
    def joined(cls, parts: Sequence[Lives]) -> Lives:
        """One after the other."""
        return cls(*(np.concatenate([getattr(part, one.name) for part in parts]) for one in fields(cls)))

    def mood(self, seconds: Index) -> Floats:
        """What the moment adds to the log of the wish for each: its swing, and that it is new; (products,)."""
        day = seconds / DAY
        age = np.maximum(seconds - self.launch.astype(np.int64), 0) / DAY
        swung = self.swing * np.sin(2 * np.pi * (day / self.pace + self.phase))
        found: Floats = swung + _NOVELTY * np.exp(-age / _NOVELTY_DAYS)
        return found

    def on_sale(self, seconds: Index) -> Mask:
        """Whether each is on sale at its moment; (products,)."""
        there: Mask = (self.launch <= seconds) & (seconds < self.end)
        return there


def lives(seed: int, family: Ids, number: Ids, days: int = DAYS, old_share: float = OLD_SHARE) -> Lives:
    """Lives by the numbers of families and products; the same in every world that holds them.

    Args:
        seed: Of the world.
        family, number: What draws are made from, (products,).
        days: Of the whole period.
        old_share: Of the families, launched before it.
    """
    share = draws(family, seed, "search launch")
    old = share < old_share
    before = -_OLDEST_DAYS * (1 - share / old_share)
    during = (days + _PLANNED_DAYS) * (share - old_share) / (1 - old_share)
    later = draws(number, seed, "search launch after the family")
    lag = np.where(later < _LATER, -_LATER_DAYS * np.log(later / _LATER), 0.0)
    launch = np.floor((np.where(old, before, during) + lag) * DAY).astype(np.int32)
    ending = old & (draws(number, seed, "search ending") < ENDING)
    last = np.maximum(launch, 0) + DAY
    end = last + ((days * DAY - last) * draws(number, seed, "search end")).astype(np.int32)
    low, high = _PACE_DAYS
    return Lives(
        launch=launch,
        end=np.where(ending & (end > last), end, NEVER).astype(np.int32),
        removed=ending & (end > last) & (draws(number, seed, "search removal") < REMOVED),
        swing=_SWING * normal_draws(number, seed, "search swing"),
        phase=draws(number, seed, "search phase"),
        pace=low + (high - low) * draws(number, seed, "search pace"),
    )
