"""Two methods of the package implicit, its own code with constants to be chosen: ALS and BM25 between products."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from itertools import product
from typing import Any, Final, Self

import numpy as np
from scipy import sparse
from threadpoolctl import threadpool_limits

from benchmarks.rec_log import Asked, Log
from benchmarks.rec_peers import Scores, Setting, by_neighbours, with_repeats

FACTORS: Final = (64, 256)
ALPHAS: Final = (1.0, 10.0, 40.0)
REGULARIZATIONS: Final = (0.01, 1.0, 10.0)
ITERATIONS: Final = 15  # as implicit has it
NEIGHBOURS: Final = (100, 500, 2_000)
K1: Final = (0.2, 1.2, 10.0)
B: Final = (0.0, 0.2, 0.6)
SEED: Final = 0


@dataclass(frozen=True)
class Als:
    """Factors by alternating least squares (Hu, Koren and Volinsky, 2008, ICDM); a request's customer is folded in.

    Attributes:
        model: Of implicit.
        products: How many there are.
    """

    model: Any
    products: int

    @classmethod
    def settings(cls, log: Log) -> list[Setting]:
        grid = product(FACTORS, ALPHAS, REGULARIZATIONS)
        found = [{"factors": one, "alpha": alpha, "regularization": weight} for one, alpha, weight in grid]
        return with_repeats(found, log)

    @classmethod
    def fit(cls, log: Log, setting: Setting, *, threads: int) -> Self:
        with threadpool_limits(1, "blas"):  # else two pools of threads stand in each other's way, and implicit warns
            model = _implicit().als.AlternatingLeastSquares(
                factors=setting["factors"],
                alpha=setting["alpha"],
                regularization=setting["regularization"],
                iterations=ITERATIONS,
                num_threads=threads,
                random_state=SEED,
            )
            model.fit(sparse.csr_matrix(log.matrix()), show_progress=False)
        return cls(model, len(log.products))

    def scores(self, asked: Asked) -> Scores:
        known = sparse.csr_matrix(asked.matrix(self.products))
        factors = self.model.recalculate_user(np.arange(len(asked)), known)
        found: Scores = factors @ self.model.item_factors.T
        return found


@dataclass(frozen=True)
class Bm25:
    """Products as documents of their customers, weighted by BM25.

    Attributes:
        similar: CSR of shape (products, products), as implicit made it.
    """

    similar: Any

    @classmethod
    def settings(cls, log: Log) -> list[Setting]:
        grid = product(NEIGHBOURS, K1, B)
        return with_repeats([{"neighbours": most, "k1": k1, "b": b} for most, k1, b in grid], log)

    @classmethod
    def fit(cls, log: Log, setting: Setting, *, threads: int) -> Self:
        given = {"K": setting["neighbours"], "K1": setting["k1"], "B": setting["b"]}
        model = _implicit().nearest_neighbours.BM25Recommender(num_threads=threads, **given)
        with warnings.catch_warnings():
            # It warns of the layout that its own weighting gives.
            warnings.filterwarnings("ignore", "Method expects CSR input")
            model.fit(sparse.csr_matrix(log.matrix()), show_progress=False)
        return cls(sparse.csr_array(model.similarity))

    def scores(self, asked: Asked) -> Scores:
        return by_neighbours(asked.matrix(self.similar.shape[0]), self.similar)


def _implicit() -> Any:
    import implicit.als
    import implicit.nearest_neighbours

    return implicit
