"""How many vectors are laid out to be searched without comparing all: inverted lists, or a graph."""

from __future__ import annotations

from typing import Any, Final

import faiss
import numpy as np
import numpy.typing as npt

from .dense_index_settings import DenseIndexSettings, GraphIndexSettings

Floats = npt.NDArray[np.float32]
Layout = DenseIndexSettings | GraphIndexSettings

_BATCH: Final = 50_000  # vectors that are added at once


def laid_out(vectors: Floats, settings: Layout, *, seed: int) -> Any:
    """A faiss index over unit-length vectors: flat up to `flat_up_to` of them, beyond as the settings' kind has it.

    Args:
        vectors: (n, dimensions).
        settings: Of inverted lists, or of a graph.
        seed: Draws the vectors that centres of lists, or ranges of scalars, are learnt from.
    """
    count, width = vectors.shape
    index: Any
    if count <= settings.flat_up_to:
        index = faiss.IndexFlatIP(width)
    elif isinstance(settings, GraphIndexSettings):
        index = _graph(vectors, settings, seed)
    else:
        index = _lists(vectors, settings, seed)
    add(index, vectors)
    return index


def add(index: Any, vectors: Floats) -> None:
    """Put further vectors behind those of an index, some at a time: faiss copies what it takes."""
    for start in range(0, len(vectors), _BATCH):
        index.add(np.ascontiguousarray(vectors[start : start + _BATCH], dtype=np.float32))


def _lists(vectors: Floats, settings: DenseIndexSettings, seed: int) -> Any:
    """An inverted file (Jegou, Douze and Schmid, "Product Quantization for Nearest Neighbor Search", TPAMI 2011) of
    8-bit scalars, a byte a dimension.
    """
    count, width = vectors.shape
    lists = max(int(settings.lists_per_root * np.sqrt(count)), 1)
    index: Any = faiss.index_factory(width, f"IVF{lists},SQ8", faiss.METRIC_INNER_PRODUCT)
    index.nprobe = max(round(settings.probed * lists), 1)
    index.train(_drawn(vectors, lists * settings.trained_on, seed))
    return index


def _graph(vectors: Floats, settings: GraphIndexSettings, seed: int) -> Any:
    """A hierarchical small world (Malkov and Yashunin, "Efficient and Robust Approximate Nearest Neighbor Search Using
    Hierarchical Navigable Small World Graphs", TPAMI 2020) over 8-bit scalars, a byte a dimension.
    """
    index: Any = faiss.index_factory(vectors.shape[1], f"HNSW{settings.links},SQ8", faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efConstruction = settings.building
    index.hnsw.efSearch = settings.looked
    index.train(_drawn(vectors, settings.trained_on, seed))
    return index


def _drawn(vectors: Floats, most: int, seed: int) -> Floats:
    count = len(vectors)
    chosen = np.random.default_rng(seed).choice(count, min(count, most), replace=False)
    return np.ascontiguousarray(vectors[np.sort(chosen)], dtype=np.float32)
