"""Counts that fade: how much happened of a kind before a moment, the recent for more than the old."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol, Self

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

DAY: Final = 86_400.0  # seconds


class Counts(Protocol):
    """Faded sums by key."""

    def at(self, keys: Ints, times: Numbers) -> Numbers:
        """Faded sum of each key's weights at a time, seconds since 1970; 0 where nothing is known. Shapes (n,)."""
        ...

    def within(self, first: int, end: int, time: float) -> tuple[Ints, Numbers]:
        """Keys from `first` to below `end` of which something is known, and their faded sums at a time."""
        ...


@dataclass(frozen=True)
class DecayedCounts:
    """All events of all keys, to ask for any moment what had happened before it.

    Attributes:
        keys: Of each event, sorted; (events,).
        times: Seconds since 1970, sorted within a key; (events,).
        sums: Weights of the key's events up to and with this one, faded to its time; (events,).
        half_life: Seconds.
    """

    keys: Ints
    times: Numbers
    sums: Numbers
    half_life: float

    @classmethod
    def of(cls, keys: Ints, times: Numbers, weights: Numbers, half_life: float) -> Self:
        """Counts of events in any order; those of a negative key, or of a time that is not known, are left out."""
        known = (keys >= 0) & np.isfinite(times) & (weights != 0)
        keys, times, weights = keys[known], times[known], weights[known]
        order = np.lexsort((times, keys))
        keys, times, weights = keys[order], times[order], weights[order]
        return cls(keys, times, _running(keys, times, weights, half_life), half_life)

    def at(self, keys: Ints, times: Numbers) -> Numbers:
        """What had happened before, not at, each time."""
        if not len(self.keys):
            return np.zeros(len(keys))
        # events and questions are sorted together, questions before the events of their own second
        every_key, every_time = np.concatenate([self.keys, keys]), np.concatenate([self.times, times])
        is_event = np.arange(len(every_key)) < len(self.keys)
        order = np.lexsort((is_event, every_time, every_key))
        before = np.empty(len(order), dtype=np.int64)
        before[order] = np.cumsum(is_event[order]) - 1
        asked = before[len(self.keys) :]
        row = np.maximum(asked, 0)
        held = (asked >= 0) & (self.keys[row] == keys)
        age = np.where(held, times - self.times[row], 0.0)
        return np.where(held, self.sums[row] * np.exp2(-age / self.half_life), 0.0)

    def within(self, first: int, end: int, time: float) -> tuple[Ints, Numbers]:
        """Keys of a range, and what had happened before a time."""
        rows = slice(*np.searchsorted(self.keys, [first, end]))
        held = np.flatnonzero(self.times[rows] < time)
        keys = self.keys[rows][held]
        ends = held[np.append(keys[1:] != keys[:-1], True)[: len(keys)]]
        fade = np.exp2(-(time - self.times[rows][ends]) / self.half_life)
        return self.keys[rows][ends], self.sums[rows][ends] * fade

    def latest(self) -> LatestCounts:
        """The counts after all events, one row a key."""
        ends = np.flatnonzero(np.append(self.keys[1:] != self.keys[:-1], True)[: len(self.keys)])
        return LatestCounts(self.keys[ends], self.sums[ends], self.times[ends], self.half_life)


@dataclass(frozen=True)
class LatestCounts:
    """What had happened at the end of the log, fading since.

    Attributes:
        keys: Sorted, each once; (keys,).
        sums: Faded sums at the key's last event; (keys,).
        times: That event's time, seconds since 1970; (keys,).
        half_life: Seconds.
    """

    keys: Ints
    sums: Numbers
    times: Numbers
    half_life: float

    def at(self, keys: Ints, times: Numbers) -> Numbers:
        """Sums at a time; a time before a key's last event has the sum at that event."""
        if not len(self.keys):
            return np.zeros(len(keys))
        row = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        age = np.maximum(times - self.times[row], 0.0)
        return np.where(self.keys[row] == keys, self.sums[row] * np.exp2(-age / self.half_life), 0.0)

    def within(self, first: int, end: int, time: float) -> tuple[Ints, Numbers]:
        """Keys of a range, and their sums at a time."""
        rows = slice(*np.searchsorted(self.keys, [first, end]))
        age = np.maximum(time - self.times[rows], 0.0)
        return self.keys[rows], self.sums[rows] * np.exp2(-age / self.half_life)


def _running(keys: Ints, times: Numbers, weights: Numbers, half_life: float) -> Numbers:
    """Faded sums so far within each key, by doubling the reach of every sum (Hillis and Steele, CACM 1986)."""
    sums, reach = weights.astype(np.float64), 1
    while reach < len(keys):
        same = keys[reach:] == keys[:-reach]
        if not same.any():
            break
        fade = np.exp2(-(times[reach:] - times[:-reach])[same] / half_life)
        added = sums[:-reach][same] * fade
        sums[reach:][same] += added
        reach *= 2
    return sums
