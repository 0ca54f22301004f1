"""Regions of photos: the whole, and what the locator finds; and which of them an answer tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ..minilm import unit
from .boxes import Boxes, areas, inside, overlap, scaled
from .examples import Pixels, cut
from .region_settings import RegionSettings

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

WHOLE = 0  # place of the region that is all of the picture


class Place(Protocol):
    """What a locator finds in a picture."""

    @property
    def boxes(self) -> Boxes: ...

    @property
    def scores(self) -> Floats: ...


class Locates(Protocol):
    """A locator."""

    def locate(self, pictures: Sequence[Pixels], threads: int) -> Sequence[Place]: ...

    def save(self, directory: Path) -> None: ...


class Embeds(Protocol):
    """What makes vectors of crops."""

    def vectors(self, crops: Sequence[Pixels]) -> Floats: ...

    def save(self, directory: Path) -> None: ...


@dataclass(frozen=True)
class Regions:
    """Regions of several pictures, those of one together, the whole first.

    Attributes:
        pictures: Picture of each; (n,).
        boxes: In pixels of the picture that was looked at; (n, 4).
        scores: Of the locator, nan of the whole; (n,).
        shares: Of the picture's area; (n,).
    """

    pictures: Ints
    boxes: Boxes
    scores: Floats
    shares: Floats

    def __len__(self) -> int:
        return len(self.pictures)

    def taken(self, rows: Ints) -> Regions:
        """Some of them."""
        return Regions(self.pictures[rows], self.boxes[rows], self.scores[rows], self.shares[rows])

    @classmethod
    def joined(cls, parts: Sequence[Regions]) -> Regions:
        """All of several, at least one."""
        return cls(
            np.concatenate([part.pictures for part in parts]),
            np.concatenate([part.boxes for part in parts]),
            np.concatenate([part.scores for part in parts]),
            np.concatenate([part.shares for part in parts]),
        )

    @property
    def whole(self) -> Bools:
        """Which are all of a picture; (n,)."""
        found: Bools = np.isnan(self.scores)
        return found


def regions_of(pictures: Sequence[Pixels], locator: Locates | None, settings: RegionSettings, threads: int) -> Regions:
    """The regions of pictures.

    Args:
        pictures: RGB; (height, width, 3) each.
        locator: Finds boxes; without it each picture has the one region.
        settings: How many.
        threads: Of the locator.
    """
    numbers: list[int] = []
    boxes: list[Boxes] = []
    scores: list[Floats] = []
    shares: list[Floats] = []
    places: Sequence[Place | None] = [None] * len(pictures) if locator is None else locator.locate(pictures, threads)
    for number, (pixels, place) in enumerate(zip(pictures, places, strict=True)):
        height, width = pixels.shape[:2]
        own, sure = _surest(place, settings)
        all_of_it = np.array([[0, 0, width, height]], dtype=np.float32)
        boxes.append(np.concatenate([all_of_it, own]))
        scores.append(np.concatenate([np.array([np.nan], dtype=np.float32), sure]))
        shares.append(areas(boxes[-1]) / np.float32(width * height))
        numbers += [number] * len(boxes[-1])
    if not numbers:
        nothing = np.zeros(0, dtype=np.float32)
        return Regions(np.zeros(0, dtype=np.int64), np.zeros((0, 4), dtype=np.float32), nothing, nothing)
    return Regions(
        np.array(numbers, dtype=np.int64), np.concatenate(boxes), np.concatenate(scores), np.concatenate(shares)
    )


def vectors_of(pictures: Sequence[Pixels], regions: Regions, embedder: Embeds, settings: RegionSettings) -> Floats:
    """One unit-length vector a region: the mean of those of its crops; (regions, dimensions)."""
    crops: list[Pixels] = []
    owners: list[int] = []
    for row, (number, box, whole) in enumerate(zip(regions.pictures, regions.boxes, regions.whole, strict=True)):
        pixels = pictures[int(number)]
        height, width = pixels.shape[:2]
        for scale in settings.whole_scales if whole else settings.box_scales:
            crops.append(cut(pixels, scaled(box[None], scale, width, height)[0]))
            owners.append(row)
    found = embedder.vectors(crops)
    sums = np.zeros((len(regions), found.shape[1]), dtype=np.float32)
    np.add.at(sums, owners, found)
    return unit(sums)


def told(boxes: Boxes, firsts: Ints, sureness: Floats, settings: RegionSettings) -> Ints:
    """Which regions of one picture an answer tells, the surest first.

    Args:
        boxes: Of its regions; (n, 4).
        firsts: First product of each; (n,).
        sureness: Of that; (n,).
        settings: When two regions are one.
    """
    within, common = inside(boxes, boxes), overlap(boxes, boxes)
    same = (within >= settings.same_product) & (firsts[:, None] == firsts[None, :])
    same |= common >= settings.same_place
    kept: list[int] = []
    for row in np.argsort(-sureness, kind="stable").tolist():
        if not same[row, kept].any():
            kept.append(row)
    return np.array(kept, dtype=np.int64)


def _surest(place: Place | None, settings: RegionSettings) -> tuple[Boxes, Floats]:
    if place is None:
        return np.zeros((0, 4), dtype=np.float32), np.zeros(0, dtype=np.float32)
    order = np.argsort(-place.scores, kind="stable")[: settings.most]
    return place.boxes[order].astype(np.float32), place.scores[order].astype(np.float32)
