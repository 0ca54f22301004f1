"""Colours about the points of a grid over a picture, at several sizes of it."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from .fusion_settings import LocalColourSettings

Pixels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]

_CELLS = 4  # of a place, high and wide


def statistics(pixels: Pixels, settings: LocalColourSettings) -> tuple[Floats, Floats]:
    """Of each place of a picture: its colours, (n, 96), and where it lies, down, across and how near; (n, 3)."""
    looks, places = [], []
    reach = _CELLS * settings.cell
    offsets = np.rint((np.arange(_CELLS) - (_CELLS - 1) / 2) * settings.cell).astype(np.int64)
    for side in settings.sides:
        colour = _colour_map(pixels, side, reach + 1, settings.cell)
        height, width = colour.shape[:2]
        down, across = (np.arange(reach // 2, size - reach // 2 + 1, settings.step) for size in (height, width))
        rows, columns = (np.clip(at[:, None] + offsets, 0, size - 1) for at, size in ((down, height), (across, width)))
        cells = colour[rows[:, None, :, None], columns[None, :, None, :]]
        looks.append(cells.reshape(len(down) * len(across), -1))
        there = np.stack(np.meshgrid(down / height, across / width, indexing="ij"), axis=-1).reshape(-1, 2)
        places.append(np.column_stack([2.0 * there - 1.0, np.full(len(there), np.log(side))]))
    return np.concatenate(looks), np.concatenate(places).astype(np.float32)


def _colour_map(pixels: Pixels, side: int, least: int, cell: int) -> Floats:
    """Mean and spread of colour about each pixel of a picture that is so large; (height, width, 6)."""
    height, width = pixels.shape[:2]
    share = side / max(height, width)
    size = max(round(width * share), least), max(round(height * share), least)
    small = cv2.resize(np.ascontiguousarray(pixels), size, interpolation=cv2.INTER_AREA)
    colours = cv2.cvtColor(small.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    mean = cv2.blur(colours, (cell, cell))
    spread = np.sqrt(np.maximum(cv2.blur(colours * colours, (cell, cell)) - mean * mean, 0))
    return np.concatenate([mean, spread], axis=2)
