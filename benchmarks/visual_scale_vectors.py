"""Vectors as a catalogue of pictures has them, made up: families of look-alikes in few directions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from models.minilm import unit

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

FAMILY: Final = 20  # pictures that look alike
DECAY: Final = 1.0  # the n-th direction has a variance of 1 / n to this power
WITHIN: Final = 0.5  # spread within a family beside that between families
ASKED: Final = 0.35  # of a photo about the picture that it shows
_LOT: Final = 100_000


@dataclass(frozen=True)
class MadeUp:
    """Entries and what they are asked by.

    Attributes:
        entries: Unit length; (n, dimensions).
        tuning: Photos that an index may be tuned on; (t, dimensions).
        asked: Photos that it is measured by; (q, dimensions).
    """

    entries: Floats
    tuning: Floats
    asked: Floats


def made_up(count: int, dimensions: int, asked: int, seed: int) -> MadeUp:
    """So many pictures, and photos of some of them.

    A learnt vector does not fill its dimensions evenly: variances fall with a power of the direction's number (Stringer
    et al., "High-dimensional geometry of population responses in visual cortex", Nature 2019).
    """
    rng = np.random.default_rng(seed)
    scale = (np.arange(1, dimensions + 1) ** (-DECAY / 2)).astype(np.float32)
    families = max(count // FAMILY, 1)
    middles = rng.normal(size=(families, dimensions)).astype(np.float32)
    entries = np.empty((count, dimensions), dtype=np.float32)
    for begin in range(0, count, _LOT):
        end = min(begin + _LOT, count)
        own = middles[rng.integers(0, families, end - begin)]
        around = rng.normal(size=own.shape).astype(np.float32)
        entries[begin:end] = unit((own + np.float32(WITHIN) * around) * scale)
    photos = entries[rng.choice(count, 2 * asked, replace=count < 2 * asked)]
    length = np.float32(np.sqrt((scale**2).sum()))
    noise = rng.normal(size=photos.shape).astype(np.float32) * scale / length
    photos = unit(photos + np.float32(ASKED) * noise)
    return MadeUp(entries, photos[:asked], photos[asked:])


def nearest(entries: Floats, asked: Floats, k: int) -> Ints:
    """The nearest entries of each, by comparing all; (q, k)."""
    best = np.full((len(asked), k), -np.inf, dtype=np.float32)
    places = np.zeros((len(asked), k), dtype=np.int64)
    for begin in range(0, len(entries), _LOT):
        near = asked @ entries[begin : begin + _LOT].T
        scores = np.hstack([best, near])
        positions = np.hstack([places, np.broadcast_to(np.arange(begin, begin + near.shape[1]), near.shape)])
        order = np.argpartition(-scores, k - 1, axis=1)[:, :k]
        best, places = np.take_along_axis(scores, order, axis=1), np.take_along_axis(positions, order, axis=1)
    return places


def recall(found: Ints, true: Ints) -> float:
    """Share of the true ones among those found, row by row."""
    return float(
        np.mean([len(np.intersect1d(one, other)) / true.shape[1] for one, other in zip(found, true, strict=True)])
    )
