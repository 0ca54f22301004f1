"""Weights of hashed features."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from .extracted import Ints, Reals

NOTHING: Final = -1  # a feature that is not there
Hashes = npt.NDArray[np.int32]
_AT_ONCE: Final = 8_192  # rows of features


def cut(count: int) -> Iterator[slice]:
    """So many rows, some at a time: what is made of them need not be there whole."""
    return (slice(start, min(start + _AT_ONCE, count)) for start in range(0, count, _AT_ONCE))


@dataclass(frozen=True)
class Columns:
    """Which features have weights.

    Attributes:
        feature: Hashes of those that do, ascending; (n,).
        bits: Of a hash.
    """

    feature: Ints
    bits: int

    @classmethod
    def seen(cls, features: Iterable[Hashes], bits: int, least: int) -> Self:
        """Those that occur often enough in all parts of some rows of features."""
        counts = np.zeros(1 << bits, dtype=np.int64)
        for part in features:
            counts += np.bincount(part[part != NOTHING], minlength=1 << bits)
        return cls(np.flatnonzero(counts >= least), bits)

    def table(self) -> npt.NDArray[np.int32]:
        """Row of each hash, 0 where it has no weight; the last is that of `NOTHING`."""
        rows = np.zeros((1 << self.bits) + 1, dtype=np.int32)
        rows[self.feature] = np.arange(1, len(self.feature) + 1)
        return rows

    def matrix(self, features: Iterable[Hashes]) -> sp.csr_array:
        """One row for each row of features, one column for each that has a weight; twelve bytes a cell that is one.

        Args:
            features: Parts of the rows, in turn.
        """
        table, none = self.table(), np.zeros(0, dtype=np.int64)
        columns, counts = [none.astype(np.int32)], [none]
        for part in features:
            rows = table[part]
            there = rows > 0
            columns.append(rows[there] - 1)
            counts.append(there.sum(1))
        place, starts = np.concatenate(columns), np.append(0, np.cumsum(np.concatenate(counts)))
        del columns
        return sp.csr_array((np.ones(len(place)), place, starts), shape=(len(starts) - 1, len(self.feature)))


class HashedWeights:
    """Sums of weights of features.

    Attributes:
        columns: Which have weights.
        weights: Theirs; (n, outputs).
    """

    def __init__(self, columns: Columns, weights: Reals) -> None:
        kept = np.abs(weights).max(1, initial=0.0) > _NO_WEIGHT
        self.columns = Columns(columns.feature[kept], columns.bits)
        # what is stored in single precision is also what is read with
        self.weights = weights[kept].astype(np.float32)
        self._rows = self.columns.table()
        self._padded = np.concatenate([np.zeros((1, weights.shape[1]), dtype=np.float32), self.weights])

    def scores(self, features: Hashes) -> Reals:
        """Of rows of features; (rows, outputs)."""
        out = np.zeros((len(features), self._padded.shape[1]))
        for part in cut(len(features)):
            rows = self._rows[features[part]]
            for column in range(rows.shape[1]):
                out[part] += self._padded[rows[:, column]]
        return out

    def arrays(self, name: str) -> dict[str, npt.NDArray[Any]]:
        """As a file of arrays holds it."""
        feature = self.columns.feature.astype(np.int32)
        bits = np.array(self.columns.bits)
        return {f"{name}_feature": feature, f"{name}_weights": self.weights, f"{name}_bits": bits}

    @classmethod
    def read(cls, arrays: Mapping[str, npt.NDArray[Any]], name: str) -> Self:
        """From what `arrays` gave."""
        columns = Columns(arrays[f"{name}_feature"].astype(np.int64), int(arrays[f"{name}_bits"]))
        return cls(columns, arrays[f"{name}_weights"].astype(np.float64))


_NO_WEIGHT: Final = 1e-4
