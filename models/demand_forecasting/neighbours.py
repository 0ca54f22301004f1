"""The nearest products by text, category and price."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import faiss
import numpy as np
import numpy.typing as npt

from .panel import Floats

Longs = npt.NDArray[np.int64]

_FLAT_UP_TO: Final = 20_000  # vectors that are compared one by one; of more, inverted lists are probed
_PROBED: Final = 8
_TRAINED_ON: Final = 64  # vectors a list, of those that the lists are made from


@dataclass(frozen=True)
class NeighbourSettings:
    """Who counts as a neighbour, and how much."""

    count: int = 24  # nearest products with sales
    looked_up: int = 72  # nearest products, of which those with sales are kept
    temperature: float = 0.1  # a cosine lower by this counts e times less
    other_category: float = 0.3  # weight of a neighbour of another category
    price_width: float = 0.7  # log of the price ratio at which a neighbour counts 0.6 times
    threads: int = 2


class Neighbourhood:
    """Products that can be neighbours, with an index over their vectors.

    The index holds all products, whatever was sold of them when, so that all origins share it.

    Attributes:
        vectors: Unit-length vectors, float32 (p, d); zero where a product has no text.
    """

    def __init__(self, vectors: Floats, settings: NeighbourSettings) -> None:
        self.vectors = np.ascontiguousarray(vectors, dtype=np.float32)
        self._settings = settings
        self._index = _index(self.vectors, settings.threads)

    def nearest(self, asked: Floats, itself: Longs, sold: npt.NDArray[np.bool_]) -> tuple[Longs, Floats]:
        """The nearest products with sales, by cosine.

        Args:
            asked: Unit-length vectors, (k, d).
            itself: Position of each asked product, which is nobody's neighbour; -1 where it is not among them.
            sold: Which products may be neighbours, (p,).

        Returns:
            Positions, (k, c), -1 where there are not so many; and their cosines.
        """
        count = min(self._settings.looked_up, len(self.vectors))
        if count == 0 or self.vectors.shape[1] == 0 or len(asked) == 0:
            return np.full((len(asked), 0), -1, dtype=np.int64), np.zeros((len(asked), 0), dtype=np.float32)
        faiss.omp_set_num_threads(self._settings.threads)
        score, found = self._index.search(np.ascontiguousarray(asked), count)
        mute = np.abs(asked).sum(axis=1) == 0
        allowed = (found >= 0) & sold[np.maximum(found, 0)] & (found != itself[:, None]) & ~mute[:, None]
        first = np.argsort(~allowed, axis=1, kind="stable")[:, : self._settings.count]
        found = np.where(np.take_along_axis(allowed, first, axis=1), np.take_along_axis(found, first, axis=1), -1)
        return found.astype(np.int64), np.take_along_axis(score, first, axis=1)


def weights(
    found: Longs,
    cosine: Floats,
    same_category: npt.NDArray[np.bool_],
    price_gap: Floats,
    settings: NeighbourSettings,
) -> Floats:
    """Weight of each neighbour, 0..1.

    Args:
        found: Positions as from `Neighbourhood.nearest`, (k, c).
        cosine: Of each, (k, c).
        same_category: Whether it shares the asked product's category, (k, c).
        price_gap: Log of the ratio of prices, (k, c); NaN where either is not known, which counts as no gap.
        settings: How much each of these weighs.
    """
    near = np.exp((cosine - 1) / settings.temperature)
    kind = np.where(same_category, 1.0, settings.other_category)
    price = np.exp(-0.5 * (np.nan_to_num(price_gap) / settings.price_width) ** 2)
    return np.where(found >= 0, near * kind * price, 0.0).astype(np.float32)


def _index(vectors: Floats, threads: int) -> Any:
    faiss.omp_set_num_threads(threads)
    flat = faiss.IndexFlatIP(vectors.shape[1])
    if len(vectors) <= _FLAT_UP_TO:
        flat.add(vectors)
        return flat
    lists = int(np.sqrt(len(vectors)))
    index = faiss.IndexIVFFlat(flat, vectors.shape[1], lists, faiss.METRIC_INNER_PRODUCT)
    index.train(vectors[:: max(len(vectors) // (lists * _TRAINED_ON), 1)])
    index.add(vectors)
    index.nprobe = _PROBED
    return index
