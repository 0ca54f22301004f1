"""When products are searched in the simulated marketplace: 120 whole days, whatever day it is today."""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa

from sources.simulator.ad_time import hour_reach
from sources.simulator.dates import TIME
from sources.simulator.streams import stream
from sources.simulator.words import Floats, Index, Mask

FIRST = np.datetime64("2025-03-03T00:00:00", "s")  # a Monday
DAYS = 120
DAY = 86_400  # seconds
END = DAYS * DAY  # the first second after the last day
NEVER = np.int32(2**31 - 1)
TRUTH_DAYS = 24  # the last ones, in which the truth of searches is told
_WEEKDAYS = (1.0, 0.96, 0.97, 1.0, 1.02, 1.1, 1.25)  # searches, Monday first
_GROWTH = 0.2  # of searches over the days


@cache
def _day_reach() -> Floats:
    """Share of the searches that come before each day, and 1; shape (DAYS + 1,)."""
    day = np.arange(DAYS)
    searches = np.array(_WEEKDAYS)[day % 7] * (1 + _GROWTH * day / DAYS)
    reach: Floats = np.r_[0.0, np.cumsum(searches) / searches.sum()]
    return reach


def moments_of_searches(seed: int, count: int) -> Index:
    """Seconds since `FIRST` of so many searches, in order; int64."""
    rng = stream(seed, "moments of searches")
    day, _ = _placed(_day_reach(), rng.random(count))
    hour, part = _placed(np.r_[0.0, hour_reach()], rng.random(count))
    seconds: Index = np.sort(day * DAY + ((hour + part) * 3_600).astype(np.int64))
    return seconds


def _placed(reach: Floats, share: Floats) -> tuple[Index, Floats]:
    place = np.searchsorted(reach, share, side="right") - 1
    return place, (share - reach[place]) / (reach[place + 1] - reach[place])


def told(seconds: Index, where: Mask | None = None, first: np.datetime64 = FIRST) -> pa.Array:
    """Seconds since a first moment as UTC times, missing where `where` is false."""
    there = np.ones(len(seconds), np.bool_) if where is None else where
    moments = first + np.where(there, seconds, 0).astype("timedelta64[s]")
    return pa.array(moments.astype("datetime64[us]"), pa.timestamp("us"), mask=~there).cast(TIME)
