"""The floor: the leaf whose mean TF-IDF row is nearest (Rocchio)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import scipy.sparse as sp
from sklearn.preprocessing import normalize

from benchmarks.category_answers import Answers
from benchmarks.category_rows import Floats, Labelled, Longs, Rows
from benchmarks.category_softmax import probabilities, sharpness
from benchmarks.category_tfidf import Tfidf

CHUNK: Final = 2_000  # listings scored at once
FEATURES: Final = Tfidf(characters=(2, 5), max_characters=400_000, words=(1, 2), max_words=200_000)


@dataclass(frozen=True)
class Settings:
    """Of the means."""

    features: Tfidf = FEATURES


@dataclass(frozen=True)
class Centroids:
    """The mean row of each leaf of train, of unit length.

    Attributes:
        encoder: Texts to rows of TF-IDF.
        means: (leaves of train, features).
        leaves: Leaf number of each mean, ascending.
        factor: Of the cosines in the softmax, fitted on valid.
    """

    encoder: Any
    means: sp.csr_matrix
    leaves: Longs
    factor: float

    @classmethod
    def learn(cls, rows: Labelled, scratch: Path, *, threads: int, seed: int) -> Centroids:  # noqa: ARG003 - a peer's
        """Sum the rows of each leaf of train, and fit the temperature of the softmax on valid."""
        encoder = Settings().features.vectorizer()
        matrix = sp.csr_matrix(encoder.fit_transform(rows.train.texts()))
        leaves, column = np.unique(rows.train.pairs[:, 1], return_inverse=True)
        ones = np.ones(len(column), dtype=np.float32)
        member = sp.csr_matrix((ones, (column, rows.train.pairs[:, 0])), shape=(len(leaves), len(rows.train)))
        means = normalize(member @ matrix)
        cold = cls(encoder, means, leaves, 1.0)
        place = np.searchsorted(leaves, rows.valid.leaves).clip(max=len(leaves) - 1)
        true = np.where(leaves[place] == rows.valid.leaves, place, -1)
        return cls(encoder, means, leaves, sharpness(np.concatenate(cold.cosines(rows.valid)), true))

    def cosines(self, rows: Rows) -> list[Floats]:
        """To every mean, in parts of the listings."""
        matrix = sp.csr_matrix(self.encoder.transform(rows.texts()))
        turned = sp.csr_matrix(self.means.T)
        return [(matrix[start : start + CHUNK] @ turned).toarray() for start in range(0, len(rows), CHUNK)]

    def ask(self, rows: Rows) -> Answers:
        """The best leaves, with the softmax of their cosines."""
        return Answers.joined(
            [Answers.best(probabilities(part, self.factor), self.leaves) for part in self.cosines(rows)]
        )

    def save(self, folder: Path) -> None:
        """Write the means; the vocabulary is not counted."""
        sp.save_npz(folder / "means.npz", self.means, compressed=False)
