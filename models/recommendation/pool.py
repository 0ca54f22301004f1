"""Candidates of a batch of requests, one under another, and what the sources say of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from .asks import Asks
from .candidates import SOURCES, Sources

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]

_SCALED: Final = tuple(name for name in SOURCES if name in ("popular", "popular_here", "new"))
NAMES: Final = (
    *(f"{name}_score" for name in SOURCES if name not in _SCALED),
    *(f"{name}_share" for name in SOURCES),
    *(f"{name}_rank" for name in SOURCES),
    "sources",
    "best_rank",
)


@dataclass(frozen=True)
class Pool:
    """Candidates, sorted by request.

    Attributes:
        request: Of each; (rows,).
        starts: Where each request's begin, and the end of the last; (requests + 1,).
        position: Of the product; (rows,).
        scores: What each of `SOURCES` says, 0 where it says nothing; (rows, sources).
        because: Place in its request's history of the event by which each of `TOLD_BY_HISTORY` says most of it, -1 for
            none; (rows, sources told by a history).
    """

    request: Ints
    starts: Ints
    position: Ints
    scores: Floats
    because: Ints

    def __len__(self) -> int:
        return len(self.position)

    @classmethod
    def of(cls, asks: Asks, sources: Sources) -> Pool:
        """What the sources find for requests."""
        worth = sources.worth(asks.kind)
        found = []
        for row in range(len(asks)):
            own = asks.history(row)
            found.append(
                sources.candidates(
                    asks.product[own],
                    worth[own],
                    asks.regions[row],
                    float(asks.times[row]),
                    asks.allowed[row],
                    seconds=asks.seconds[own],
                )
            )
        sizes = np.array([len(one.positions) for one in found], dtype=np.int64)
        return cls(
            np.repeat(np.arange(len(asks)), sizes),
            np.append(0, np.cumsum(sizes)).astype(np.int64),
            np.concatenate([one.positions for one in found]),
            np.concatenate([one.scores for one in found]),
            np.concatenate([one.because for one in found]),
        )

    def standing(self) -> Standing:
        """How the candidates stand within their requests, by every source."""
        shares, ranks = np.zeros_like(self.scores), np.zeros_like(self.scores)
        begins = self.starts[self.request]
        place = np.arange(len(self)) - begins
        for source in range(self.scores.shape[1]) if len(self) else ():
            score = self.scores[:, source]
            order = np.lexsort((-score, self.request))
            best = score[order[np.minimum(self.starts[:-1], len(self) - 1)]]
            shares[:, source] = score / np.where(best > 0, best, 1.0)[self.request]
            rank = np.empty(len(self), dtype=np.float32)
            rank[order] = place + 1
            ranks[:, source] = np.where(score > 0, rank, np.nan)
        return Standing(self.scores, shares, ranks)


@dataclass(frozen=True)
class Standing:
    """How candidates stand within their requests, by every source.

    Attributes:
        scores: As the sources give them; (rows, sources).
        shares: The same over the request's best; (rows, sources).
        ranks: Place among the request's, 1 for the best; NaN where the source says nothing; (rows, sources).
    """

    scores: Floats
    shares: Floats
    ranks: Floats

    def take(self, rows: Ints | Truths) -> Standing:
        """Some of the candidates."""
        return Standing(self.scores[rows], self.shares[rows], self.ranks[rows])

    def features(self) -> Floats:
        """What trees read of it; (rows, `NAMES`)."""
        told = [place for place, name in enumerate(SOURCES) if name not in _SCALED]
        found = np.isfinite(self.ranks)
        best = np.where(found, self.ranks, np.inf).min(axis=1, initial=np.inf)
        both = np.column_stack([found.sum(axis=1), np.where(np.isfinite(best), best, np.nan)])
        return np.hstack([self.scores[:, told], self.shares, self.ranks, both]).astype(np.float32)
