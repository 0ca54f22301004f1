"""Boxes held against those that people drew."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

Boxes = npt.NDArray[np.float64]
Longs = npt.NDArray[np.int64]

MATCHED: Final = 0.5  # intersection over union from which on a box counts as found (Everingham et al. 2010, IJCV 88)
NONE: Final = -1


def overlaps(first: Boxes, second: Boxes) -> npt.NDArray[np.float64]:
    """Intersection over union of each of (n, 4) boxes with each of (m, 4); left, top, right, bottom; (n, m)."""
    low = np.maximum(first[:, None, :2], second[None, :, :2])
    high = np.minimum(first[:, None, 2:], second[None, :, 2:])
    common = np.clip(high - low, 0, None).prod(axis=2)
    every = areas(first)[:, None] + areas(second)[None] - common
    found: npt.NDArray[np.float64] = np.divide(common, every, out=np.zeros_like(common), where=every > 0)
    return found


def areas(boxes: Boxes) -> npt.NDArray[np.float64]:
    """(n,) of (n, 4) boxes."""
    found: npt.NDArray[np.float64] = np.clip(boxes[:, 2:] - boxes[:, :2], 0, None).prod(axis=1)
    return found


def matched(told: Boxes, true: Boxes, least: float = MATCHED) -> Longs:
    """(n,) which of the true boxes each told one is, `NONE` for none; each is found once.

    Args:
        told: (n, 4), the surest first, which chooses first.
        true: (m, 4).
        least: Intersection over union that a match needs.
    """
    found = np.full(len(told), NONE, dtype=np.int64)
    common = overlaps(told, true)
    for row in range(len(told)):
        if common.shape[1] and common[row].max() >= least:
            found[row] = int(common[row].argmax())
            common[:, found[row]] = NONE
    return found
