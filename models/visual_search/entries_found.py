"""Entries of an index that are near to regions of photos."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

GONE: Final = -1  # owner of an entry that was removed


@dataclass(frozen=True)
class Found:
    """Entries near to regions, best first.

    Attributes:
        entries: Positions in the index, -1 where there is none; (regions, k).
        owners: Products of these, `GONE` where there is none; (regions, k).
        scores: Cosines, -inf where there is none; (regions, k).
    """

    entries: Ints
    owners: Ints
    scores: Floats

    def taken(self, rows: Ints) -> Found:
        """Of some regions."""
        return Found(self.entries[rows], self.owners[rows], self.scores[rows])

    @classmethod
    def joined(cls, parts: Sequence[Found]) -> Found:
        """Of all regions of several, at least one."""
        return cls(
            np.concatenate([part.entries for part in parts]),
            np.concatenate([part.owners for part in parts]),
            np.concatenate([part.scores for part in parts]),
        )


def best_of(entries: Ints, scores: Floats, k: int) -> tuple[Ints, Floats]:
    """The k of the highest scores, best first; (regions, k) of (regions, m)."""
    order = np.argsort(-scores, axis=1, kind="stable")[:, :k]
    return np.take_along_axis(entries, order, axis=1), np.take_along_axis(scores, order, axis=1)
