"""The text channel of blocking: an inverted index over words, n-grams and pairs of frequent words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp

from .blocking import BlockingParameters
from .blocking_features import is_word, with_pairs, words_and_grams
from .sparse_search import (
    FeatureSpace,
    Neighbours,
    document_frequency,
    matrix_arrays,
    matrix_from_arrays,
    nearest,
    row_cosines,
)

SHORTEST: Final = 64  # texts that a too frequent word still leads to: the shortest, where it weighs most


class TextChannel:
    """Weighted features of the indexed texts.

    Attributes:
        space: Features that count, too frequent words among them.
        frequent: Columns of the words that are too frequent to be searched, sorted, int32.
        frequency: Their document frequency, int32.
        matrix: (texts, features), rows of unit length.
    """

    def __init__(
        self,
        parameters: BlockingParameters,
        space: FeatureSpace,
        frequent: npt.NDArray[np.int32],
        frequency: npt.NDArray[np.int32],
        matrix: sp.csr_array,
    ) -> None:
        self.parameters = parameters
        self.space = space
        self.frequent = frequent
        self.frequency = frequency
        self.matrix = matrix
        self._postings = sp.csr_matrix(self._searched().T)

    @classmethod
    def fit(cls, texts: pd.Series[str], parameters: BlockingParameters) -> Self:
        """Index distinct normalised texts.

        Inverse document frequencies follow Sparck Jones (1972); cutting off the most frequent features keeps the
        work linear in the number of texts (postings are bounded by `max_document_frequency`).
        """
        features = words_and_grams(texts, parameters.gram_size, parameters.max_tokens)
        columns, counts = document_frequency(features)
        too_frequent = (counts > parameters.max_document_frequency) & is_word(columns)
        frequent, frequency = columns[too_frequent], counts[too_frequent].astype(np.int32)
        features = with_pairs(features, frequent, frequency)
        columns, counts = document_frequency(features)
        kept = (counts <= parameters.max_document_frequency) | is_word(columns)
        columns, counts = columns[kept], counts[kept]
        weights = np.log((len(texts) + 1.0) / counts) ** parameters.idf_power + 1e-3
        weights = np.where(is_word(columns), parameters.word_weight, 1.0) * weights
        space = FeatureSpace(columns, weights.astype(np.float32))
        return cls(parameters, space, frequent, frequency, space.project(features))

    def encode(self, texts: pd.Series[str]) -> sp.csr_array:
        """Unit-length rows (texts, features) of normalised texts."""
        features = words_and_grams(texts, self.parameters.gram_size, self.parameters.max_tokens)
        return self.space.project(with_pairs(features, self.frequent, self.frequency))

    def search(self, encoded: sp.csr_array, top: int) -> Neighbours:
        return nearest(encoded, self._postings, top, self.parameters.threads)

    def cosines(
        self, encoded: sp.csr_array, query: npt.NDArray[np.int64], found: npt.NDArray[np.int64]
    ) -> npt.NDArray[np.float32]:
        """Cosine of each given pair of an encoded row and an indexed text."""
        return row_cosines(encoded, query, self.matrix, found)

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """All that `from_arrays` needs."""
        own = {"frequent": self.frequent, "frequency": self.frequency}
        return own | self.space.arrays() | matrix_arrays(self.matrix)

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, npt.NDArray[Any]], parameters: BlockingParameters) -> Self:
        """Restore what `arrays` gave."""
        space = FeatureSpace(arrays["columns"], arrays["weights"])
        return cls(parameters, space, arrays["frequent"], arrays["frequency"], matrix_from_arrays(arrays))

    def _searched(self) -> sp.csr_array:
        """The matrix without the postings of too frequent words, save those of the shortest texts."""
        if not len(self.frequent):
            return self.matrix
        too_frequent = np.zeros(self.matrix.shape[1], dtype=bool)
        too_frequent[np.searchsorted(self.space.columns, self.frequent)] = True
        at = np.flatnonzero(too_frequent[self.matrix.indices])
        columns = self.matrix.indices[at]
        # a word's share of a unit-length row grows as the text gets shorter
        order = np.lexsort((-self.matrix.data[at], columns))
        ordinal = np.arange(len(order)) - np.searchsorted(columns[order], columns[order])
        searched = self.matrix.copy()
        searched.data[at[order[ordinal >= SHORTEST]]] = 0.0
        searched.eliminate_zeros()
        return searched
