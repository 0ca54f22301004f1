"""Past queries that a search may mean, each with its probability."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from .history import History, Moments

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Meant:
    """Of n searches, or of n rows.

    Attributes:
        queries: Numbers of past queries, -1 where there are fewer; (n, most).
        chances: Their probabilities; (n, most).
    """

    queries: Ints
    chances: Numbers

    @classmethod
    def of(cls, each: Sequence[Sequence[tuple[int, float]]]) -> Self:
        """From numbers and probabilities of each search."""
        most = max((len(one) for one in each), default=0)
        queries, chances = np.full((len(each), most), -1, dtype=np.int64), np.zeros((len(each), most))
        for row, one in enumerate(each):
            for place, (query, chance) in enumerate(one):
                queries[row, place], chances[row, place] = query, chance
        return cls(queries, chances)

    def take(self, rows: Ints) -> Meant:
        """Of some of the searches."""
        return Meant(self.queries[rows], self.chances[rows])

    def expected(self, history: History, kind: str, moments: Moments) -> Numbers:
        """Counts of a kind as they are expected over the queries meant; (n,).

        Args:
            history: The log.
            kind: One that counts queries.
            moments: One row a row of this.
        """
        rows, places = np.nonzero(self.queries >= 0)
        values = {name: value[rows] for name, value in moments.values.items()} | {"query": self.queries[rows, places]}
        counts = history.at(kind, Moments(values, moments.times[rows]))
        return np.bincount(rows, counts * self.chances[rows, places], len(moments)).astype(np.float64)

    def products(self, history: History, row: int, time: float) -> tuple[Ints, Numbers]:
        """Products sought before a time for what one search may mean, and how much, by their positions."""
        found = [history.within("query_product", int(query), time) for query in self.queries[row] if query >= 0]
        chances = self.chances[row][self.queries[row] >= 0]
        if not found:
            return np.zeros(0, dtype=np.int64), np.zeros(0)
        products, place = np.unique(np.concatenate([one for one, _ in found]), return_inverse=True)
        worth = np.concatenate([counts * chance for (_, counts), chance in zip(found, chances, strict=True)])
        return products, np.bincount(place, worth, len(products)).astype(np.float64)
