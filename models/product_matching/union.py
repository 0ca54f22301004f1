"""Union of what several blocking channels found, with one blended score."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from .sparse_search import Neighbours

CHANNELS: Final = ("text", "keys", "dense")
# name of each set of channels, by its bits
CHANNEL_SETS: Final = tuple(
    "+".join(name for bit, name in enumerate(CHANNELS) if bits >> bit & 1) for bits in range(1 << len(CHANNELS))
)

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Cosines = Callable[[Ints, Ints], Floats]


@dataclass(frozen=True)
class Merged:
    """Neighbouring texts, sorted by query and then by falling score.

    Attributes:
        query: Query text, int64.
        found: Index text, int64.
        score: Blended score, float32, 0..1.
        channels: Bit c is set where channel c of `CHANNELS` found the pair, int8.
    """

    query: Ints
    found: Ints
    score: Floats
    channels: npt.NDArray[np.int8]


def blend(cosines: Sequence[Floats], weights: Sequence[float]) -> Floats:
    """Weighted mean of the channels' cosines, 0..1."""
    total = sum(weights)
    score = sum(
        np.clip(cosine, 0.0, 1.0) * np.float32(weight / total) for cosine, weight in zip(cosines, weights, strict=True)
    )
    return np.asarray(np.minimum(score, 1.0), dtype=np.float32)


def merge(neighbours: Sequence[Neighbours], cosines: Sequence[Cosines], weights: Sequence[float], width: int) -> Merged:
    """Bring the channels together; a pair found by one channel gets the other channels' cosine computed.

    Args:
        neighbours: What each channel found, in the order of `CHANNELS`.
        cosines: The cosine of given pairs in each channel.
        weights: Share of each channel in the score.
        width: Number of indexed texts.
    """
    keys = [part.query * width + part.found for part in neighbours]
    union = np.unique(np.concatenate(keys))
    query, found = np.divmod(union, max(width, 1))
    channels = np.zeros(len(union), dtype=np.int8)
    parts = []
    for bit, (key, part, cosine) in enumerate(zip(keys, neighbours, cosines, strict=True)):
        place = np.searchsorted(union, key)
        value = np.zeros(len(union), dtype=np.float32)
        value[place] = part.score
        seen = np.zeros(len(union), dtype=bool)
        seen[place] = True
        unseen = np.flatnonzero(~seen)
        value[unseen] = cosine(query[unseen], found[unseen])
        channels[place] |= np.int8(1 << bit)
        parts.append(value)
    score = blend(parts, weights)
    order = np.lexsort((found, -score, query))
    return Merged(query[order], found[order], score[order], channels[order])
