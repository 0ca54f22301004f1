"""Reciprocal-rank fusion of ranked lists (Cormack, Clarke and Büttcher, SIGIR 2009)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Ranked:
    """A list of products, best first.

    Attributes:
        positions: Products, each once; (n,).
        scores: Falling; (n,).
    """

    positions: Ints
    scores: Floats

    @classmethod
    def empty(cls) -> Ranked:
        return cls(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32))


@dataclass(frozen=True)
class Fused:
    """Candidates of several lists, best first.

    Attributes:
        positions: Products, each once; (n,).
        score: Sum over lists of weight / (constant + place); (n,).
        places: Place in each list, 1 is the best, NaN where it is not in it; (n, lists).
        scores: Score in each list, NaN where it is not in it; (n, lists).
    """

    positions: Ints
    score: Numbers
    places: Floats
    scores: Floats


def fuse(lists: Sequence[Ranked], weights: Sequence[float], constant: float) -> Fused:
    """One order of all that the lists hold; ties go to the lower position.

    Args:
        lists: Each best first.
        weights: Of the lists.
        constant: How slowly a place loses worth, 60 in the paper.
    """
    positions = np.unique(np.concatenate([one.positions for one in lists]))
    places = np.full((len(positions), len(lists)), np.nan, dtype=np.float32)
    scores = np.full((len(positions), len(lists)), np.nan, dtype=np.float32)
    total = np.zeros(len(positions))
    for column, (one, weight) in enumerate(zip(lists, weights, strict=True)):
        rows, place = np.searchsorted(positions, one.positions), np.arange(1, len(one.positions) + 1)
        places[rows, column], scores[rows, column] = place, one.scores
        total[rows] += weight / (constant + place)
    order = np.argsort(-total, kind="stable")
    return Fused(positions[order], total[order], places[order], scores[order])
