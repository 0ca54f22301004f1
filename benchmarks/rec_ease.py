"""EASE, a linear model of products by products in closed form (Steck, 2019, WWW)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
from scipy.linalg import lapack
from threadpoolctl import threadpool_limits

from benchmarks.rec_log import Asked, Log
from benchmarks.rec_peers import Scores, Setting, with_repeats

LAMBDAS: Final = (5.0, 20.0, 80.0, 300.0, 1_200.0, 5_000.0)


@dataclass(frozen=True)
class Ease:
    """Weights of the model.

    Attributes:
        weights: Of what was had (rows) for what may be wanted; zero on the diagonal, (products, products).
    """

    weights: npt.NDArray[np.float32]

    @classmethod
    def settings(cls, log: Log) -> list[Setting]:
        return with_repeats([{"lambda": one} for one in LAMBDAS], log)

    @classmethod
    def fit(cls, log: Log, setting: Setting, *, threads: int) -> Self:
        had = log.matrix()
        had.data[:] = 1.0
        return cls(weights_of(had, setting["lambda"], threads))

    def scores(self, asked: Asked) -> Scores:
        had = asked.matrix(len(self.weights))
        had.data[:] = 1.0
        found: Scores = had @ self.weights
        return found


def weights_of(had: Any, ridge: float, threads: int = 1) -> npt.NDArray[np.float32]:
    """B = I - P diag(1 / diag P), P the inverse of X'X + ridge I.

    Args:
        had: X, sparse, of shape (customers, products), of zeros and ones.
        ridge: The paper's lambda, above 0.
        threads: Of the inversion.

    Raises:
        ValueError: The matrix cannot be inverted: the ridge is too small.
    """
    gram = np.asfortranarray((had.T @ had).toarray().astype(np.float32))
    gram[np.diag_indices_from(gram)] += ridge
    with threadpool_limits(threads):
        factor, failed = lapack.spotrf(gram, lower=1, overwrite_a=1)
        inverse, singular = lapack.spotri(factor, lower=1, overwrite_c=1)
    if failed or singular:
        raise ValueError(f"X'X + {ridge:g} I has no inverse in single precision.")
    inverse = np.tril(inverse)
    inverse += np.tril(inverse, -1).T
    inverse /= -np.diag(inverse)
    np.fill_diagonal(inverse, 0.0)
    return np.ascontiguousarray(inverse)
