"""Indexes beside ours, called as their libraries have them: how each is built, and what has it look further."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

LINKS: Final = 16  # of a node of a graph, for all libraries that build one
BUILDING: Final = 100  # candidates while it is built, likewise
EFFORTS: Final = (16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512)  # candidates of a search in a graph
PROBES: Final = (2, 4, 8, 16, 24, 32, 48, 64, 96, 128, 256)  # inverted lists that a search looks into


@dataclass(frozen=True)
class Built:
    """An index that was built.

    Attributes:
        search: The nearest `k` of one vector; (k,).
        efforts: What `look` takes, the least first; none where the index is searched as it is.
        look: Has later searches look so far.
        size: Bytes of it on disk; it is written to be told.
    """

    search: Callable[[Floats, int], Ints]
    efforts: tuple[int, ...]
    look: Callable[[int], None]
    size: Callable[[], int]


@cache
def names_of(count: int) -> tuple[str, ...]:
    """Products of so many pictures; the catalogue's, not the index's."""
    return tuple(str(row) for row in range(count))


def ours(vectors: Floats, seed: int, threads: int, settings: Any) -> Built:
    """The index of visual search as its parameters have it, asked for as many entries as an answer looks up."""
    from models.visual_search.index import PictureIndex

    index = PictureIndex.build(
        vectors, np.arange(len(vectors)), names_of(len(vectors)), settings, seed=seed, threads=threads
    )

    def size() -> int:
        with tempfile.TemporaryDirectory() as scratch:
            index.save(Path(scratch))
            return sum(one.stat().st_size for one in Path(scratch).iterdir())

    def search(one: Floats, k: int) -> Ints:
        found: Ints = index.search(one[None], max(k, settings.found), threads=1).entries[0, :k]
        return found

    return Built(search, (), lambda _: None, size)


def faiss_lists(vectors: Floats, seed: int, threads: int, _settings: Any) -> Built:
    """faiss: inverted lists of 8-bit scalars."""
    return _faiss(f"IVF{int(2 * np.sqrt(len(vectors)))},SQ8", vectors, seed, threads, "nprobe", PROBES)


def faiss_graph(vectors: Floats, seed: int, threads: int, _settings: Any) -> Built:
    """faiss: a graph over 8-bit scalars."""
    return _faiss(f"HNSW{LINKS},SQ8", vectors, seed, threads, "efSearch", EFFORTS)


def usearch_graph(vectors: Floats, _seed: int, threads: int, _settings: Any) -> Built:
    """usearch: a graph over 8-bit integers."""
    from usearch.index import Index

    index = Index(ndim=vectors.shape[1], metric="cos", dtype="i8", connectivity=LINKS, expansion_add=BUILDING)
    index.add(np.arange(len(vectors), dtype=np.uint64), vectors, threads=threads)

    def look(effort: int) -> None:
        index.expansion_search = effort

    return Built(
        lambda one, k: index.search(one, k, threads=1).keys.astype(np.int64),
        EFFORTS,
        look,
        lambda: int(index.serialized_length),
    )


def hnswlib_graph(vectors: Floats, seed: int, threads: int, _settings: Any) -> Built:
    """hnswlib: a graph over floats; it has no smaller ones."""
    import hnswlib

    index = hnswlib.Index(space="ip", dim=vectors.shape[1])
    index.init_index(max_elements=len(vectors), M=LINKS, ef_construction=BUILDING, random_seed=seed)
    index.add_items(vectors, num_threads=threads)
    return Built(
        lambda one, k: index.knn_query(one, k=k, num_threads=1)[0][0].astype(np.int64),
        EFFORTS,
        index.set_ef,
        lambda: int(index.index_file_size()),
    )


OURS: Final = "ours"
PACKAGES: Final = {"usearch, graph, 8 bit": "usearch", "hnswlib, graph, floats": "hnswlib"}  # need not be there
INDEXES: Final[dict[str, Callable[[Floats, int, int, Any], Built]]] = {
    OURS: ours,
    "faiss, inverted lists, 8 bit": faiss_lists,
    "faiss, graph, 8 bit": faiss_graph,
    "usearch, graph, 8 bit": usearch_graph,
    "hnswlib, graph, floats": hnswlib_graph,
}


def _faiss(kind: str, vectors: Floats, seed: int, threads: int, effort: str, efforts: tuple[int, ...]) -> Built:
    import faiss

    faiss.omp_set_num_threads(threads)
    index: Any = faiss.index_factory(vectors.shape[1], kind, faiss.METRIC_INNER_PRODUCT)
    chosen = np.random.default_rng(seed).choice(len(vectors), min(len(vectors), 100_000), replace=False)
    index.train(vectors[np.sort(chosen)])
    if hasattr(index, "hnsw"):
        index.hnsw.efConstruction = BUILDING
    index.add(vectors)
    faiss.omp_set_num_threads(1)
    told = faiss.ParameterSpace()
    return Built(
        lambda one, k: index.search(one[None], k)[1][0],
        efforts,
        lambda value: told.set_index_parameter(index, effort, value),
        lambda: len(faiss.serialize_index(index)),
    )
