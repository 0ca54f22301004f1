"""Products that are written of alike, through which those never sold are found."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp

from ..dense_index import DenseIndex
from .content_settings import ContentSettings
from .neighbours import Neighbours
from .product_vectors import product_vectors

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

FILE: Final = "content.npz"


@dataclass(frozen=True)
class Content:
    """What is written of products.

    Attributes:
        vectors: Of unit length, zero where nothing is known; as they are stored, in half precision; (products, d).
        alike: Each product's nearest, weighed by cosine.
    """

    vectors: npt.NDArray[np.float16]
    alike: Neighbours

    @classmethod
    def fit(cls, products: pd.DataFrame, settings: ContentSettings, *, seed: int, threads: int) -> Self | None:
        """From the products alone; None where nothing is written of them or the source is left out."""
        if settings.neighbours == 0:
            return None
        vectors = product_vectors(products, settings, seed=seed, threads=threads)
        if vectors is None:
            return None
        index = DenseIndex.build(vectors, settings.index, seed=seed, threads=threads)
        found, cosine = index.search_many(vectors, settings.neighbours + 1, threads=threads)
        alike = Neighbours.of(_matrix(found, cosine, len(vectors)), settings.neighbours).scaled()
        return cls(vectors.astype(np.float16), alike)

    def models(self, events: Ints, settings: ContentSettings, *, seed: int, threads: int) -> sp.csr_array:
        """Which products each product with few events is modelled on: the most alike ones that have enough.

        Args:
            events: Of each product; (products,).
            settings: What few are, and how many are taken.
            seed: Of the index.
            threads: Of the search.

        Returns:
            Shares, a row's summing to 1, empty for products with enough events; (products, products).
        """
        few = events < settings.inherit_below
        enough = np.flatnonzero(~few)
        few_at = np.flatnonzero(few)
        shape = (len(events), len(events))
        if not len(enough) or not len(few_at):
            return sp.csr_array(shape, dtype=np.float32)
        known = self.vectors[enough].astype(np.float32)
        index = DenseIndex.build(known, settings.index, seed=seed, threads=threads)
        asked = self.vectors[few_at].astype(np.float32)
        found, cosine = index.search_many(asked, min(settings.inherit_from, len(enough)), threads=threads)
        share = np.where(found >= 0, np.maximum(cosine, 0.0), 0.0) ** settings.inherit_power
        total = share.sum(axis=1, keepdims=True)
        share /= np.where(total > 0, total, 1.0)
        held = share.ravel() > 0
        rows = np.repeat(few_at, found.shape[1])[held]
        return sp.csr_array((share.ravel()[held].astype(np.float32), (rows, enough[found.ravel()[held]])), shape=shape)

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        np.savez(directory / FILE, allow_pickle=False, vectors=self.vectors, **self.alike.arrays("alike"))

    @classmethod
    def load(cls, directory: Path) -> Self | None:
        """Read what `save` wrote; None where nothing was written."""
        if not (directory / FILE).is_file():
            return None
        with np.load(directory / FILE, allow_pickle=False) as arrays:
            return cls(arrays["vectors"], Neighbours.read(arrays, "alike"))


def _matrix(found: Ints, cosine: Floats, count: int) -> sp.csr_array:
    rows = np.repeat(np.arange(count), found.shape[1])
    held = (found.ravel() >= 0) & (cosine.ravel() > 0)
    return sp.csr_array((cosine.ravel()[held], (rows[held], found.ravel()[held])), shape=(count, count))
