"""Events of each request's customer before it, the latest of them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from ..ragged import runs_of

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


def before(keys: Ints, times: Numbers, asked: Ints, at: Numbers) -> tuple[Ints, Ints]:
    """Where events of a key begin, and where those before, not at, a time end.

    Args:
        keys, times: Of events, sorted by key, then time; (events,).
        asked: Key of each question; (n,).
        at: Its time; (n,).
    """
    every_key, every_time = np.concatenate([keys, asked]), np.concatenate([times, at])
    is_event = np.arange(len(every_key)) < len(keys)
    # a question stands before the events of its own second
    order = np.lexsort((is_event, every_time, every_key))
    ends = np.empty(len(order), dtype=np.int64)
    ends[order] = np.cumsum(is_event[order])
    return np.searchsorted(keys, asked), ends[len(keys) :]


def latest(begins: Ints, ends: Ints, most: Ints) -> tuple[Ints, Ints]:
    """Rows of the latest events of each question, at most so many, and the question of each row."""
    return runs_of(np.maximum(begins, ends - most), ends)


def whole_runs(key: Ints, most: int) -> Iterator[tuple[int, int]]:
    """Bounds of parts of a rising key that cut no value apart; a part is larger only where one value is."""
    starts = np.append(np.flatnonzero(np.diff(key, prepend=-1)), len(key))
    first = 0
    while first < len(key):
        fits = starts[np.searchsorted(starts, first + most, side="right") - 1]
        last = int(fits) if fits > first else int(starts[np.searchsorted(starts, first, side="right")])
        yield first, last
        first = last
