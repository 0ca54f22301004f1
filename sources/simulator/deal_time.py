"""When deals run in the simulated marketplace: the last 18 whole weeks of its year and a half, and hours in them."""

from __future__ import annotations

from functools import cache

import numpy as np

from sources.simulator import rec_time
from sources.simulator.ad_time import hour_reach
from sources.simulator.search_time import DAY
from sources.simulator.words import Floats, Index

HOUR = 3_600  # seconds
FIRST = rec_time.FIRST  # all seconds are counted from here
DAYS, TEST_DAYS, BEFORE_DAYS = 126, 28, 63  # of deals; the last of them; of purchases alone, before the first deal
ENDS = rec_time.END
BEGINS = ENDS - DAYS * DAY  # a Monday
TEST_FROM = ENDS - TEST_DAYS * DAY
BOUGHT_FROM = BEGINS - BEFORE_DAYS * DAY
_WEEKDAYS = (1.0, 0.95, 0.96, 1.0, 1.05, 1.15, 1.25)  # visits, Monday first


@cache
def _day_reach(begins: int) -> Floats:
    """Share of the visits from a moment to the end that come before each day, and 1."""
    first = begins // DAY
    visits = np.array(_WEEKDAYS)[np.arange(first, ENDS // DAY) % 7]
    reach: Floats = np.r_[0.0, np.cumsum(visits) / visits.sum()]
    return reach


def reach_of(begins: int, seconds: Index) -> Floats:
    """Share of the visits from `begins` (a midnight) to the end that come before moments; (rows,)."""
    reach = _day_reach(begins)
    return np.interp(seconds, begins + np.arange(len(reach)) * DAY, reach)


def moments(begins: int, share: Floats, hour_share: Floats, later: Floats) -> Index:
    """Seconds of visits.

    Args:
        begins: A midnight, from which shares are counted.
        share, hour_share: Of the visits that come before their day, and before their hour; (rows,).
        later: Hours by which the days of those who come lie behind those of most, (rows,).
    """
    day = np.searchsorted(_day_reach(begins), share, side="right") - 1
    reach = np.r_[0.0, hour_reach()]
    hour = np.searchsorted(reach, hour_share, side="right") - 1
    part = (hour_share - reach[hour]) / (reach[hour + 1] - reach[hour])
    inside = ((hour + part + later) % 24 * HOUR).astype(np.int64)
    seconds: Index = begins + day * DAY + np.minimum(inside, DAY - 1)
    return seconds
