"""Item-kNN: cosines of products by who had them (Sarwar, Karypis, Konstan and Riedl, 2001, WWW)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any, Final, Self

import numpy as np
from scipy import sparse

from benchmarks.rec_log import Asked, Log
from benchmarks.rec_peers import Scores, Setting, by_neighbours, with_repeats

NEIGHBOURS: Final = (None, 100)  # of each product; None keeps all
SHRINKAGES: Final = (0.0, 10.0, 40.0, 160.0)
FADINGS: Final = (0.0, 0.5, 1.0, 2.0)  # of earlier events of the request
PLAIN: Final[Setting] = {"neighbours": None, "shrinkage": 0.0, "fading": 0.0, "repeats": False}


@dataclass(frozen=True)
class ItemKnn:
    """Similarities of products.

    Attributes:
        similar: CSR of shape (products, products).
        fading: Of earlier events of a request.
    """

    similar: Any
    fading: float

    @classmethod
    def settings(cls, log: Log) -> list[Setting]:
        grid = product(SHRINKAGES, NEIGHBOURS, FADINGS)
        found = [{"neighbours": most, "shrinkage": shrinkage, "fading": fading} for shrinkage, most, fading in grid]
        return with_repeats(found, log)

    @classmethod
    def fit(cls, log: Log, setting: Setting, *, threads: int) -> Self:  # noqa: ARG003 - as every peer
        had = log.matrix()
        had.data[:] = 1.0
        together = (had.T @ had).tocsr()
        length = np.sqrt(together.diagonal())
        row = np.repeat(np.arange(together.shape[0]), np.diff(together.indptr))
        together.data /= length[row] * length[together.indices] + setting["shrinkage"]
        return cls(most_similar(together, setting["neighbours"]), setting["fading"])

    def scores(self, asked: Asked) -> Scores:
        return by_neighbours(asked.matrix(self.similar.shape[0], self.fading), self.similar)


def most_similar(similar: Any, most: int | None) -> Any:
    """The largest entries of each row of a CSR matrix, so many at most."""
    if most is None:
        return similar
    row = np.repeat(np.arange(similar.shape[0]), np.diff(similar.indptr))
    order = np.lexsort((-similar.data, row))
    kept = order[np.arange(len(order)) - similar.indptr[:-1][row[order]] < most]
    return sparse.coo_array((similar.data[kept], (row[kept], similar.indices[kept])), similar.shape).tocsr()
