"""When ads are shown in the simulated marketplace: 60 whole days, whatever day it is today, and what time does."""

from __future__ import annotations

from functools import cache

import numpy as np

from sources.simulator.dates import Times
from sources.simulator.words import Floats, Index

FIRST = np.datetime64("2024-10-07T00:00:00", "us")  # a Monday
DAYS = 60
SHIFT_DAY = 56  # from its first moment on the pages are redesigned, and every ad is clicked less
SHIFT = -0.3  # of the log odds
MICROSECONDS = 86_400_000_000  # of a day

_HOURS = (9, 5, 3, 2, 2, 3, 6, 12, 18, 22, 24, 25, 27, 26, 24, 24, 26, 29, 33, 38, 42, 40, 30, 18)  # visits
_WEEKDAY_VISITS = (1.0, 0.97, 0.96, 0.98, 0.95, 1.12, 1.2)  # Monday first
_WEEKDAYS = (0.02, 0.0, -0.02, -0.03, -0.08, 0.02, 0.09)  # of the log odds of a click
_HOUR_SWING, _PEAK_HOUR = 0.22, 21.0  # people click more when they have time
_GROWTH = 0.25  # of visits over the days


@cache
def day_shares() -> Floats:
    """Share of the visits on each day, shape (DAYS,)."""
    day = np.arange(DAYS)
    visits = np.array(_WEEKDAY_VISITS)[day % 7] * (1 + _GROWTH * day / DAYS)
    shares: Floats = visits / visits.sum()
    return shares


@cache
def hour_reach() -> Floats:
    """Cumulative share of a day's visits by hour, shape (24,)."""
    reach: Floats = np.cumsum(_HOURS) / np.sum(_HOURS)
    return reach


def moment_effect(microseconds: Index) -> Floats:
    """Log odds that hour and weekday add; `microseconds` since `FIRST`."""
    hour = microseconds % MICROSECONDS / (MICROSECONDS / 24)
    weekday = microseconds // MICROSECONDS % 7
    effect: Floats = _HOUR_SWING * np.cos((hour - _PEAK_HOUR) * np.pi / 12) + np.array(_WEEKDAYS)[weekday]
    return effect


def shift_effect(microseconds: Index) -> Floats:
    """Log odds that the redesigned pages add."""
    effect: Floats = np.where(microseconds >= SHIFT_DAY * MICROSECONDS, SHIFT, 0.0)
    return effect


def moments(microseconds: Index) -> Times:
    """As times."""
    return FIRST + microseconds.astype("timedelta64[us]")
