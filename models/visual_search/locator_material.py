"""What the locator learns from, out of the examples: cut out products, photos with boxes, and grounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from .boxes import shared
from .cutouts import Cutout, cut_out
from .examples import Crops, Pixels, Scenes
from .locator_settings import LocatorSettings
from .locator_views import BoxedPhoto

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class LocatorMaterial:
    """Decoded, and no larger than it is looked at.

    Attributes:
        known: Cutouts to learn from.
        unknown: Cutouts of other products, to judge by.
        photos: With boxes, to learn from.
        judges: Others, to judge by.
        grounds: Photos, or parts of them, on which products may be laid.
    """

    known: Sequence[Cutout]
    unknown: Sequence[Cutout]
    photos: Sequence[BoxedPhoto]
    judges: Sequence[BoxedPhoto]
    grounds: Sequence[Pixels]


def locator_material(
    catalogue: Crops, photos: Scenes, valid: Scenes | None, settings: LocatorSettings, seed: int
) -> LocatorMaterial:
    """Draw what is learned from, evenly where there is more than is wanted.

    Args:
        catalogue: Pictures of products.
        photos: Of train.
        valid: To judge by; None: a share of `photos` is kept for that.
        settings: How much of each.
        seed: Of what is drawn.
    """
    rng = np.random.default_rng(seed)
    known, unknown = _apart(rng, catalogue.products, settings.apart)
    first = _some(rng, known, settings.most_cutouts)
    second = _some(rng, unknown, max(round(settings.apart * settings.most_cutouts), 1))
    boxed = np.array([row for row in range(len(photos)) if _complete(photos, row)], dtype=np.int64)
    bare = np.array([row for row in range(len(photos)) if photos.boxes[row] is None], dtype=np.int64)
    if valid is None:
        learnt, kept = _apart(rng, boxed, settings.apart)
        judges = _photos(photos, _some(rng, boxed[kept], settings.judged), settings)
        boxed = boxed[learnt]
    else:
        kept = np.array([row for row in range(len(valid)) if _complete(valid, row)], dtype=np.int64)
        judges = _photos(valid, _some(rng, kept, settings.judged), settings)
    lessons = _photos(photos, _some(rng, boxed, settings.most_photos), settings)
    if len(lessons) >= settings.enough:
        parts = [_between(rng, one, settings) for one in lessons[: settings.most_grounds]]
        grounds = [one for one in parts if one is not None]
    else:
        grounds = [_smaller(photos.pixels(int(row)), settings) for row in _some(rng, bare, settings.most_grounds)]
    return LocatorMaterial(
        _cutouts(catalogue, first, settings), _cutouts(catalogue, second, settings), lessons, judges, grounds
    )


def _apart(rng: np.random.Generator, owners: Ints, share: float) -> tuple[Ints, Ints]:
    """Rows of most owners, and rows of a share of them: none where there is but one."""
    different = rng.permutation(np.unique(owners))
    kept = min(max(round(share * len(different)), 1), len(different) - 1)
    away = np.isin(owners, different[: max(kept, 0)])
    return np.flatnonzero(~away), np.flatnonzero(away)


def _some(rng: np.random.Generator, rows: Ints, most: int) -> Ints:
    return np.sort(rng.choice(rows, most, replace=False)) if len(rows) > most else rows


def _complete(photos: Scenes, row: int) -> bool:
    """Whether somebody has drawn a box around each product that is known to be in a photo."""
    boxes = photos.boxes[row]
    return boxes is not None and len(boxes) > 0 and bool(np.isfinite(boxes).all())


def _cutouts(catalogue: Crops, rows: Ints, settings: LocatorSettings) -> list[Cutout]:
    out = []
    for row in rows.tolist():
        clear = catalogue.rgba(row)
        out.append(cut_out(catalogue.pixels(row) if clear is None else clear, settings.scene.cutouts))
    return out


def _photos(photos: Scenes, rows: Ints, settings: LocatorSettings) -> list[BoxedPhoto]:
    out = []
    for row in rows.tolist():
        boxes = photos.boxes[row]
        if boxes is not None:
            pixels = photos.pixels(row)
            small = _smaller(pixels, settings)
            out.append(BoxedPhoto(small, boxes * np.float32(small.shape[1] / pixels.shape[1])))
    return out


def _between(rng: np.random.Generator, photo: BoxedPhoto, settings: LocatorSettings) -> Pixels | None:
    """A square part of a photo that lies between its boxes; None: none was found."""
    height, width = photo.pixels.shape[:2]
    for _ in range(settings.scene.tries):
        part = int(rng.uniform(settings.scene.smallest_ground, 1.0) * min(height, width))
        left, top = int(rng.integers(0, width - part + 1)), int(rng.integers(0, height - part + 1))
        square = np.array([[left, top, left + part, top + part]], dtype=np.float32)
        if part and not shared(square, photo.boxes).any():
            return photo.pixels[top : top + part, left : left + part]
    return None


def _smaller(pixels: Pixels, settings: LocatorSettings) -> Pixels:
    """A photo with no more pixels than are kept of it."""
    most = settings.kept_side
    longest = max(pixels.shape[:2])
    if longest <= most:
        return pixels
    picture = Image.fromarray(pixels)
    size = (max(round(picture.width * most / longest), 1), max(round(picture.height * most / longest), 1))
    return np.asarray(picture.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0))
