"""Vectors of products that nobody photographed, as many as are wanted, spread like those of real ones."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from sources.simulator.streams import stream

Vectors = npt.NDArray[np.float32]
BATCH = 65_536
_OWN = 0.6  # of a vector's spread that is its own; the rest it shares with two real ones that it lies between


def distractor_vectors(like: Vectors, count: int, seed: int, batch: int = BATCH) -> Iterator[Vectors]:
    """Vectors that crowd the same places as some real ones do, for an index of millions.

    Each lies between two real vectors and off the line by a draw from the normal distribution of their covariance
    (a smoothed bootstrap, Silverman and Young 1987), so clusters and empty directions stay what they are. The first
    vectors are the same whatever the count.

    Args:
        like: Real vectors of unit length, (at least 2, dimensions).
        count: How many are wanted.
        seed: Any integer from 0.
        batch: Vectors made at a time; what comes depends on it.

    Yields:
        float32 of unit length, (up to `batch`, dimensions).

    Raises:
        ValueError: Fewer than two real vectors.
    """
    if len(like) < 2:
        raise ValueError(f"{len(like)} vectors tell nothing of how vectors are spread; give two or more.")
    middle = like.mean(axis=0, dtype=np.float64)
    values, directions = np.linalg.eigh(np.cov(like.astype(np.float64), rowvar=False))
    spread = (directions * np.sqrt(np.maximum(values, 0.0))).T.astype(np.float32)
    for number, start in enumerate(range(0, count, batch)):
        rng = stream(seed, "distractor vectors", number)
        # a whole batch is drawn even where part of it is wanted, so that a larger count begins with the same vectors
        pairs = rng.integers(0, len(like), (2, batch))
        share = rng.random((batch, 1), np.float32)
        between = share * like[pairs[0]] + (1 - share) * like[pairs[1]]
        own = rng.standard_normal((batch, len(spread)), np.float32) @ spread + middle.astype(np.float32)
        made = ((1 - _OWN) * between + _OWN * own)[: count - start]
        yield made / np.maximum(np.linalg.norm(made, axis=1, keepdims=True), np.float32(1e-12))
