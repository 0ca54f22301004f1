"""Points of a picture that are found again in another one of the same thing, and how many two have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from .canvases import resized
from .head_settings import HeadSettings

Pixels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]

_CV: Any = cv2  # its types do not know all that it has
_FEWEST = 4  # matches, under which no place can be told from chance
_SMALLEST, _LARGEST = 0.2, 5.0  # size of a thing in one picture as a share of that in the other
_TINY = 1e-7


@dataclass(frozen=True)
class Points:
    """Points of a picture.

    Attributes:
        places: Across and down, in pixels; (n, 2).
        looks: RootSIFT, of unit length; (n, 128).
    """

    places: Floats
    looks: Floats

    def __len__(self) -> int:
        return len(self.places)


def points_of(pixels: Pixels, settings: HeadSettings) -> Points:
    """The strongest points (Lowe 2004; their roots: Arandjelovic and Zisserman, "Three things everyone should know to
    improve object retrieval", 2012).

    Args:
        pixels: RGB, (height, width, 3).
        settings: How many, of which size of picture.
    """
    grey = cv2.cvtColor(np.ascontiguousarray(resized(pixels, settings.side)), cv2.COLOR_RGB2GRAY)
    found, looks = _CV.SIFT_create(settings.points).detectAndCompute(grey, None)
    if looks is None or not len(found):
        return Points(np.zeros((0, 2), dtype=np.float32), np.zeros((0, 128), dtype=np.float32))
    kept = slice(settings.points)  # of equally strong ones SIFT gives them all
    places = np.array([one.pt for one in found], dtype=np.float32)[kept]
    roots = np.sqrt(looks[kept] / (looks[kept].sum(axis=1, keepdims=True) + _TINY))
    return Points(places, roots.astype(np.float32))


def in_common(one: Points, other: Points, settings: HeadSettings) -> int:
    """Points that match, each the other's best and far better than the next, in one arrangement up to place, size and
    turn (by random sample consensus, Fischler and Bolles 1981)."""
    if len(one) < _FEWEST or len(other) < _FEWEST:
        return 0
    likeness = one.looks @ other.looks.T
    rows = np.arange(len(one))
    best, back = likeness.argmax(axis=1), likeness.argmax(axis=0)
    top = likeness[rows, best]
    likeness[rows, best] = -1.0
    near, next_near = (np.sqrt(np.maximum(2.0 - 2.0 * values, 0.0)) for values in (top, likeness.max(axis=1)))
    matched = (near < settings.ratio * next_near) & (back[best] == rows)
    if matched.sum() < _FEWEST:
        return 0
    moved, inside = cv2.estimateAffinePartial2D(
        one.places[matched], other.places[best[matched]], ransacReprojThreshold=settings.apart
    )
    if moved is None or not _SMALLEST < float(np.hypot(moved[0, 0], moved[1, 0])) < _LARGEST:
        return 0
    return int(inside.sum())
