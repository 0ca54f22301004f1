"""How light falls on surfaces of things: flat ones, tubes, balls, cloth, glass."""

from __future__ import annotations

from functools import cache

import numpy as np
from PIL import Image, ImageChops

from sources.simulator.streams import stream
from sources.simulator.words import Floats

FOLDS = 8  # ways in which cloth lies
_RAMP = 64  # pixels of the pictures of light, which are stretched over a surface


def shaded(fill: Image.Image, shade: str, cloth: int) -> Image.Image:
    """A surface as light shows it.

    Args:
        fill: Its colours, RGB.
        shade: One of `visual_shapes.SHADES`.
        cloth: Which of `FOLDS` cloth has.
    """
    if shade == "flat":
        return fill
    low, high = _ramps(shade, cloth if shade == "cloth" else 0)
    dark = ImageChops.multiply(fill, low.resize(fill.size, Image.Resampling.BILINEAR))
    return ImageChops.screen(dark, high.resize(fill.size, Image.Resampling.BILINEAR))


@cache
def _ramps(shade: str, cloth: int) -> tuple[Image.Image, Image.Image]:
    """What a surface is darkened by, and lightened by."""
    y, x = np.mgrid[0:_RAMP, 0:_RAMP] / (_RAMP - 1)
    light: Floats
    if shade == "tube":
        light = 1.12 - 1.5 * np.abs(x - 0.36) ** 1.7 + 0.25 * np.exp(-(((x - 0.3) / 0.07) ** 2))
    elif shade == "ball":
        light = 1.2 - 0.75 * np.hypot(x - 0.36, y - 0.3) ** 1.6
    elif shade == "up":
        light = 1.1 - 0.22 * y
    elif shade == "down":
        light = 0.78 - 0.16 * y
    elif shade == "shine":
        light = 1.0 + 0.3 * (np.abs(x + 0.6 * y - 0.55) < 0.12) + 0.12 * (np.abs(x + 0.6 * y - 0.85) < 0.05)
    else:
        coarse = stream(cloth, "folds of cloth").normal(0, 0.1, (5, 9))
        folds = Image.fromarray(coarse.astype(np.float32)).resize((_RAMP, _RAMP), Image.Resampling.BICUBIC)
        light = 1.0 + np.asarray(folds)
    low, high = np.clip(light, 0, 1), np.clip(light - 1, 0, 1)
    images = [Image.fromarray((255 * part).astype(np.uint8)).convert("RGB") for part in (low, high)]
    return images[0], images[1]
