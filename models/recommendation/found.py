"""What the sources are called, and what they find."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

TOLD_BY_HISTORY: Final = ("transitions", "covisits", "linear", "content", "inherited")
TOLD_BY_MOMENT: Final = ("popular", "popular_here", "season", "new")
SOURCES: Final = TOLD_BY_HISTORY + TOLD_BY_MOMENT


class Found(NamedTuple):
    """Candidates of one request.

    Attributes:
        positions: Of products, rising; (n,).
        scores: What each of `SOURCES` says; 0 where it says nothing of the product; (n, sources).
        because: Place in the history of the event by which each of `TOLD_BY_HISTORY` says most of the product, -1 where
            it says nothing; (n, sources told by a history).
    """

    positions: Ints
    scores: Floats
    because: Ints
