"""How good the order of products is; the bundle's own account, the evaluation has a fuller one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Wanted:
    """What n requests wanted, found or not.

    Attributes:
        request: Of each product; rising; (products,).
        gain: Of each; above 0; (products,).
        requests: How many there are.
    """

    request: Ints
    gain: Numbers
    requests: int

    def ideal(self, k: int) -> Numbers:
        """DCG at k of the best order; (n,)."""
        return _dcg(self.request, self.gain, self.gain, self.requests, k)

    def count(self) -> Ints:
        """Products wanted by each request; (n,)."""
        return np.bincount(self.request, minlength=self.requests).astype(np.int64)


def ndcg(request: Ints, scores: Floats, gains: Numbers, wanted: Wanted, k: int) -> Numbers:
    """NDCG at k of each request that wanted something; what was not found counts against it.

    Args:
        request: Of each candidate, rising; (rows,).
        scores: The higher, the better the place; (rows,).
        gains: Of each candidate, 0 where it was not wanted; (rows,).
        wanted: All that was.
        k: Places that count.
    """
    best = wanted.ideal(k)
    return (_dcg(request, scores, gains, wanted.requests, k) / np.where(best > 0, best, 1.0))[best > 0]


def measures(request: Ints, scores: Floats, gains: Numbers, wanted: Wanted) -> dict[str, float]:
    """Means over requests that wanted something: hit rate and NDCG at 10, recall at 20 and MRR."""
    asked, place = wanted.count() > 0, _places(request, scores)
    good = gains > 0
    first = np.full(wanted.requests, np.inf)
    np.minimum.at(first, request[good], place[good])
    early = np.bincount(request[good & (place < 20)], minlength=wanted.requests)
    return {
        "hr_10": float((first[asked] < 10).mean()) if asked.any() else 0.0,
        "ndcg_10": float(ndcg(request, scores, gains, wanted, 10).mean()) if asked.any() else 0.0,
        "recall_20": float((early[asked] / wanted.count()[asked]).mean()) if asked.any() else 0.0,
        "mrr": float((1.0 / (first[asked] + 1.0)).mean()) if asked.any() else 0.0,
    }


def _dcg(request: Ints, order: npt.NDArray[np.floating], gains: Numbers, count: int, k: int) -> Numbers:
    place = _places(request, order)
    worth = np.where(place < k, gains / np.log2(place + 2.0), 0.0)
    return np.bincount(request, worth, count).astype(np.float64)


def _places(request: Ints, order: npt.NDArray[np.floating]) -> Ints:
    """Place of each row within its request, 0 for the best."""
    rows = np.lexsort((-order, request))
    begins = np.searchsorted(request[rows], request[rows])
    place = np.empty(len(rows), dtype=np.int64)
    place[rows] = np.arange(len(rows)) - begins
    return place
