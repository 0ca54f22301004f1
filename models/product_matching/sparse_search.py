"""Nearest rows of a large sparse matrix by weighted cosine, in chunks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sparse_dot_topn import sp_matmul_topn  # type: ignore[import-untyped]

_CHUNK: Final = 20_000
_WORTH_THREADS: Final = 256  # queries; fewer are done before the threads are up
_FEW: Final = 5_000_000  # below, sorting what is there beats counting over all buckets

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Neighbours:
    """Found neighbours, sorted by query and then by falling score; all arrays have one length."""

    query: Ints
    found: Ints
    score: Floats


def document_frequency(features: sp.csr_array) -> tuple[npt.NDArray[np.int32], Ints]:
    """Columns that occur, sorted, and the number of rows that hold each."""
    if features.nnz < _FEW:
        columns, counts = np.unique(features.indices, return_counts=True)
        return columns.astype(np.int32), counts
    counts = np.bincount(features.indices, minlength=features.shape[1])
    columns = np.flatnonzero(counts).astype(np.int32)
    return columns, counts[columns]


class FeatureSpace:
    """Columns that are searched and their weights.

    Attributes:
        columns: Sorted hashed columns that are kept, int32 (features,).
        weights: Their weights, float32 (features,).
    """

    def __init__(self, columns: npt.NDArray[np.int32], weights: Floats) -> None:
        self.columns = columns
        self.weights = weights

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        return {"columns": self.columns, "weights": self.weights}

    def project(self, features: sp.csr_array) -> sp.csr_array:
        """Weighted rows of unit length over the kept columns; a row without any of them is empty."""
        place = self._places(features)
        known = place >= 0
        owner = np.repeat(np.arange(features.shape[0]), np.diff(features.indptr))[known]
        column = place[known]
        value = self.weights[column].astype(np.float64)
        length = np.sqrt(np.bincount(owner, weights=value**2, minlength=features.shape[0]))
        value = (value / length[owner]).astype(np.float32)
        starts = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=features.shape[0]))])
        shape = (features.shape[0], len(self.columns))
        return sp.csr_array((value, column.astype(np.int32), starts.astype(np.int32)), shape=shape)

    def _places(self, features: sp.csr_array) -> npt.NDArray[np.int32]:
        """Position among `columns` of each entry of `features`, -1 for columns that are not kept."""
        if features.nnz >= _FEW:
            table = np.full(features.shape[1], -1, dtype=np.int32)
            table[self.columns] = np.arange(len(self.columns), dtype=np.int32)
            return np.asarray(table[features.indices])
        if not len(self.columns):
            return np.full(features.nnz, -1, dtype=np.int32)
        place = np.minimum(np.searchsorted(self.columns, features.indices), len(self.columns) - 1)
        return np.where(self.columns[place] == features.indices, place, -1).astype(np.int32)


def matrix_arrays(matrix: sp.csr_array) -> dict[str, npt.NDArray[Any]]:
    """Arrays of a sparse matrix, for a file without objects."""
    return {
        "indptr": matrix.indptr,
        "indices": matrix.indices,
        "data": matrix.data,
        "shape": np.array(matrix.shape, dtype=np.int64),
    }


def matrix_from_arrays(arrays: Mapping[str, npt.NDArray[Any]]) -> sp.csr_array:
    """Restore a matrix from `matrix_arrays`."""
    shape = tuple(int(side) for side in arrays["shape"])
    return sp.csr_array((arrays["data"], arrays["indices"], arrays["indptr"]), shape=shape)


def nearest(queries: sp.csr_array, index_transposed: sp.csr_array, top: int, threads: int) -> Neighbours:
    """The `top` most similar index rows of each query by dot product.

    Args:
        queries: (queries, features), rows of unit length.
        index_transposed: (features, indexed rows), columns of unit length.
        top: Neighbours per query; fewer where fewer share a feature.
        threads: Threads of the product.
    """
    threads = threads if queries.shape[0] >= _WORTH_THREADS else 1
    found, score, counts = [], [], []
    for start in range(0, queries.shape[0], _CHUNK):
        part = sp.csr_matrix(queries[start : start + _CHUNK])
        product = sp_matmul_topn(part, index_transposed, top_n=top, sort=True, n_threads=threads)
        found.append(product.indices)
        score.append(product.data)
        counts.append(np.diff(product.indptr))
    if not found:
        return Neighbours(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float32))
    query = np.repeat(np.arange(queries.shape[0]), np.concatenate(counts))
    return Neighbours(query, np.concatenate(found).astype(np.int64), np.concatenate(score).astype(np.float32))


def row_cosines(left: sp.csr_array, left_rows: Ints, right: sp.csr_array, right_rows: Ints) -> Floats:
    """Cosine of given pairs of unit-length rows, in chunks."""
    out = np.zeros(len(left_rows), dtype=np.float32)
    for start in range(0, len(left_rows), _CHUNK * 10):
        stop = start + _CHUNK * 10
        product = left[left_rows[start:stop]].multiply(right[right_rows[start:stop]])
        out[start:stop] = np.asarray(product.sum(axis=1), dtype=np.float32).ravel()
    return out
