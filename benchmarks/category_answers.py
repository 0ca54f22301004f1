"""The best leaves that a peer names for each listing, and the same as a model of ours would answer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from benchmarks.category_rows import Floats, Longs

K: Final = 5  # leaves a listing


@dataclass(frozen=True)
class Answers:
    """The best leaves of n listings.

    Attributes:
        leaves: Leaf numbers, best first, -1 where a listing has fewer; (n, K).
        scores: Probability of each, (n, K).
    """

    leaves: Longs
    scores: Floats

    @classmethod
    def best(cls, scores: Floats, leaves: Longs) -> Answers:
        """The best of scores of all leaves, (n, leaves); `leaves` numbers the columns."""
        best = np.argsort(-scores, axis=1, kind="stable")[:, :K]
        return cls(leaves[best], np.take_along_axis(scores, best, axis=1))

    @classmethod
    def joined(cls, parts: list[Answers]) -> Answers:
        """Answers of parts of the listings, one after the other."""
        return cls(np.concatenate([part.leaves for part in parts]), np.concatenate([part.scores for part in parts]))

    def frame(self, ids: pd.Index[str], listings: pd.Series[str]) -> pd.DataFrame:
        """As our model answers: a row a leaf, `rank` from 1. Only the first is assigned; a peer never abstains."""
        row, place = np.nonzero(self.leaves >= 0)
        leaf = pd.Series(np.asarray(ids)[self.leaves[row, place]], dtype="str")
        first = pd.Series(np.asarray(ids)[self.leaves[row, 0]], dtype="str")
        return pd.DataFrame(
            {
                "listing_id": listings.to_numpy()[row],
                "rank": place + 1,
                "leaf_id": leaf,
                "probability": self.scores[row, place].astype(np.float64),
                "assigned": place == 0,
                "node_id": first,
                "node_level": 1,
                "sure": True,
            }
        )


def load(folder: Path) -> pd.DataFrame:
    """Answers of a method, as they were written."""
    return pd.read_parquet(folder / "answers.parquet")
