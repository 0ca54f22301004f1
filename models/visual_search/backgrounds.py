"""Grounds on which products are laid: parts of photos, and surfaces that are made up."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PIL import Image

Pixels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]


class Backgrounds:
    """Draws grounds.

    Args:
        photos: Pictures whose parts serve as grounds, (height, width, 3) each; best those that show no product whole.
        share: Of the grounds that are parts of photos, 0 to 1; without photos all are made up.
        sizes: Side of such a part, at least and at most, as a share of the photo's shorter side.
    """

    def __init__(self, photos: Sequence[Pixels], share: float, sizes: tuple[float, float]) -> None:
        self._photos = [Image.fromarray(one) for one in photos]
        self._share, self._sizes = share if self._photos else 0.0, sizes

    def draw(self, rng: np.random.Generator, side: int) -> Pixels:
        """One ground, (side, side, 3)."""
        if rng.random() < self._share:
            return self._part(rng, side)
        kind = _SURFACES[int(rng.integers(len(_SURFACES)))]
        stains = (cloud(rng, side, 1 if rng.random() < 0.5 else 3) - 0.5) * np.float32(rng.uniform(0, 128))
        return np.clip(kind(rng, side) + stains, 0, 255).astype(np.uint8)

    def _part(self, rng: np.random.Generator, side: int) -> Pixels:
        """A square part of a photo, as often mirrored as not."""
        photo = self._photos[int(rng.integers(len(self._photos)))]
        part = rng.uniform(*self._sizes) * min(photo.size)
        left, top = rng.uniform(0, photo.width - part), rng.uniform(0, photo.height - part)
        square = photo.resize(
            (side, side), Image.Resampling.BILINEAR, (left, top, left + part, top + part), reducing_gap=2.0
        )
        pixels = np.asarray(square)
        return pixels[:, ::-1] if rng.random() < 0.5 else pixels


def cloud(rng: np.random.Generator, side: int, channels: int) -> Floats:
    """Noise of several scales, between 0 and 1, (side, side, channels up to three); the coarser the stronger."""
    cells = int(rng.integers(2, 6))
    octaves = (cells, min(cells * 3, side), min(cells * 9, side))
    total = np.zeros((octaves[-1], octaves[-1], 3), dtype=np.float32)
    for cells, weight in zip(octaves, (4, 2, 1), strict=True):
        coarse = Image.fromarray(rng.integers(0, 256, (cells, cells, 3), dtype=np.uint8))
        total += np.asarray(coarse.resize((octaves[-1], octaves[-1]), Image.Resampling.BICUBIC)) * np.float32(weight)
    levels = Image.fromarray((total / 7).astype(np.uint8)).resize((side, side), Image.Resampling.BILINEAR)
    ground: Floats = np.asarray(levels, dtype=np.float32)[..., :channels] / np.float32(255)
    return ground


def _colour(rng: np.random.Generator) -> Floats:
    """A colour, greyish more often than not, as walls, floors and tables are; (3,)."""
    grey = rng.uniform(20, 245)
    colour: Floats = np.clip(grey + rng.normal(0, 1, 3) * rng.choice((8, 30, 80)), 0, 255).astype(np.float32)
    return colour


def _between(first: Floats, second: Floats, share: Floats) -> Floats:
    """A colour that goes over into another, (side, side, 3), by the share of the second, (side, side, 1)."""
    mixed: Floats = first + (second - first) * share
    return mixed


def _plain(rng: np.random.Generator, side: int) -> Floats:
    """One colour that goes over into another."""
    angle = rng.uniform(0, 2 * np.pi)
    place = np.linspace(-0.5, 0.5, side, dtype=np.float32)
    way = np.clip(np.cos(angle) * place[:, None] + np.sin(angle) * place[None] + 0.5, 0, 1).astype(np.float32)
    return _between(_colour(rng), _colour(rng), way[..., None])


def _marbled(rng: np.random.Generator, side: int) -> Floats:
    """Two colours in clouds, soft or with hard edges."""
    share = cloud(rng, side, 1)
    sharp = np.clip((share - 0.5) * np.float32(rng.uniform(1, 12)) + 0.5, 0, 1)
    return _between(_colour(rng), _colour(rng), sharp)


def _banded(rng: np.random.Generator, side: int) -> Floats:
    """Boards, shelves or stripes: bands of one way, each of a colour of its own, with lines between."""
    count = int(rng.integers(2, 14))
    few = np.stack([_colour(rng) for _ in range(int(rng.integers(2, 6)))])
    colours = few[rng.integers(0, len(few), count)]
    edges = np.sort(rng.integers(0, side, count - 1)) if rng.random() < 0.5 else np.arange(1, count) * side // count
    line = colours[np.searchsorted(edges, np.arange(side), side="right")]
    line[edges] *= np.float32(rng.uniform(0.3, 1.0))
    bands = np.repeat(line[:, None], side, axis=1)
    return bands if rng.random() < 0.5 else bands.swapaxes(0, 1)


def _tiled(rng: np.random.Generator, side: int) -> Floats:
    """A chequered or tiled floor."""
    cells = int(rng.integers(3, 16))
    place = np.arange(side) * cells // side
    odd = ((place[:, None] + place[None]) % 2).astype(np.float32)[..., None]
    return _between(_colour(rng), _colour(rng), odd * np.float32(rng.uniform(0.1, 1.0)))


_SURFACES = (_plain, _marbled, _banded, _tiled)
