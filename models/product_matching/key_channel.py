"""The key channel of blocking: listings that share a model code, or a brand and a number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp

from .keys import key_features
from .sparse_search import (
    FeatureSpace,
    Neighbours,
    document_frequency,
    matrix_arrays,
    matrix_from_arrays,
    nearest,
    row_cosines,
)

MAX_SHARED: Final = 200  # a key that more texts share names a series, not a product


class KeyChannel:
    """Weighted keys of the indexed listings.

    Attributes:
        space: Keys that are searched.
        matrix: (listings, keys), rows of unit length.
    """

    def __init__(self, space: FeatureSpace, matrix: sp.csr_array, threads: int) -> None:
        self.space = space
        self.matrix = matrix
        self.threads = threads
        self._postings = sp.csr_matrix(matrix.T)

    @classmethod
    def fit(cls, listings: pd.DataFrame, threads: int) -> Self:
        features = key_features(listings)
        columns, counts = document_frequency(features)
        columns, counts = columns[counts <= MAX_SHARED], counts[counts <= MAX_SHARED]
        weights = np.log((len(listings) + 1.0) / counts) + 1e-3
        space = FeatureSpace(columns, weights.astype(np.float32))
        return cls(space, space.project(features), threads)

    def encode(self, listings: pd.DataFrame) -> sp.csr_array:
        """Unit-length rows (listings, keys)."""
        return self.space.project(key_features(listings))

    def search(self, encoded: sp.csr_array, top: int) -> Neighbours:
        return nearest(encoded, self._postings, top, self.threads)

    def cosines(
        self, encoded: sp.csr_array, query: npt.NDArray[np.int64], found: npt.NDArray[np.int64]
    ) -> npt.NDArray[np.float32]:
        """Cosine of each given pair of an encoded row and an indexed listing; NaN where either has no key at all."""
        bare = (np.diff(encoded.indptr) == 0)[query] | (np.diff(self.matrix.indptr) == 0)[found]
        return np.where(bare, np.float32(np.nan), row_cosines(encoded, query, self.matrix, found))

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """All that `from_arrays` needs."""
        return self.space.arrays() | matrix_arrays(self.matrix)

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, npt.NDArray[Any]], threads: int) -> Self:
        """Restore what `arrays` gave."""
        return cls(FeatureSpace(arrays["columns"], arrays["weights"]), matrix_from_arrays(arrays), threads)
