"""Times of things, those that meet or overlap as one."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


def merged(thing: Ints, since: Ints, until: Ints) -> tuple[Ints, Ints, Ints]:
    """The fewest half-open intervals that hold the same times of each thing; those without any time are left out.

    Args:
        thing: What each interval is of, 0 or more; (n,).
        since, until: Of each; (n,).

    Returns:
        As the arguments, sorted by thing and time.
    """
    some = np.flatnonzero(since < until)
    rows = some[np.lexsort((since[some], thing[some]))]
    if not len(rows):
        return thing[rows], since[rows], until[rows]
    thing, since, until = thing[rows], since[rows], until[rows]
    ends, place = np.unique(until, return_inverse=True)
    # One running maximum serves all things: the key of any exceeds those of all things before it.
    latest = np.maximum.accumulate(thing * len(ends) + place) % len(ends)
    apart = (thing[1:] != thing[:-1]) | (since[1:] > ends[latest[:-1]])
    first = np.flatnonzero(np.append(True, apart))
    last = np.flatnonzero(np.append(apart, True))
    return thing[first], since[first], ends[latest[last]]
