"""Where keys stand among sorted ones."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


def found_at(keys: npt.NDArray[Any], wanted: npt.NDArray[Any]) -> Ints:
    """Position of each wanted key among `keys`, -1 where it is not there; the shape of `wanted`.

    Args:
        keys: Sorted, each once; (m,).
        wanted: Of any shape, in any order.
    """
    if not len(keys):
        return np.full(wanted.shape, -1, dtype=np.int64)
    place = np.minimum(np.searchsorted(keys, wanted.ravel()), len(keys) - 1).reshape(wanted.shape)
    return np.where(keys[place] == wanted, place, -1)
