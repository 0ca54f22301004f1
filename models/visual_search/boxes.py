"""Boxes: left, top, right, bottom."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Boxes = npt.NDArray[np.float32]
Floats = npt.NDArray[np.float32]


def areas(boxes: Boxes) -> Floats:
    """Of boxes (n, 4); (n,)."""
    sides = np.maximum(boxes[:, 2:] - boxes[:, :2], 0)
    found: Floats = sides[:, 0] * sides[:, 1]
    return found


def shared(first: Boxes, second: Boxes) -> Floats:
    """Areas that pairs of boxes share; (n, m)."""
    low = np.maximum(first[:, None, :2], second[None, :, :2])
    high = np.minimum(first[:, None, 2:], second[None, :, 2:])
    sides = np.maximum(high - low, 0)
    found: Floats = sides[..., 0] * sides[..., 1]
    return found


def overlap(first: Boxes, second: Boxes) -> Floats:
    """Intersection over union of pairs of boxes; (n, m), 0 where both are empty."""
    common = shared(first, second)
    union = areas(first)[:, None] + areas(second)[None, :] - common
    found: Floats = np.divide(common, union, out=np.zeros_like(common), where=union > 0)
    return found


def inside(first: Boxes, second: Boxes) -> Floats:
    """Share of the smaller of two boxes that lies in the other; (n, m), 0 where one is empty."""
    common = shared(first, second)
    smaller = np.minimum(areas(first)[:, None], areas(second)[None, :])
    found: Floats = np.divide(common, smaller, out=np.zeros_like(common), where=smaller > 0)
    return found


def scaled(boxes: Boxes, factor: float, width: float, height: float) -> Boxes:
    """Boxes whose sides are `factor` times as long about their middle, as far as the picture goes; (n, 4)."""
    middle, half = (boxes[:, :2] + boxes[:, 2:]) / 2, (boxes[:, 2:] - boxes[:, :2]) * (factor / 2)
    limit = np.array([width, height], dtype=np.float32)
    return np.hstack([np.clip(middle - half, 0, limit), np.clip(middle + half, 0, limit)]).astype(np.float32)
