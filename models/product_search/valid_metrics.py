"""How good the order of products is; the bundle's own account, the evaluation has a fuller one."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


def ndcg(searches: Ints, scores: npt.NDArray[np.floating], gains: Numbers, k: int) -> Numbers:
    """NDCG at k of each search that has a product with a gain; the gain itself counts (Järvelin and Kekäläinen, 2002).

    Args:
        searches: Number of the search of each product; (rows,).
        scores: The higher, the better the place; (rows,).
        gains: At least 0; (rows,).
        k: Places that count.
    """
    number, search = np.unique(searches, return_inverse=True)
    got, best = (_dcg(search, order, gains, len(number), k) for order in (scores, gains))
    return got[best > 0] / best[best > 0]


def _dcg(search: Ints, order: npt.NDArray[np.floating], gains: Numbers, count: int, k: int) -> Numbers:
    rows = np.lexsort((-order, search))
    begins = np.searchsorted(search[rows], np.arange(count))
    place = np.arange(len(rows)) - begins[search[rows]]
    worth = np.where(place < k, gains[rows] / np.log2(place + 2.0), 0.0)
    return np.bincount(search[rows], worth, count).astype(np.float64)
