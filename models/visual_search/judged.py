"""What regions of labelled photos show, as far as anybody has said."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .boxes import Boxes, inside
from .examples import NOBODY, Ints, Scenes
from .regions import Regions

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Judged:
    """Regions and what they show.

    Attributes:
        shown: Products of the catalogue that each may show, none where it shows none; a tuple a region.
        told: Whether that is known at all; (n,).
    """

    shown: tuple[frozenset[int], ...]
    told: Bools


def judged(regions: Regions, scenes: Scenes, matched: float) -> Judged:
    """What each region shows.

    Where boxes are drawn, a region shows what lies in them, as far as one of both lies in the other; where none does,
    it shows nothing, if all boxes of its photo are drawn. Without boxes the whole picture shows the photo's products,
    and of a located region nobody knows. A photo without any of the catalogue shows none of it anywhere; but where of
    no other photo a located region is known, its own are not told either: whoever learns of them all would learn that
    what is located shows nothing.

    Args:
        regions: Of the photos.
        scenes: The photos.
        matched: Share of the smaller of a region and a box that lies in the other, from which on it counts.
    """
    shown: list[frozenset[int]] = []
    told = np.zeros(len(regions), dtype=np.bool_)
    for row, (photo, box, whole) in enumerate(zip(regions.pictures, regions.boxes, regions.whole, strict=True)):
        codes, drawn = scenes.products[int(photo)], scenes.boxes[int(photo)]
        found: frozenset[int] | None = None
        if codes is not None:
            found = _shown(box, bool(whole), codes, drawn, matched)
        told[row] = found is not None
        shown.append(found or frozenset())
    return Judged(tuple(shown), told & (regions.whole | _fair(regions, scenes, told)))


def _fair(regions: Regions, scenes: Scenes, told: Bools) -> bool:
    """Whether what located regions show is told of any photo with a product of the catalogue."""
    shows = np.array([codes is not None and bool((codes != NOBODY).any()) for codes in scenes.products], dtype=np.bool_)
    return bool((told & ~regions.whole & shows[regions.pictures]).any())


def _shown(box: Boxes, whole: bool, codes: Ints, drawn: Boxes | None, matched: float) -> frozenset[int] | None:
    products = frozenset(codes[codes != NOBODY].tolist())
    if not products:
        return products
    if drawn is None or np.isnan(drawn).all():
        return products if whole else None
    common = np.nan_to_num(inside(box[None], drawn)[0])
    if (common >= matched).any():
        return frozenset(codes[common >= matched].tolist()) - {NOBODY}
    return None if np.isnan(drawn).any() else frozenset()
