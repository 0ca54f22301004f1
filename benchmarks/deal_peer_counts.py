"""Counts of what happened before a moment, key by key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from benchmarks.deal_rows import Floats, Ints


@dataclass(frozen=True)
class Log:
    """Events of keys, sorted by key and time.

    Attributes:
        key: Numbers from 0 on; (events,).
        time: Rising within a key, seconds; (events,).
        total: Sums of the events' amounts up to each, from 0 on; (events + 1,).
    """

    key: Ints
    time: Floats
    total: Floats

    @classmethod
    def of(cls, key: Ints, time: Floats, amount: Floats | None = None) -> Self:
        """Of events in any order; negative keys are left out; without amounts each counts as 1."""
        known = np.flatnonzero(key >= 0)
        order = known[np.lexsort((time[known], key[known]))]
        amount = np.ones(len(key)) if amount is None else amount
        return cls(key[order], time[order], np.append(0.0, np.cumsum(amount[order])))

    def before(self, key: Ints, time: Floats) -> tuple[Floats, Floats]:
        """Sum of the amounts of a key's events before a moment, and seconds since the last of them, NaN without one."""
        first, end = np.searchsorted(self.key, key), self._end(key, time)
        since = np.full(len(key), np.nan)
        some = end > first
        since[some] = time[some] - self.time[end[some] - 1]
        return np.where(some, self.total[end] - self.total[np.minimum(first, end)], 0.0), since

    def _end(self, key: Ints, time: Floats) -> Ints:
        """Place behind the last event of the key before the moment."""
        moments = np.unique(self.time)
        width = len(moments) + 1
        own = self.key * width + np.searchsorted(moments, self.time)
        found: Ints = np.searchsorted(own, key * width + np.searchsorted(moments, time))
        return found


def seconds(times: Any) -> Floats:
    """Seconds of a column of moments; (n,)."""
    found: Floats = times.dt.as_unit("us").astype("int64").to_numpy() / 1e6
    return found
