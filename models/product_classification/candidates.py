"""The leaves that a listing may belong to, best first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
NO_LEAF: Final = -1


@dataclass(frozen=True)
class Candidates:
    """The k best leaves of n listings.

    Attributes:
        leaves: Positions among `Tree.leaves`, best first; (n, k), -1 where a listing has fewer.
        scores: Margin or probability of each, falling along a row; (n, k), -inf where there is no leaf.
    """

    leaves: Longs
    scores: Floats

    def __len__(self) -> int:
        return len(self.leaves)

    def take(self, rows: Longs) -> Candidates:
        """The candidates of some listings."""
        return Candidates(self.leaves[rows], self.scores[rows])
