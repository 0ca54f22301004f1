"""The directions along which vectors differ most (Pearson, 1901)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

Floats = npt.NDArray[np.float32]


def principal_axes(centred: Floats, most: int) -> Floats:
    """Axes along which vectors differ by more than rounding, the widest first, float32 (dimensions, axes).

    Few vectors span few dimensions; what a decomposition gives beyond them is noise that another run need not repeat.

    Args:
        centred: Vectors less their mean, (vectors, dimensions).
        most: Axes at most.
    """
    with threadpool_limits(1, user_api="blas"):  # the order of sums hangs on the number of threads
        _, spread, turned = np.linalg.svd(centred.T @ centred)
    real = int((spread > spread[:1] * len(spread) * np.finfo(np.float32).eps).sum())
    return np.ascontiguousarray(turned[: min(most, real)].T, dtype=np.float32)
