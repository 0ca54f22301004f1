"""Kinds of products by what they are called: clusters of text vectors, which share a season that no category names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from .panel import Floats
from .text import TextVectors, product_texts

NO_KIND: Final = ""
_ROUNDS: Final = 20


@dataclass(frozen=True)
class Kinds:
    """Clusters of unit-length vectors.

    Attributes:
        centres: float32 (kinds, dimensions); none where products have no texts.
    """

    centres: Floats

    @classmethod
    def fit(cls, vectors: Floats, number: int, seed: int) -> Kinds:
        """Spherical k-means (Dhillon and Modha 2001) from seeds far apart; the same seed gives the same kinds."""
        given = vectors[np.abs(vectors).sum(axis=1) > 0] if vectors.size else vectors
        if number < 2 or len(given) <= number:
            return cls(np.zeros((0, vectors.shape[1] if vectors.ndim > 1 else 0), dtype=np.float32))
        centres = _seeds(given, number, np.random.default_rng(seed))
        for _ in range(_ROUNDS):
            nearest = (given @ centres.T).argmax(axis=1)
            sums = np.zeros_like(centres)
            np.add.at(sums, nearest, given)
            length = np.linalg.norm(sums, axis=1, keepdims=True)
            centres = np.where(length > 0, sums / np.maximum(length, 1e-9), centres)
        return cls(centres.astype(np.float32))

    def of(self, vectors: Floats) -> npt.NDArray[np.int64]:
        """Kind of each vector; -1 for a text that says nothing, and where there are no kinds."""
        if not len(self.centres) or not len(vectors):
            return np.full(len(vectors), -1, dtype=np.int64)
        nearest = (vectors @ self.centres.T).argmax(axis=1)
        return np.where(np.abs(vectors).sum(axis=1) > 0, nearest, -1).astype(np.int64)

    def named(self, series: pd.DataFrame, products: pd.DataFrame, texts: TextVectors | None) -> pd.DataFrame:
        """The rows of a panel with the kind of their product in a column `kind`, "" for none."""
        kind = pd.Series(NO_KIND, index=series.index, dtype="str")
        if texts is not None and len(self.centres):
            codes = self.of(texts.of(product_texts(products)))
            names = pd.Series(
                [f"kind {code}" if code >= 0 else NO_KIND for code in codes], index=products["product_id"]
            )
            kind = series["product_id"].map(names[~names.index.duplicated()]).fillna(NO_KIND).astype("str")
        return series.assign(kind=kind)


def _seeds(vectors: Floats, number: int, generator: np.random.Generator) -> Floats:
    """Vectors, each likelier the farther it lies from those drawn before it (Arthur and Vassilvitskii 2007)."""
    chosen = [int(generator.integers(len(vectors)))]
    nearest = vectors @ vectors[chosen[0]]
    for _ in range(number - 1):
        distance = np.maximum(1 - nearest, 0).astype(np.float64) + 1e-9
        chosen.append(int(generator.choice(len(vectors), p=distance / distance.sum())))
        nearest = np.maximum(nearest, vectors @ vectors[chosen[-1]])
    return vectors[chosen].astype(np.float32)
