"""Lists filled up: who asks for more than was found gets all that can be shown."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]


def filled(positions: Ints, scores: Floats, allowed: Truths, popular: Ints, k: int) -> tuple[Ints, Floats]:
    """Products with what else may be shown behind them, the best selling first, and their scores.

    Scores fall by one from place to place there, so that whoever sorts by them keeps the order.

    Args:
        positions: Of at most k products.
        scores: Of each, falling; (n,).
        allowed: Products that may be shown; (products,).
        popular: All products, the best selling first; (products,).
        k: Products wanted.
    """
    missing = k - len(positions)
    if missing <= 0:
        return positions, scores
    left = allowed.copy()
    left[positions] = False
    more = popular[left[popular]][:missing]
    lowest = scores[-1] if len(scores) else 0.0
    return np.append(positions, more), np.append(scores, lowest - np.arange(1, len(more) + 1, dtype=np.float64))
