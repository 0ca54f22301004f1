"""When products are recommended in the simulated marketplace: 78 whole weeks, whatever day it is today."""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa

from sources.simulator import search_time
from sources.simulator.ad_time import hour_reach
from sources.simulator.search_time import DAY
from sources.simulator.words import Floats, Index, Mask

FIRST = np.datetime64("2024-01-01T00:00:00", "s")  # a Monday
DAYS = 546  # a year and a half, so that the last weeks lie in a season that was there before
END = DAYS * DAY  # the first second after the last day
YEAR = 365.25
SEASONS = ("winter", "spring", "summer", "autumn")
TRUTH_DAYS = 42  # the last ones, in which the truth of visits is told
_WEEKDAYS = (1.0, 0.96, 0.97, 1.0, 1.02, 1.1, 1.25)  # visits, Monday first
_SEASON_DAYS = YEAR / 4
_WINTER_BEGINS = -31  # the first of December, in days since the first of January


@cache
def _day_reach() -> Floats:
    """Share of the visits that come before each day, and 1; shape (DAYS + 1,)."""
    visits = np.array(_WEEKDAYS)[np.arange(DAYS) % 7]
    reach: Floats = np.r_[0.0, np.cumsum(visits) / visits.sum()]
    return reach


def reach_of(seconds: Index) -> Floats:
    """Share of the visits of the period that come before moments; (rows,)."""
    return np.interp(seconds, np.arange(DAYS + 1) * DAY, _day_reach())


def moments(share: Floats, hour_share: Floats) -> Index:
    """Seconds since `FIRST` of visits by the share that comes before their day, and before their hour; (rows,)."""
    day = np.searchsorted(_day_reach(), share, side="right") - 1
    reach = np.r_[0.0, hour_reach()]
    hour = np.searchsorted(reach, hour_share, side="right") - 1
    part = (hour_share - reach[hour]) / (reach[hour + 1] - reach[hour])
    seconds: Index = day * DAY + ((hour + part) * 3_600).astype(np.int64)
    return seconds


def season_of(seconds: Index, south: Mask) -> Index:
    """Positions in `SEASONS`; half a year later where it is `south` of the equator; (rows,)."""
    day = (seconds // DAY - _WINTER_BEGINS + np.where(south, YEAR / 2, 0.0)) % YEAR
    return np.minimum((day / _SEASON_DAYS).astype(np.int64), len(SEASONS) - 1)


def told(seconds: Index, where: Mask | None = None) -> pa.Array:
    """Seconds since `FIRST` as UTC times, missing where `where` is false."""
    return search_time.told(seconds, where, FIRST)
