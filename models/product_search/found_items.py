"""How well known items are found by vectors: their ranks among all products that were offered."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt
from scipy.stats import t as student

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.float64]

_TOP: Final = 10
_FEWEST: Final = 2  # queries that have a spread
_CHUNK: Final = 256  # queries that are compared with all products at once


@dataclass(frozen=True)
class Finding:
    """How well right products are found.

    Attributes:
        reciprocal_rank: Mean over pairs of 1 / rank.
        recall_10: Share of pairs with a rank up to ten.
    """

    reciprocal_rank: float
    recall_10: float

    @classmethod
    def of(cls, reciprocal: Numbers) -> Self:
        """From what `reciprocal_ranks` gave."""
        return cls(float(np.mean(reciprocal)), float(np.mean(reciprocal >= 1.0 / _TOP)))

    def as_dict(self) -> dict[str, float]:
        """As JSON can hold it."""
        return asdict(self)


def least_gain(before: Numbers, after: Numbers, query: Ints, confidence: float) -> float:
    """Gain that the mean of queries surpasses with some confidence: the lower bound of a paired one-sided t interval.

    Args:
        before, after: Of the same pairs; (pairs,).
        query: Number of each pair's query; pairs of one query are no independent news; (pairs,).
        confidence: Above 0, below 1.

    Returns:
        Minus infinity of fewer than two queries.
    """
    _, place = np.unique(query, return_inverse=True)
    gain = np.bincount(place, after - before) / np.bincount(place)
    if len(gain) < _FEWEST:
        return -np.inf
    noise = gain.std(ddof=1) / np.sqrt(len(gain))
    return float(gain.mean() - student.ppf(confidence, len(gain) - 1) * noise)


def reciprocal_ranks(asked: Floats, offered: Floats, query: Ints, product: Ints) -> Numbers:
    """1 / rank of right products, other right ones of the query left out; (pairs,).

    Args:
        asked: Vectors of queries, (queries, dimensions).
        offered: Vectors of products, (products, dimensions).
        query: Row of `asked` of each right pair; (pairs,).
        product: Row of `offered` of each.
    """
    ranks = np.zeros(len(query), dtype=np.int64)
    for start in range(0, len(asked), _CHUNK):
        rows = np.flatnonzero((query >= start) & (query < start + _CHUNK))
        scores = asked[start : start + _CHUNK] @ offered.T
        own = scores[query[rows] - start, product[rows]]
        rivals = scores.copy()
        rivals[query[rows] - start, product[rows]] = -np.inf
        # equal scores count half: who repeats one vector for all finds nothing
        better = rivals[query[rows] - start] > own[:, None]
        equal = rivals[query[rows] - start] == own[:, None]
        ranks[rows] = 1 + better.sum(axis=1) + equal.sum(axis=1) // 2
    return 1.0 / ranks
