"""Vectors turned and stretched so that pictures of one product differ alike in all directions."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..minilm import unit

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


def scatter(vectors: Floats, products: Ints, of_catalogue: Bools, catalogue_share: float) -> Floats | None:
    """How pictures of one product differ, over all products.

    Args:
        vectors: (n, dimensions).
        products: Code of each one's product; (n,).
        of_catalogue: Which are pictures of the catalogue, the others are photos; (n,).
        catalogue_share: Share that differences between a product's photos and its catalogue pictures have, beside those
            among its photos; what all catalogue pictures differ by from all photos does not count.

    Returns:
        (dimensions, dimensions), of mean variance 1; None where no product has two pictures to tell it by.
    """
    codes = np.unique(products, return_inverse=True)[1]
    photos, among = _means(vectors[~of_catalogue], codes[~of_catalogue], int(codes.max(initial=-1)) + 1)
    shots, pictured = _means(vectors[of_catalogue], codes[of_catalogue], len(among))
    apart = vectors[~of_catalogue] - photos[codes[~of_catalogue]]
    free = len(apart) - int((among > 0).sum())
    both = (among > 0) & (pictured > 0)
    across = shots[both] - photos[both]
    across = across - across.mean(axis=0, keepdims=True) if len(across) else across
    parts = [
        (1.0 - catalogue_share, apart.T @ apart / max(free, 1)),
        (catalogue_share, across.T @ across / max(len(across), 1)),
    ]
    found = np.asarray(sum(share * part for share, part in parts), dtype=np.float64)
    spread = float(np.trace(found)) / max(len(found), 1)
    return (found / spread).astype(np.float32) if spread > 0 else None


def evening(differing: Floats, strength: float) -> Floats:
    """What vectors are multiplied by so that they differ alike.

    Within-class covariance normalisation (Hatch, Kajarekar and Stolcke, "Within-Class Covariance Normalization for
    SVM-based Speaker Recognition", 2006), drawn towards no change as by Ledoit and Wolf (2004).

    Args:
        differing: As `scatter` gives it; (dimensions, dimensions).
        strength: 0 changes nothing, 1 evens wholly.

    Returns:
        (dimensions, dimensions).
    """
    mixed = strength * differing.astype(np.float64) + (1.0 - strength) * np.eye(len(differing))
    sizes, axes = np.linalg.eigh(mixed)
    return np.asarray((axes / np.sqrt(sizes)) @ axes.T, dtype=np.float32)


def evened(vectors: Floats, matrix: Floats | None) -> Floats:
    """Vectors of unit length, (n, dimensions), multiplied by that, of unit length again."""
    return vectors if matrix is None else unit(vectors @ matrix)


def _means(vectors: Floats, codes: Ints, count: int) -> tuple[Floats, Ints]:
    """Mean vector of each code, zeros where there is none, and how many there are."""
    total: Floats = np.zeros((count, vectors.shape[1]), dtype=np.float32)
    np.add.at(total, codes, vectors)
    counts: Ints = np.bincount(codes, minlength=count).astype(np.int64)
    return np.asarray(total / np.maximum(counts, 1)[:, None], dtype=np.float32), counts
