"""What gains count for by their places (Järvelin and Kekäläinen, 2002, TOIS 20)."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

PLACES: Final = 10  # of a list that NDCG looks at


def discount(place: Longs, places: int = PLACES) -> Floats:
    """What a gain at places 1, 2, ... counts for; 0 beyond the last that is looked at; (n,)."""
    return np.where(place <= places, 1 / np.log2(place + 1.0), 0.0)


def ideal_dcg(question: Longs, gain: Floats, count: int, places: int = PLACES) -> Floats:
    """Of each question the DCG of its pairs in the best order; pairs are sorted by question; (count,)."""
    order = np.lexsort((-gain, question))
    place = np.arange(len(question)) - np.searchsorted(question, np.arange(count))[question] + 1
    return np.bincount(question, gain[order] * discount(place, places), count).astype(np.float64)
