"""Places within runs of equal values."""

from __future__ import annotations

import numpy as np

from features.columns import Longs


def place_in_run(values: Longs) -> Longs:
    """(n,) how many of the same value, all of which stand together, come before each."""
    starts = np.flatnonzero(np.append(True, np.diff(values) != 0))[: len(values)]
    sizes = np.diff(np.append(starts, len(values)))
    return np.asarray(np.arange(len(values)) - np.repeat(starts, sizes), dtype=np.int64)
