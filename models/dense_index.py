"""Nearest products of a vector: all compared while they are few, else inverted lists or a graph looked through."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any, Final

import faiss
import numpy as np
import numpy.typing as npt

from .dense_layouts import Layout, add, laid_out
from .minilm import unit

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_SELECTORS: Any = faiss  # its types do not know what its wrappers of these take

FILE: Final = "dense.faiss"


class DenseIndex:
    """A faiss index over unit-length vectors; a product is known by its position, its row in what was built from."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: Floats, settings: Layout, *, seed: int, threads: int) -> DenseIndex:
        """Index the vectors of all products, as `dense_layouts` has it.

        A graph that several threads build differs in a few links from build to build; its answers hardly do.

        Args:
            vectors: Of unit length, or zero for a product without text; (products, dimensions).
            settings: Of inverted lists, or of a graph.
            seed: Draws the vectors that centres, or ranges of scalars, are learnt from.
            threads: Of the build.
        """
        faiss.omp_set_num_threads(threads)
        return cls(_with_places(laid_out(vectors, settings, seed=seed)))

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
        scores, found = self._index.search(query, min(k, len(self)), params=self._only(allowed, k))
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
        scores, found = self._index.search(queries, k, params=self._only(allowed, k))
        nothing = found < 0
        nothing |= ~vectors.any(axis=1, keepdims=True)
        if nothing.any():
            found[nothing], scores[nothing] = -1, -np.inf
        return found, scores

    def added(self, vectors: Floats, *, threads: int) -> DenseIndex:
        """An index with further vectors behind those of this one, which stays as it is.

        Centres of inverted lists and ranges of scalars are those that were learnt when it was built.

        Args:
            vectors: (n, dimensions).
            threads: Of the assignment to lists.
        """
        faiss.omp_set_num_threads(threads)
        grown: Any = faiss.clone_index(self._index)
        add(grown, vectors)
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

    def _only(self, allowed: Bools | None, k: int) -> Any:
        if allowed is None:
            return None
        bits = np.packbits(allowed, bitorder="little")
        chosen = _SELECTORS.IDSelectorBitmap(bits)
        if hasattr(self._index, "nprobe"):
            return _SELECTORS.SearchParametersIVF(sel=chosen, nprobe=self._index.nprobe)
        if hasattr(self._index, "hnsw"):
            # What may not be found takes places among the candidates all the same: the fewer may, the more are kept.
            least = max(self._index.hnsw.efSearch, k) / max(float(allowed.mean()), 1 / len(allowed))
            looked = min(math.ceil(least), len(allowed))
            return _SELECTORS.SearchParametersHNSW(sel=chosen, efSearch=looked)
        return _SELECTORS.SearchParameters(sel=chosen)


def _with_places(index: Any) -> Any:
    """An inverted file has to be told to remember in which list each vector lies."""
    if hasattr(index, "nprobe"):
        index.make_direct_map()
    return index
