"""Past queries, as the readers of queries learn from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..vocabulary import Floats, Ints


@dataclass(frozen=True)
class AskedQueries:
    """n past searches, or n distinct queries with what they count together.

    Attributes:
        texts: As they were typed.
        weights: What each counts: 1 for a search of today, less for an older one; (n,).
        positions: Products that were good answers (bought, clicked, graded well), one search after another.
        starts: Where each search's products begin, and where the last one's end; (n + 1,).
        regions: Region of each search; None where it is not known. None: of no search is one known.
        askers: Number of each search's customer, one of its own where it is not known, alike in all splits; (n,). None:
            what searches count stands for how many customers they are of.
        public: Whether a query was chosen by the shop itself, to be judged; (n,). None: none was.
    """

    texts: Sequence[str]
    weights: Floats
    positions: Ints
    starts: Ints
    regions: Sequence[str | None] | None = None
    askers: Ints | None = None
    public: npt.NDArray[np.bool_] | None = None

    @classmethod
    def none(cls) -> AskedQueries:
        """Nobody has asked for anything yet."""
        nothing = np.zeros(0, dtype=np.int64)
        return cls([], np.zeros(0), nothing, np.zeros(1, dtype=np.int64))

    def and_then(self, other: AskedQueries) -> AskedQueries:
        """These and others behind them; whose they are is known only where both tell it."""
        both = (self, other)
        regions = [one for part in both for one in (part.regions or [None] * len(part.texts))]
        asked = [part.askers for part in both if part.askers is not None]
        public = [np.zeros(len(part.texts), dtype=bool) if part.public is None else part.public for part in both]
        return AskedQueries(
            [*self.texts, *other.texts],
            np.concatenate([self.weights, other.weights]),
            np.concatenate([self.positions, other.positions]),
            np.concatenate([self.starts, self.starts[-1] + other.starts[1:]]),
            regions,
            np.concatenate(asked) if len(asked) == len(both) else None,
            np.concatenate(public),
        )


@dataclass(frozen=True)
class Taste:
    """What a customer likes, as shares of what he did; all zero where nothing is known.

    Attributes:
        category: By category, as `Phrases.categories` orders them; (categories,).
        brand: By brand, as `Phrases.brands` orders them; (brands,).
    """

    category: npt.NDArray[np.float32]
    brand: npt.NDArray[np.float32]
