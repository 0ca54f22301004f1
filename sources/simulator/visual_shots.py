"""Pictures of single products as a catalogue has them: on white, cut out, or from another side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter

from sources.simulator.visual_encoding import SHOT_FORMATS, File, encoded, picked
from sources.simulator.visual_goods import Good
from sources.simulator.visual_views import DEPTH, lit, seen_from, sized

_SIDES = (224, 256, 256, 288)
_MORE_VIEWS = (0.65, 0.25, 0.1)  # of products: no more, one more, two more views
_FAINT = tuple(level // 4 for level in range(256))
_SHADED = 0.25  # of shots: a soft shadow, and a ground that is not quite white


@dataclass(frozen=True)
class Shot:
    """A picture of a product alone: its file, its format, the angle about the upright axis, its number."""

    file: File
    how: str
    yaw: float
    number: int


def shots(rng: np.random.Generator, good: Good, views: int | None = None) -> list[Shot]:
    """The product from its best side, and from others.

    Args:
        rng: Of the product.
        good: The product.
        views: How many; None: as many as products have.
    """
    count = 1 + int(rng.choice(len(_MORE_VIEWS), p=_MORE_VIEWS)) if views is None else views
    return [_shot(rng, good, number) for number in range(count)]


def _shot(rng: np.random.Generator, good: Good, number: int) -> Shot:
    yaw = 0.0 if number == 0 else float(rng.choice((-1, 1)) * rng.uniform(20, 45))
    how = picked(rng, SHOT_FORMATS)
    side = int(rng.choice(_SIDES))
    fill = float(rng.uniform(0.72, 0.94)) * side
    product = sized(seen_from(good.picture, yaw, DEPTH), fill, fill, 0.0)
    corner = ((side - product.width) // 2, (side - product.height) // 2)
    if how == "cut_out":
        page = Image.new("RGBA", (side, side), (255, 255, 255, 0))
        page.alpha_composite(product, corner)
        return Shot(encoded(rng, page, how), how, yaw, number)
    product = lit(product, float(np.exp(rng.normal(0, 0.03))), float(rng.normal(0, 0.01)))
    shaded = rng.random() < _SHADED
    white = int(rng.integers(236, 252)) if shaded else 255
    flat = Image.new("RGB", (side, side), (white, white, white))
    if shaded:
        shadow = Image.new("L", flat.size, 0)
        shadow.paste(product.getchannel("A").point(_FAINT), (corner[0], corner[1] + 5))
        flat.paste((90, 90, 96), mask=shadow.filter(ImageFilter.BoxBlur(6)))
    flat.paste(product, corner, product)
    return Shot(encoded(rng, flat, how), how, yaw, number)
