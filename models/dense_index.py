"""Nearest products of a vector: all compared while they are few, else those of the nearest inverted lists."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import faiss
import numpy as np
import numpy.typing as npt

from .dense_index_settings import DenseIndexSettings
from .minilm import unit

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_SELECTORS: Any = faiss  # its types do not know what its wrappers of these take

FILE: Final = "dense.faiss"
_BATCH: Final = 50_000  # vectors that are added at once


class DenseIndex:
    """A faiss index over unit-length vectors; a product is known by its position, its row in what was built from."""

    def __init__(self, index: Any) -> None:
        self._index = index
        self._inverted = hasattr(index, "nprobe")

    @classmethod
    def build(cls, vectors: Floats, settings: DenseIndexSettings, *, seed: int, threads: int) -> DenseIndex:
        """Index the vectors of all products.

        Beyond `flat_up_to` vectors it is an inverted file (Jegou, Douze and Schmid, "Product Quantization for Nearest
        Neighbor Search", TPAMI 2011) of 8-bit scalars, a byte a dimension.

        Args:
            vectors: Of unit length, or zero for a product without text; (products, dimensions).
            settings: Of the index.
            seed: Draws the vectors that centres are learnt from.
            threads: Of the build.
        """
        faiss.omp_set_num_threads(threads)
        count, width = vectors.shape
        index: Any
        if count <= settings.flat_up_to:
            index = faiss.IndexFlatIP(width)
        else:
            lists = max(int(settings.lists_per_root * np.sqrt(count)), 1)
            index = faiss.index_factory(width, f"IVF{lists},SQ8", faiss.METRIC_INNER_PRODUCT)
            index.nprobe = max(round(settings.probed * lists), 1)
            chosen = np.random.default_rng(seed).choice(count, min(count, lists * settings.trained_on), replace=False)
            index.train(np.ascontiguousarray(vectors[np.sort(chosen)], dtype=np.float32))
        for start in range(0, count, _BATCH):
            index.add(np.ascontiguousarray(vectors[start : start + _BATCH], dtype=np.float32))
        return cls(_with_places(index))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimensions(self) -> int:
        return int(self._index.d)

    def search(self, vector: Floats, k: int, allowed: Bools | None = None) -> tuple[Ints, Floats]:
        """The nearest products of one vector, best first, on one thread.

        Args:
            vector: (dimensions,); zero, as of a text without words, is near to nothing.
            k: Products wanted; there may be fewer.
            allowed: Which products may be found, (products,); all without it.

        Returns:
            Positions and their cosines.
        """
        if not len(self) or not vector.any():
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        faiss.omp_set_num_threads(1)  # threads that wait for each other cost one query more than they save
        query = np.ascontiguousarray(vector, dtype=np.float32)[None]
        scores, found = self._index.search(query, min(k, len(self)), params=self._only(allowed))
        held = found[0] >= 0
        return found[0][held].astype(np.int64), scores[0][held]

    def search_many(
        self, vectors: Floats, k: int, *, threads: int, allowed: Bools | None = None
    ) -> tuple[Ints, Floats]:
        """The nearest products of many vectors; (n, k) positions, -1 where there is none, and cosines, -inf there.

        Args:
            vectors: (n, dimensions); zeros are near to nothing.
            k: Products wanted of each.
            threads: Of the search.
            allowed: Which products may be found, (products,); all without it.
        """
        if not len(self):
            return np.full((len(vectors), k), -1, dtype=np.int64), np.full((len(vectors), k), -np.inf, np.float32)
        faiss.omp_set_num_threads(threads)
        queries = np.ascontiguousarray(vectors, dtype=np.float32)
        scores, found = self._index.search(queries, k, params=self._only(allowed))
        nothing = (found < 0) | ~vectors.any(axis=1, keepdims=True)
        return np.where(nothing, -1, found).astype(np.int64), np.where(nothing, np.float32(-np.inf), scores)

    def added(self, vectors: Floats, *, threads: int) -> DenseIndex:
        """An index with further vectors behind those of this one, which stays as it is.

        Centres of inverted lists and ranges of scalars are those that were learnt when it was built.

        Args:
            vectors: (n, dimensions).
            threads: Of the assignment to lists.
        """
        faiss.omp_set_num_threads(threads)
        grown: Any = faiss.clone_index(self._index)
        for start in range(0, len(vectors), _BATCH):
            grown.add(np.ascontiguousarray(vectors[start : start + _BATCH], dtype=np.float32))
        return DenseIndex(_with_places(grown))

    def vectors(self, positions: Ints) -> Floats:
        """Unit-length vectors of products, as the index holds them; (positions, dimensions)."""
        if not len(positions):
            return np.zeros((0, self.dimensions), dtype=np.float32)
        faiss.omp_set_num_threads(1)
        return unit(self._index.reconstruct_batch(np.ascontiguousarray(positions, dtype=np.int64)))

    def save(self, directory: Path) -> None:
        """Write what `open` reads."""
        directory.mkdir(parents=True, exist_ok=True)
        faiss.write_index(self._index, str(directory / FILE))

    @classmethod
    def open(cls, directory: Path) -> DenseIndex:
        """Read what `save` wrote."""
        return cls(_with_places(faiss.read_index(str(directory / FILE))))

    def _only(self, allowed: Bools | None) -> Any:
        if allowed is None:
            return None
        bits = np.packbits(allowed, bitorder="little")
        chosen = _SELECTORS.IDSelectorBitmap(bits)
        if not self._inverted:
            return _SELECTORS.SearchParameters(sel=chosen)
        return _SELECTORS.SearchParametersIVF(sel=chosen, nprobe=self._index.nprobe)


def _with_places(index: Any) -> Any:
    """An inverted file has to be told to remember in which list each vector lies."""
    if hasattr(index, "nprobe"):
        index.make_direct_map()
    return index
