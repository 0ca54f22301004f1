"""A diverse order: the next product is good and unlike those above it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Likeness:
    """How alike products are, by their category and by what is written of them; what is not known counts as unlike.

    Attributes:
        category: Of each of n products, -1 where not known; (n,).
        vectors: Of unit length or zero; (n, dimensions).
        category_share: What one category counts; the cosine of the vectors counts the rest.
    """

    category: Codes
    vectors: Floats
    category_share: float

    def to(self, place: int) -> Floats:
        """Likeness of all to one, 0 to 1; (n,)."""
        same = (self.category == self.category[place]) & (self.category >= 0)
        cosine = np.maximum(self.vectors @ self.vectors[place], 0.0)
        return np.asarray(self.category_share * same + (1 - self.category_share) * cosine, dtype=np.float32)


def diverse_order(scores: Floats, likeness: Likeness, k: int, share: float) -> Ints:
    """Places of the k best by maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998).

    Args:
        scores: Of n products, best first; (n,).
        likeness: Of the same.
        k: Products wanted.
        share: What unlikeness to those above counts, 0 to 1; at 0 the order is that of the scores.
    """
    count = min(k, len(scores))
    if share == 0 or count < 2:
        return np.arange(count)
    spread = float(scores.max() - scores.min())
    relevance = (scores - scores.min()) / spread if spread > 0 else np.ones_like(scores)
    nearest, order = np.zeros_like(scores), np.zeros(count, dtype=np.int64)
    open_still = np.ones(len(scores), dtype=bool)
    for turn in range(count):
        margin = np.where(open_still, (1 - share) * relevance - share * nearest, -np.inf)
        order[turn] = int(margin.argmax())
        open_still[order[turn]] = False
        nearest = np.maximum(nearest, likeness.to(int(order[turn])))
    return order
