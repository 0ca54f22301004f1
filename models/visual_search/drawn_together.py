"""Long vectors drawn together to few dimensions that keep most of their inner products."""

from __future__ import annotations

from typing import Self

import numpy as np
import numpy.typing as npt
from sklearn.decomposition import PCA

from ..minilm import unit

Floats = npt.NDArray[np.float32]


class DrawnTogether:
    """Principal components, unit length again afterwards.

    Attributes:
        middle: Taken off first; (width,).
        axes: (dimensions, width).
    """

    def __init__(self, middle: Floats, axes: Floats) -> None:
        self.middle, self.axes = middle, axes

    @classmethod
    def fit(cls, vectors: Floats, dimensions: int, seed: int) -> Self:
        """Find the axes along which the vectors, (n, width), differ most; no more of them than there are vectors."""
        count = min(dimensions, *vectors.shape)
        found = PCA(count, svd_solver="randomized", random_state=seed).fit(vectors)
        return cls(found.mean_.astype(np.float32), found.components_.astype(np.float32))

    @property
    def dimensions(self) -> int:
        """Of what comes out."""
        return len(self.axes)

    def __call__(self, vectors: Floats) -> Floats:
        """(n, width) to (n, dimensions), of unit length."""
        shifted: Floats = vectors - self.middle
        return unit(shifted @ self.axes.T)
