"""Pairs of encoded listings to log odds of a match, in chunks of bounded memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from .context import NAMES, Context, context_features
from .encoding import Encodings
from .forest import Forest
from .pair_features import oriented, pair_features
from .rows import Floats, Positions, TokenWeights
from .title_features import title_similarity

CHUNK: Final = 32_768


def features(
    a: Encodings,
    b: Encodings,
    i: Positions,
    j: Positions,
    weights: TokenWeights,
    contexts: tuple[Context, Context] | None,
    workers: int,
) -> tuple[Floats, list[str]]:
    """All features of the pairs (a[i], b[j]); the same for (b[j], a[i]).

    Args:
        contexts: Contexts of `a` and of `b`; without them the context features are absent.
    """
    turn = oriented(a, b, i, j)
    if a is b:
        x, y = np.where(turn, j, i), np.where(turn, i, j)
        return _straight(a, b, x, y, weights, contexts, workers)
    straight, names = _straight(a, b, i[~turn], j[~turn], weights, contexts, workers)
    swapped = contexts[::-1] if contexts else None
    turned, _ = _straight(b, a, j[turn], i[turn], weights, swapped, workers)
    out = np.empty((len(i), len(names)), dtype=np.float32)
    out[~turn], out[turn] = straight, turned
    return out, names


def feature_matrix(
    a: Encodings,
    b: Encodings,
    i: Positions,
    j: Positions,
    weights: TokenWeights,
    contexts: tuple[Context, Context] | None,
    workers: int,
) -> tuple[Floats, list[str]]:
    """`features` of any number of pairs, worked out in chunks; only the result grows with the pairs."""
    parts = []
    names: list[str] = []
    for start in range(0, max(len(i), 1), CHUNK):
        part = slice(start, start + CHUNK)
        values, names = features(a, b, i[part], j[part], weights, contexts, workers)
        parts.append(values)
    return np.concatenate(parts), names


def _straight(
    a: Encodings,
    b: Encodings,
    i: Positions,
    j: Positions,
    weights: TokenWeights,
    contexts: tuple[Context, ...] | None,
    workers: int,
) -> tuple[Floats, list[str]]:
    values, names = pair_features(a, b, i, j, weights, workers)
    if contexts is None:
        return values, names
    similarity = title_similarity(a, b, i, j, weights)
    standing = context_features(contexts[0], contexts[1], i, j, similarity)
    return np.hstack([values, standing]), [*names, *NAMES]


@dataclass(frozen=True)
class PairScorer:
    """Scores pairs without the cross-encoder; tens of thousands of pairs a second on two cores.

    Attributes:
        forest: Trees over the features.
        weights: idf of the listings known in training.
        neighbours: Candidates per listing that its context looks at; 0 where the forest knows no context.
        workers: Threads for string similarities.
    """

    forest: Forest
    weights: TokenWeights
    neighbours: int
    workers: int

    def margins(
        self, a: Encodings, b: Encodings, i: Positions, j: Positions, contexts: tuple[Context, Context] | None = None
    ) -> npt.NDArray[np.float64]:
        """Log odds of each pair (a[i], b[j]), float64 (pairs,)."""
        out = np.empty(len(i), dtype=np.float64)
        for start in range(0, len(i), CHUNK):
            part = slice(start, start + CHUNK)
            values, _ = features(a, b, i[part], j[part], self.weights, contexts, self.workers)
            out[part] = self.forest.margins(values)
        return out
