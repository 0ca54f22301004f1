"""Union of what several blocking channels found, with one blended score."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from .blocking_features import sorted_distinct
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
    """Weighted mean of the channels' cosines, 0..1; one without evidence (NaN) leaves its weight to the others."""
    total = np.zeros(len(cosines[0]), dtype=np.float32)
    weight = np.zeros(len(cosines[0]), dtype=np.float32)
    for cosine, share in zip(cosines, weights, strict=True):
        known = ~np.isnan(cosine)
        total += np.where(known, np.clip(cosine, 0.0, 1.0), 0.0) * np.float32(share)
        weight += known * np.float32(share)
    return np.asarray(np.minimum(total / np.maximum(weight, np.float32(1e-9)), 1.0), dtype=np.float32)


def merge(neighbours: Sequence[Neighbours], cosines: Sequence[Cosines], weights: Sequence[float], width: int) -> Merged:
    """Bring the channels together; a pair found by one channel gets the other channels' cosine computed.

    Args:
        neighbours: What each channel found, in the order of `CHANNELS`.
        cosines: The cosine of given pairs in each channel.
        weights: Share of each channel in the score.
        width: Number of indexed texts.
    """
    keys = [part.query * width + part.found for part in neighbours]
    union = sorted_distinct(np.concatenate(keys))
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
    # float32 from 0 up sort like their bits: one integer key in place of three
    falling = np.int64(0xFFFFFFFF) - score.view(np.uint32).astype(np.int64)
    order = np.argsort(query << 32 | falling, kind="stable")
    return Merged(query[order], found[order], score[order], channels[order])
