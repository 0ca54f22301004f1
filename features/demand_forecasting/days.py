"""Days of moments: which day a table means by a time that was written in another zone."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

Longs = npt.NDArray[np.int64]

NONE: Final = np.iinfo(np.int64).min  # a moment or a day that is not there
DAY: Final = 86_400_000_000  # microseconds
HOUR: Final = DAY // 24
_QUARTER: Final = HOUR // 4
_FAR_EAST: Final = [11 * HOUR, 12 * HOUR]  # midnights at +13 and +12, summer and winter of New Zealand


class Clock:
    """Learns from a table's moments how they are to be read, then tells their days.

    A day written as local midnight with an offset (`2024-01-31T00:00:00+01:00`) is the evening before in UTC. Where all
    moments of a table lie on one such time of the day, or on two that are an hour apart (winter and summer), each means
    the nearest midnight; in every other table a moment belongs to its day in UTC. The midnights of New Zealand, half a
    day and more before those of UTC, are known by both their times; one of them alone may as well be noon.
    """

    def __init__(self) -> None:
        self._times: set[int] = set()

    def learn(self, moments: Longs) -> None:
        """Look at moments (microseconds since 1970, none missing)."""
        if len(self._times) <= 2:
            self._times.update(distinct(moments % DAY)[:3].tolist())

    @property
    def rounds(self) -> bool:
        """Whether moments are midnights of another zone."""
        times = sorted(self._times)
        if not times or len(times) > 2 or any(time % _QUARTER for time in times) or times == [0]:
            return False
        if len(times) == 2 and (times[1] - times[0]) % DAY not in (HOUR, DAY - HOUR):
            return False
        return times == _FAR_EAST or all(time == 0 or time > DAY // 2 for time in times)

    def days(self, moments: Longs) -> Longs:
        """Day numbers since 1970 of moments."""
        later = 0
        if self.rounds:
            later = DAY - _FAR_EAST[0] if sorted(self._times) == _FAR_EAST else DAY // 2
        return np.floor_divide(moments + later, DAY)


def distinct(numbers: Longs) -> Longs:
    """Each number once, ascending; numpy's own `unique` hashes, which takes ten times as long on a million."""
    ordered = np.sort(numbers)
    new = np.ones(len(ordered), dtype=bool)
    new[1:] = ordered[1:] != ordered[:-1]
    return ordered[new]


def moments_of(column: pd.Series[Any]) -> Longs:
    """Microseconds since 1970, `NONE` where the cell is missing. Times without a zone are UTC."""
    times = pd.to_datetime(column, utc=True).dt.as_unit("us")
    values = times.to_numpy(dtype="datetime64[us]").astype(np.int64)
    return np.where(times.isna().to_numpy(), NONE, values)


def days_of(column: pd.Series[Any]) -> Longs:
    """Day numbers of a column of times, `NONE` where the cell is missing."""
    moments = moments_of(column)
    there = moments != NONE
    clock = Clock()
    clock.learn(moments[there])
    days = np.full(len(moments), NONE, dtype=np.int64)
    days[there] = clock.days(moments[there])
    return days


def text(day: int) -> str:
    """A day number as ISO text."""
    return str(np.datetime64(int(day), "D"))
