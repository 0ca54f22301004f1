"""What stands before a product: fingers, edges of shelves, leaflets, other things."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageDraw

_SKIN = ((255, 219, 172), (224, 172, 105), (198, 134, 66), (141, 85, 36), (90, 56, 30))


def colour_of(rng: np.random.Generator) -> tuple[int, int, int]:
    """A colour: of skin as often as any other one, as hands are what covers products most."""
    if rng.random() < 0.5:
        red, green, blue = _SKIN[int(rng.integers(len(_SKIN)))]
        light = rng.uniform(0.5, 1.05)
        return tuple(min(int(one * light), 255) for one in (red, green, blue))  # type: ignore[return-value]
    red, green, blue = rng.integers(0, 256, 3)
    return int(red), int(green), int(blue)


def occluder(rng: np.random.Generator, size: tuple[int, int], share: float) -> Image.Image:
    """The shape of something that covers about a share of a picture, from its rim inwards; mode L, 255 where it is.

    Args:
        rng: Of its form and place.
        size: Width, height.
        share: Of the area, 0 to 1.
    """
    width, height = size
    mask = Image.new("L", size)
    draw = ImageDraw.Draw(mask)
    kind = rng.integers(3)
    if kind == 0:
        _strip(rng, draw, size, share)
    elif kind == 1:
        _fingers(rng, draw, size, share)
    else:
        radius = math.sqrt(share * width * height / math.pi)
        turn = np.sort(rng.uniform(0, 2 * math.pi, 8))
        reach = radius * rng.uniform(0.7, 1.3, 8)
        x, y = rng.uniform(0, width), rng.uniform(0, height)
        draw.polygon(list(zip(x + reach * np.cos(turn), y + reach * np.sin(turn), strict=True)), fill=255)
    return mask


def _strip(rng: np.random.Generator, draw: ImageDraw.ImageDraw, size: tuple[int, int], share: float) -> None:
    """An edge that comes in from one of the four sides."""
    width, height = float(size[0]), float(size[1])
    slant = rng.uniform(-0.15, 0.15)
    side = rng.integers(4)
    if side < 2:
        near, far = (share - slant) * height, (share + slant) * height
        outline = [(0.0, 0.0), (width, 0.0), (width, far), (0.0, near)]
        draw.polygon([(x, y if side else height - y) for x, y in outline], fill=255)
    else:
        near, far = (share - slant) * width, (share + slant) * width
        outline = [(0.0, 0.0), (0.0, height), (far, height), (near, 0.0)]
        draw.polygon([(x if side == 2 else width - x, y) for x, y in outline], fill=255)


def _fingers(rng: np.random.Generator, draw: ImageDraw.ImageDraw, size: tuple[int, int], share: float) -> None:
    """One to four round-ended bars, side by side, from the left or the right."""
    width, height = size
    count = int(rng.integers(1, 5))
    thick = max(math.sqrt(share * width * height / count) / 1.6, 1.0)
    long = share * width * height / (count * thick)
    begin, slope = rng.uniform(0, height), rng.uniform(-0.4, 0.4)
    right = rng.random() < 0.5
    for place in range(count):
        y = begin + place * thick * 1.1
        reach = long * rng.uniform(0.8, 1.2)
        ends = [(-thick, y), (reach, y + slope * reach)]
        if right:
            ends = [(width - x, at) for x, at in ends]
        draw.line(ends, fill=255, width=int(thick))
        x, y = ends[1]
        draw.ellipse([x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2], fill=255)
