"""Boxes that were found: which of them are one and the same, and which are right."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .boxes import Boxes, overlap

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Found:
    """Products found in one picture, the surest first.

    Attributes:
        boxes: Left, top, right, bottom in pixels of that picture, (n, 4).
        scores: Chance that there is a product, (n,).
    """

    boxes: Boxes
    scores: Floats


def suppressed(boxes: Boxes, scores: npt.NDArray[np.floating], same: float, most: int) -> Ints:
    """Rows that are kept, the surest first: of those that overlap from `same` on the surest alone; `most` at most."""
    alike = overlap(boxes, boxes) >= same
    gone = np.zeros(len(boxes), dtype=np.bool_)
    kept: list[int] = []
    for row in np.argsort(-scores, kind="stable").tolist():
        if not gone[row] and len(kept) < most:
            kept.append(row)
            gone |= alike[row]
    return np.array(kept, dtype=np.int64)


def matched(found: Boxes, true: Boxes, right: float) -> Ints:
    """Which true box each found one is right about, -1 for none; the surest first, each true box once; (n,).

    Args:
        found: The surest first, (n, 4).
        true: (m, 4).
        right: Least intersection over union.
    """
    out = np.full(len(found), -1, dtype=np.int64)
    if not len(true):
        return out
    common = overlap(found, true)
    for row in range(len(found)):
        best = int(common[row].argmax())
        if common[row, best] >= right:
            out[row] = best
            common[:, best] = -1.0
    return out
