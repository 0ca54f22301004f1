"""One linear model a leaf, each with few weights: the first candidates of a listing."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import local
from typing import Final, Self

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.exceptions import ConvergenceWarning
from threadpoolctl import threadpool_limits

from .candidates import Candidates
from .hard_negatives import rivals
from .leaf_solver import LeafWeights, solve
from .linear_settings import LinearSettings
from .sparse_top import best_columns

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

_FILE: Final = "linear.npz"
_TOLD_EVERY: Final = 500  # leaves between two reports of progress
_DENSE_CELLS: Final = 4_000_000  # margins of all leaves that are in memory at once


class LinearLeaves:
    """Weights of every leaf.

    Attributes:
        weights: The bias is its last row; (features + 1, leaves) float32. A leaf without a row has no entry.
    """

    def __init__(self, weights: sp.csr_array) -> None:
        self.weights = weights

    @classmethod
    def fit(
        cls,
        matrix: sp.csr_array,
        labels: sp.csr_array,
        weights: npt.NDArray[np.float64],
        settings: LinearSettings,
        threads: int = 1,
        progress: Callable[[float], None] = lambda _: None,
        against: npt.NDArray[np.bool_] | None = None,
    ) -> Self:
        """Fit each leaf to its rows, against those that lie near to it and some of all others.

        Time and memory grow with rows times `hard_negatives` plus leaves times `sampled_negatives`.

        Args:
            matrix: Rows of length 1; (n, features) float32.
            labels: Above 0 where a row belongs to a leaf, several a row where it has several; (n, leaves).
            weights: What each row counts; rows of weight 0 are left out; (n,).
            settings: Of the fit.
            threads: Leaves that are fitted at once; how many does not change a bit of the result.
            progress: Told the share of the leaves that is done.
            against: Rows that may be examples against other leaves, the others are examples for theirs alone;
                (n,); all where it is not given.
        """
        chosen = np.flatnonzero(weights > 0)
        matrix, labels, weights = matrix[chosen], sp.csr_array(labels[chosen]), weights[chosen]
        speaks = np.flatnonzero(np.ones(len(chosen), dtype=bool) if against is None else against[chosen])
        others = rivals(matrix, labels, speaks, settings.hard_negatives, threads)
        members = sp.csc_array(labels)
        scratch = local()

        def one(leaf: int) -> LeafWeights | None:
            positives = np.sort(members.indices[members.indptr[leaf] : members.indptr[leaf + 1]]).astype(np.int64)
            if not len(positives):
                return None
            if not hasattr(scratch, "places"):
                scratch.places = np.zeros(matrix.shape[1], dtype=np.int32)
            rows = np.concatenate([positives, others.against(leaf, positives, settings.sampled_negatives)])
            belongs = np.arange(len(rows)) < len(positives)
            if leaf and leaf % _TOLD_EVERY == 0:
                progress(leaf / labels.shape[1])
            return solve(matrix[rows], belongs, weights[rows], settings, scratch.places)

        # the solver's vectors are short: a BLAS that wakes threads for them takes many times as long
        with warnings.catch_warnings(), threadpool_limits(1, user_api="blas"):
            warnings.simplefilter("ignore", ConvergenceWarning)  # a leaf that is not quite done is good enough
            with ThreadPoolExecutor(threads) as pool:
                fitted = list(pool.map(one, range(labels.shape[1])))
        return cls(_stacked(fitted, matrix.shape[1]))

    def top(self, matrix: sp.csr_array, k: int, threads: int = 1) -> Candidates:
        """The k leaves with the highest margins, best first."""
        return best_columns(_with_bias(matrix), self.weights, k, threads)

    def margins(self, matrix: sp.csr_array, leaves: Ints) -> Floats:
        """Margins of given leaves, -inf for one without a row and for -1; (n, k) as `leaves`."""
        found = np.full(leaves.shape, -np.inf, dtype=np.float32)
        known = self.known()
        rows = max(_DENSE_CELLS // max(self.weights.shape[1], 1), 1)
        for start in range(0, len(leaves), rows):
            part = _with_bias(matrix[start : start + rows])
            asked = leaves[start : start + rows]
            margins = np.take_along_axis((part @ self.weights).toarray(), np.maximum(asked, 0), axis=1)
            found[start : start + rows] = np.where((asked >= 0) & known[asked], margins, -np.inf)
        return found

    def known(self) -> npt.NDArray[np.bool_]:
        """Leaves that had a row; (leaves,)."""
        return np.bincount(self.weights.indices, minlength=self.weights.shape[1]) > 0

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        directory.mkdir(parents=True, exist_ok=True)
        parts = {name: getattr(self.weights, name) for name in ("data", "indices", "indptr")}
        np.savez(directory / _FILE, shape=np.array(self.weights.shape), **parts)

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote."""
        with np.load(directory / _FILE, allow_pickle=False) as arrays:
            shape = (int(arrays["shape"][0]), int(arrays["shape"][1]))
            return cls(sp.csr_array((arrays["data"], arrays["indices"], arrays["indptr"]), shape=shape))


def _stacked(fitted: list[LeafWeights | None], features: int) -> sp.csr_array:
    columns = [np.append(one.columns, features) if one else np.zeros(0, np.int64) for one in fitted]
    values = [np.append(one.values, np.float32(one.bias)) if one else np.zeros(0, np.float32) for one in fitted]
    starts = np.concatenate([[0], np.cumsum([len(one) for one in columns])]).astype(np.int32)
    stacked = (np.concatenate(values).astype(np.float32), np.concatenate(columns).astype(np.int32), starts)
    by_feature = sp.csr_array(sp.csr_array(stacked, shape=(len(fitted), features + 1)).T)
    by_feature.sort_indices()
    return by_feature


def _with_bias(matrix: sp.csr_array) -> sp.csr_array:
    """Each row with a 1 for the bias before its features: so the search meets all leaves in order, which is quicker."""
    n, features = matrix.shape
    place = np.arange(matrix.nnz) + np.repeat(np.arange(1, n + 1), np.diff(matrix.indptr))
    columns = np.full(matrix.nnz + n, features, dtype=matrix.indices.dtype)
    values = np.ones(matrix.nnz + n, dtype=np.float32)
    columns[place], values[place] = matrix.indices, matrix.data
    starts = matrix.indptr + np.arange(n + 1, dtype=matrix.indptr.dtype)
    return sp.csr_array((values, columns, starts), shape=(n, features + 1))
