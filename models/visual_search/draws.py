"""Even draws of rows."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


def drawn(candidates: Bools, most: int, seed: int) -> Bools:
    """At most so many of the candidates, by a seeded draw; (n,)."""
    rows = np.flatnonzero(candidates)
    if len(rows) <= most:
        return candidates
    chosen = np.zeros(len(candidates), dtype=np.bool_)
    chosen[np.random.default_rng(seed).choice(rows, most, replace=False)] = True
    return chosen


def at_most_each(groups: Ints, most: int, seed: int, already: Ints | None = None) -> Ints:
    """Rows of which no group has more than so many, by a seeded draw, ascending.

    Args:
        groups: Of each row, from 0; (n,).
        most: Rows of a group, together with those that are drawn already.
        seed: Of the draw.
        already: Groups of these; (m,), None: there are none.
    """
    counts = np.bincount([] if already is None else already, minlength=int(groups.max(initial=-1)) + 1)
    order = np.random.default_rng(seed).permutation(len(groups))
    order = order[np.argsort(groups[order], kind="stable")]
    ordered = groups[order]
    place = np.arange(len(ordered)) - np.searchsorted(ordered, ordered)
    return np.sort(order[place < most - counts[ordered]])
