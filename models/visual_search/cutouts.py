"""Products cut out of their catalogue pictures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image
from scipy import ndimage

from .scene_settings import CutoutSettings

Pixels = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

_OPAQUE = 128  # of 255


@dataclass(frozen=True)
class Cutout:
    """A product without what is around it.

    Attributes:
        picture: Red, green, blue and how much of the product is there, 0 to 255; mode RGBA, as tight as it can be.
        whole: Whether the ground could not be told from the product, so that all of the picture was taken.
    """

    picture: Image.Image
    whole: bool


def cut_out(pixels: Pixels, settings: CutoutSettings) -> Cutout:
    """Cut the product out: by transparency where there is some, else by what hangs together with a plain border.

    Args:
        pixels: (height, width, 3), or (height, width, 4) with opacity last.
        settings: What counts as ground.
    """
    colours = pixels[..., :3]
    if pixels.shape[2] == 4 and pixels[..., 3].min() < _OPAQUE:
        opacity = pixels[..., 3]
        mask = opacity >= _OPAQUE
    else:
        mask = _apart_from_border(colours, settings)
        # one pixel less than was found: the outermost carries some of the ground's colour
        inner = ndimage.binary_erosion(mask) if min(mask.shape) > 16 else mask
        opacity = (ndimage.uniform_filter(inner.astype(np.float32), 3) * 255).astype(np.uint8)
    if mask.mean() < settings.least_area:
        whole = np.full(mask.shape, 255, dtype=np.uint8)
        return Cutout(_joined(colours, whole), True)
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    seen = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return Cutout(_joined(colours[seen], opacity[seen]), bool(mask.all()))


def _apart_from_border(colours: Pixels, settings: CutoutSettings) -> Mask:
    """What does not hang together with the border in its colour; all of it where the border has no one colour."""
    border = np.concatenate([colours[0], colours[-1], colours[:, 0], colours[:, -1]]).astype(np.int16)
    ground = np.median(border, axis=0)
    if (np.abs(border - ground).max(axis=1) <= settings.tolerance).mean() < settings.plain_border:
        return np.ones(colours.shape[:2], dtype=np.bool_)
    like_ground = np.abs(colours - ground).max(axis=2) <= settings.tolerance
    product = ~_reached(like_ground)
    return _main_parts(product, settings.least_part)


def _reached(free: Mask) -> Mask:
    """What of `free` can be reached from the border."""
    labels, _ = ndimage.label(free)
    rim = np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))
    return np.isin(labels, rim[rim > 0])


def _main_parts(mask: Mask, least: float) -> Mask:
    """Without pieces far smaller than the largest: dust, and shadows that were cut into."""
    labels, count = ndimage.label(mask, structure=np.ones((3, 3)))
    if count < 2:
        return mask
    areas = np.bincount(labels.ravel())
    areas[0] = 0
    return np.asarray((areas >= least * areas.max())[labels] & mask)


def _joined(colours: Pixels, opacity: Pixels) -> Image.Image:
    return Image.fromarray(np.dstack([colours, opacity]))
