"""Colour and shape of a picture, measured without learning."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PIL import Image

from ..minilm import unit
from .canvases import squared
from .fusion_settings import DescriptorSettings

Pixels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

_GREY = 0.15  # share of colour below which a pixel has no hue
_CLIP = 0.2  # of a cell's share in its block, as Dalal and Triggs cut it
_LEAST = 1e-3


def colours(crops: Sequence[Pixels], settings: DescriptorSettings) -> Floats:
    """Histograms of hue, and of brightness where there is none, in nested frames; (n, bands * cells).

    Roots of shares, so that their inner product is Bhattacharyya's (Swain and Ballard, "Color Indexing", 1991;
    Arandjelovic and Zisserman, "Three things everyone should know", 2012).
    """
    cells = (settings.hues + 1) * settings.levels**2
    frames = _frames(settings.side, settings.bands)
    out = np.zeros((len(crops), settings.bands * cells), dtype=np.float32)
    for row, crop in enumerate(crops):
        found = _colour_cells(squared(crop, settings.side), settings)
        counts = np.bincount((frames * cells + found).ravel(), minlength=settings.bands * cells)
        out[row] = np.sqrt(counts / found.size)
    return unit(out)


def gradients(crops: Sequence[Pixels], settings: DescriptorSettings) -> Floats:
    """Histograms of oriented gradients (Dalal and Triggs 2005); (n, blocks * 4 * angles)."""
    rows = [_blocks(_cells(squared(crop, settings.side), settings)) for crop in crops]
    return unit(np.stack(rows)) if rows else np.zeros((0, _blocks_width(settings)), dtype=np.float32)


def _frames(side: int, bands: int) -> Ints:
    """Which of the nested frames each pixel lies in, 0 the innermost; (side, side)."""
    away = np.abs(np.arange(side) - (side - 1) / 2) / (side / 2)
    farther = np.maximum(away[:, None], away[None, :])
    found: Ints = np.minimum((farther * bands).astype(np.int64), bands - 1)
    return found


def _colour_cells(pixels: Pixels, settings: DescriptorSettings) -> Ints:
    hsv = np.asarray(Image.fromarray(pixels).convert("HSV"), dtype=np.float32) / 256
    hue = (hsv[..., 0] * settings.hues).astype(np.int64)
    hue[hsv[..., 1] < _GREY] = settings.hues
    strong, bright = ((hsv[..., at] * settings.levels).astype(np.int64) for at in (1, 2))
    return np.asarray((hue * settings.levels + strong) * settings.levels + bright, dtype=np.int64)


def _cells(pixels: Pixels, settings: DescriptorSettings) -> Floats:
    """Gradients of each cell by their direction, shared by the two nearest; (cells, cells, angles)."""
    grey = np.sqrt(np.asarray(Image.fromarray(pixels).convert("L"), dtype=np.float32) / 255)
    down, across = np.gradient(grey)
    size = np.hypot(across, down)
    turned = (np.arctan2(down, across) % np.pi) / np.pi * settings.angles - 0.5
    lower = np.floor(turned)
    above = turned - lower
    count = settings.side // settings.cell
    place = np.minimum(np.arange(settings.side) // settings.cell, count - 1)
    cell = (place[:, None] * count + place[None, :]) * settings.angles
    out = np.zeros(count * count * settings.angles)
    for step, share in ((0, 1 - above), (1, above)):
        at = cell + (lower.astype(np.int64) + step) % settings.angles
        out += np.bincount(at.ravel(), weights=(size * share).ravel(), minlength=len(out))
    return out.reshape(count, count, settings.angles).astype(np.float32)


def _blocks(cells: Floats) -> Floats:
    """Blocks of two cells by two, each of unit length, cut, and of unit length again; flat."""
    parts = [cells[:-1, :-1], cells[:-1, 1:], cells[1:, :-1], cells[1:, 1:]]
    blocks = np.concatenate(parts, axis=2)
    for most in (_CLIP, np.inf):
        blocks = np.minimum(blocks / (np.linalg.norm(blocks, axis=2, keepdims=True) + _LEAST), most)
    return np.asarray(blocks.ravel(), dtype=np.float32)


def _blocks_width(settings: DescriptorSettings) -> int:
    return int((settings.side // settings.cell - 1) ** 2 * 4 * settings.angles)
