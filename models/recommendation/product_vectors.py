"""One unit-length vector a product, of what is written of it."""

from __future__ import annotations

import json
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction import FeatureHasher
from sklearn.feature_extraction.text import TfidfTransformer

from .. import minilm
from ..static_vectors import averaged, distilled, piece_counts
from .content_settings import ContentSettings

Floats = npt.NDArray[np.float32]

_LONGEST_WORD: Final = 24  # characters a word piece that are read of a long title: what follows would be cut anyway
_LEVELS: Final = ">"  # parts the levels of a category's path


def product_vectors(products: pd.DataFrame, settings: ContentSettings, *, seed: int, threads: int) -> Floats | None:
    """Vectors of titles and of attributes side by side; zero for a product of which nothing is written.

    Args:
        products: With title, description, category, brand and attributes, nulls where not given.
        settings: Of the vectors.
        seed: Of the reduction.
        threads: Of the network.

    Returns:
        (products, dimensions) of unit length; None where nothing is written of any product.
    """
    parts = [(title_vectors(products, settings, threads), settings.text_share)]
    parts.append((attribute_vectors(products, settings, seed), 1 - settings.text_share))
    held = [vectors * np.float32(np.sqrt(share)) for vectors, share in parts if vectors is not None]
    return minilm.unit(np.hstack(held)) if held else None


def title_vectors(products: pd.DataFrame, settings: ContentSettings, threads: int) -> Floats | None:
    """Of titles, and behind them descriptions, as far as pieces of words are read; None where there are neither.

    They are read by the network for a small catalogue, by its static distillation for a large one.
    """
    given = [name for name in ("title", "description") if _given(products, name)]
    if not given:
        return None
    titles = products[given[0]].fillna("")
    for name in given[1:]:
        titles = (titles + "\n" + products[name].fillna("")).str.strip()
    titles = titles.str.slice(0, settings.pieces * _LONGEST_WORD)
    if len(products) <= settings.network_up_to:
        return minilm.encode(titles.tolist(), max_length=settings.pieces, threads=threads)
    tokenizer = minilm.tokenizer(settings.pieces)
    counts = piece_counts(titles, tokenizer)
    frequency = np.asarray(counts.sum(axis=0), dtype=np.float64).ravel()
    pieces = distilled(frequency, tokenizer, threads, dimensions=settings.text_dimensions)
    return averaged(counts, pieces)


def attribute_vectors(products: pd.DataFrame, settings: ContentSettings, seed: int) -> Floats | None:
    """Levels of the category, brand and attributes, the rare ones for more, reduced; None where there are none."""
    if not any(_given(products, name) for name in ("category", "brand", "attributes")):
        return None
    hasher = FeatureHasher(2**settings.hashes, input_type="string", alternate_sign=False, dtype=np.float32)
    counts = hasher.transform(_features(products))
    counts.data[:] = 1.0
    weighed = TfidfTransformer().fit_transform(counts).astype(np.float32)
    used = np.flatnonzero(np.diff(sp.csc_matrix(weighed).indptr))
    weighed = sp.csr_matrix(weighed[:, used])
    most = min(settings.attribute_dimensions, len(used) - 1, len(products) - 1)
    if most < 1:
        return minilm.unit(weighed.toarray())
    if len(used) <= settings.attribute_dimensions:
        return minilm.unit(weighed.toarray())
    return minilm.unit(TruncatedSVD(most, random_state=seed).fit_transform(weighed).astype(np.float32))


def _features(products: pd.DataFrame) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(len(products))]
    for name, parts in (("category", _levels), ("brand", _whole), ("attributes", _listed)):
        if _given(products, name):
            for row, cell in zip(rows, products[name].tolist(), strict=True):
                if isinstance(cell, str):
                    row.extend(f"{name}={part}" for part in parts(cell))
    return rows


def _levels(path: str) -> list[str]:
    levels = [level.strip().casefold() for level in path.split(_LEVELS)]
    return [_LEVELS.join(levels[: depth + 1]) for depth in range(len(levels))]


def _whole(name: str) -> list[str]:
    return [name.strip().casefold()]


def _listed(cell: str) -> list[str]:
    found: Any = json.loads(cell)
    return [str(one).strip().casefold() for one in found]


def _given(products: pd.DataFrame, name: str) -> bool:
    return name in products.columns and bool(products[name].notna().any())
