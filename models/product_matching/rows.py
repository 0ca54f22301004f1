"""Row-wise arithmetic on binary matrices of pairs, and the columns that it fills."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from scipy import sparse

from .encoding import Encodings
from .vocabulary import TOKEN_SPACE

Floats = npt.NDArray[np.float32]
Positions = npt.NDArray[np.int64]

_WORTH_THREADS: Final = 512  # pairs; below it, starting threads costs more than they save
_LEAST_IDF: Final = 0.05


@dataclass(frozen=True)
class TokenWeights:
    """Inverse document frequency of hashed tokens.

    Attributes:
        idf: float32 (TOKEN_SPACE,), log((n + 1) / (df + 0.5)) over the listings that were known in training.
        squared: Its square, as cosines need it.
    """

    idf: Floats
    squared: Floats

    @classmethod
    def count(cls, matrix: sparse.csr_matrix) -> TokenWeights:
        """Weights from a binary (listings, TOKEN_SPACE) matrix."""
        n = matrix.shape[0]
        frequency = np.bincount(matrix.indices, minlength=TOKEN_SPACE)
        return cls.from_frequencies(np.flatnonzero(frequency), frequency[frequency > 0], n)

    @classmethod
    def from_frequencies(cls, ids: Positions, frequencies: Positions, n: int) -> TokenWeights:
        idf = np.full(TOKEN_SPACE, np.log((n + 1) / 0.5), dtype=np.float32)
        idf[ids] = np.maximum(np.log((n + 1) / (frequencies + 0.5)), _LEAST_IDF)
        return cls(idf, idf * idf)


class Columns:
    """Named columns in the order in which they are added."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.values: list[npt.NDArray[np.float32]] = []
        self.names: list[str] = []

    def add(self, name: str, values: npt.NDArray[Any]) -> None:
        self.names.append(name)
        self.values.append(values.astype(np.float32))

    def both(self, name: str, a: npt.NDArray[Any], b: npt.NDArray[Any]) -> None:
        self.add(f"{name}_a", a)
        self.add(f"{name}_b", b)


@dataclass(frozen=True)
class Side:
    """One side's rows of the matrices, gathered for a chunk of pairs."""

    encodings: Encodings
    rows: Positions
    gathered: dict[str, sparse.csr_matrix] = field(default_factory=dict)

    def matrix(self, name: str) -> sparse.csr_matrix:
        """The matrix of that name, one row per pair; gathered once."""
        if name not in self.gathered:
            self.gathered[name] = getattr(self.encodings, name)[self.rows]
        return self.gathered[name]

    def array(self, name: str) -> npt.NDArray[Any]:
        """The array of that name, one entry per pair."""
        gathered: npt.NDArray[Any] = getattr(self.encodings, name)[self.rows]
        return gathered


def shared(a: sparse.csr_matrix, b: sparse.csr_matrix) -> sparse.csr_matrix:
    """Columns set in both rows."""
    return a.multiply(b).tocsr()


def mass(matrix: sparse.csr_matrix, weights: Floats) -> Floats:
    """Sum of weights of each row's columns."""
    return segment(np.add, weights[matrix.indices], matrix.indptr)


def peak(matrix: sparse.csr_matrix, weights: Floats) -> Floats:
    """Greatest weight among each row's columns, 0 for an empty row."""
    return segment(np.maximum, weights[matrix.indices], matrix.indptr)


def segment(operation: np.ufunc, values: Floats, indptr: npt.NDArray[np.int32]) -> Floats:
    out = np.zeros(len(indptr) - 1, dtype=np.float32)
    filled = np.flatnonzero(np.diff(indptr))
    if len(filled):
        out[filled] = operation.reduceat(values, indptr[filled])
    return out


def count(matrix: sparse.csr_matrix) -> npt.NDArray[np.int32]:
    """Columns set in each row."""
    counts: npt.NDArray[np.int32] = np.diff(matrix.indptr)
    return counts


def ratio(part: npt.NDArray[Any], whole: npt.NDArray[Any]) -> Floats:
    """part / whole, NaN where the whole is nothing."""
    out = np.full(len(part), np.nan, dtype=np.float32)
    np.divide(part, whole, out=out, where=whole > 0)
    return out


def similarity(
    a: npt.NDArray[Any], b: npt.NDArray[Any], where: npt.NDArray[np.bool_], scorer: Any, workers: int
) -> Floats:
    """Score of strings a[p] and b[p] by a rapidfuzz scorer, NaN outside `where`."""
    out = np.full(len(a), np.nan, dtype=np.float32)
    chosen = np.flatnonzero(where)
    if len(chosen):
        threads = workers if len(chosen) >= _WORTH_THREADS else 1
        out[chosen] = process.cpdist(a[chosen], b[chosen], scorer=scorer, workers=threads, dtype=np.float32)
    return out
