"""Patterns: what repeats over a surface, in two colours."""

from __future__ import annotations

import numpy as np
from PIL import Image

from sources.simulator.words import Floats

Colour = tuple[int, int, int]
PATTERNS = (
    "stripes", "bars", "slants", "checks", "dots", "chevrons",
    "waves", "blobs", "triangles", "halves", "fade", "flowers",
)  # fmt: skip


def _field(name: str, x: Floats, y: Floats) -> Floats:
    """How much of the second colour there is at each place, 0 to 1; a repeat is 1 long."""
    across, down = x % 1, y % 1
    if name == "fade":
        return np.asarray((y - y.min()) / max(float(np.ptp(y)), 1e-9))
    if name == "checks":
        return np.asarray(0.5 * (across < 0.4) + 0.5 * (down < 0.4))
    if name in ("dots", "flowers"):
        across, down = (x + 0.5 * (np.floor(y) % 2)) % 1 - 0.5, down - 0.5
        leaves = 0.14 * np.cos(5 * np.arctan2(down, across)) - 0.06 if name == "flowers" else 0.0
        return np.asarray(np.hypot(across, down) < 0.28 + leaves, np.float64)
    inside = {
        "stripes": down < 0.5,
        "bars": across < 0.3,
        "slants": (x + y) % 1 < 0.45,
        "chevrons": (y + np.abs(across - 0.5)) % 1 < 0.45,
        "waves": (y + 0.22 * np.sin(2 * np.pi * x)) % 1 < 0.4,
        "blobs": np.sin(2.1 * x + np.sin(3.3 * y)) + np.sin(2.7 * y + 1.7 * np.sin(1.9 * x)) > 0.35,
        "triangles": across + down < 1,
        "halves": y - y.min() > 0.5 * np.ptp(y),
    }
    return np.asarray(inside[name], np.float64)


def patterned(name: str, size: tuple[int, int], repeat: float, turn: float, one: Colour, other: Colour) -> Image.Image:
    """A picture of a pattern.

    Args:
        name: One of `PATTERNS`.
        size: Width and height in pixels.
        repeat: Pixels of one repeat.
        turn: Degrees.
        one, other: Its colours; the first one covers more.
    """
    width, height = size
    y, x = np.mgrid[0 : (height + 1) // 2, 0 : (width + 1) // 2] * (2.0 / repeat)
    turned = np.deg2rad(turn)
    field = _field(name, x * np.cos(turned) + y * np.sin(turned), y * np.cos(turned) - x * np.sin(turned))
    mask = Image.fromarray((255 * field).astype(np.uint8)).resize(size, Image.Resampling.BILINEAR)
    return Image.composite(Image.new("RGB", size, other), Image.new("RGB", size, one), mask)
