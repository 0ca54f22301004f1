"""Train rows as candidates' features are learnt from them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from .centroids import MeaningVectors
from .encoder import Encoder
from .listing_text import Texts

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class TrainRows:
    """n train rows.

    Attributes:
        texts, matrix: What they say, and as the encoder has it.
        truth: Their leaves, (n, leaves).
        weights: How much each counts, 0 for one that is set aside; (n,).
        folds: Fold of each, twins in one; (n,).
        encoder: Made the matrix.
        meaning: Makes vectors of what texts mean; None where that is not asked.
        vectors: Those of the rows; (n, dimensions).
    """

    texts: Texts
    matrix: sp.csr_array
    truth: sp.csr_array
    weights: Floats
    folds: Ints
    encoder: Encoder
    meaning: MeaningVectors | None = None
    vectors: Floats | None = None

    def take(self, rows: Ints) -> TrainRows:
        """Some rows."""
        return TrainRows(
            self.texts.take(rows),
            self.matrix[rows],
            self.truth[rows],
            self.weights[rows],
            self.folds[rows],
            self.encoder,
            self.meaning,
            None if self.vectors is None else self.vectors[rows],
        )

    def with_meaning(self, meaning: MeaningVectors, threads: int) -> TrainRows:
        """The same rows with vectors of what they mean."""
        return replace(self, meaning=meaning, vectors=meaning.of(self.texts, threads))
