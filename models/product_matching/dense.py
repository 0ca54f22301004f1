"""The dense channel of blocking: neighbours of MiniLM embeddings, of whole titles or averaged from its tokens."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, Self

import faiss
import numpy as np
import numpy.typing as npt
import pandas as pd
import safetensors.numpy
import scipy.sparse as sp

from .. import minilm
from ..static_vectors import averaged, distilled, piece_counts
from .blocking import BlockingParameters
from .sparse_search import Neighbours

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

MAX_LENGTH: Final = 64  # word pieces of a title; what follows seldom names the product
_FLAT_UP_TO: Final = 50_000
_CHUNK: Final = 20_000


class DenseChannel:
    """Embeddings of the indexed texts and a faiss index over them.

    Attributes:
        tokens: Static vector of each word piece, float32 (vocabulary, dimensions); None with the encoder itself.
        vectors: Unit-length vectors of the indexed texts, float32 (texts, dimensions).
    """

    def __init__(self, parameters: BlockingParameters, tokens: Floats | None, vectors: Floats) -> None:
        self.parameters = parameters
        self.tokens = tokens
        self.vectors = vectors
        self._index = _faiss_index(vectors, parameters.threads)

    @classmethod
    def fit(cls, texts: pd.Series[str], parameters: BlockingParameters) -> Self:
        """Embed and index texts; static vectors are weighted by how often word pieces occur in them."""
        if parameters.dense == "minilm":
            return cls(parameters, None, _encode_minilm(texts, parameters.threads))
        counts = _piece_counts(texts)
        frequency = np.asarray(counts.sum(axis=0), dtype=np.float64).ravel()
        tokens = distilled(frequency, minilm.tokenizer(MAX_LENGTH), parameters.threads)
        return cls(parameters, tokens, averaged(counts, tokens))

    def encode(self, texts: pd.Series[str]) -> Floats:
        """Unit-length vectors of normalised texts; zero for a text without word pieces."""
        if self.tokens is None:
            return _encode_minilm(texts, self.parameters.threads)
        return averaged(_piece_counts(texts), self.tokens)

    def search(self, encoded: Floats, top: int) -> Neighbours:
        """The `top` nearest indexed texts of each vector, by cosine."""
        faiss.omp_set_num_threads(self.parameters.threads)
        score, found = self._index.search(np.ascontiguousarray(encoded), top)
        query = np.repeat(np.arange(len(encoded)), top)
        held = (found.ravel() >= 0) & (score.ravel() > 0)
        return Neighbours(query[held], found.ravel()[held].astype(np.int64), score.ravel()[held])

    def cosines(self, encoded: Floats, query: Ints, found: Ints) -> Floats:
        """Cosine of given pairs of an encoded row and an indexed text."""
        out = np.empty(len(query), dtype=np.float32)
        for start in range(0, len(query), _CHUNK):
            part = slice(start, start + _CHUNK)
            out[part] = np.einsum("ij,ij->i", encoded[query[part]], self.vectors[found[part]])
        return out

    def save(self, directory: Path) -> None:
        """Write the vectors as safetensors."""
        directory.mkdir(parents=True, exist_ok=True)
        tensors = {"vectors": self.vectors.astype(np.float16)}
        if self.tokens is not None:
            tensors["tokens"] = self.tokens.astype(np.float16)
        safetensors.numpy.save_file(tensors, directory / "vectors.safetensors")

    @classmethod
    def load(cls, directory: Path, parameters: BlockingParameters) -> Self:
        """Read what `save` wrote."""
        tensors = safetensors.numpy.load_file(directory / "vectors.safetensors")
        tokens = tensors.get("tokens")
        return cls(
            parameters,
            None if tokens is None else tokens.astype(np.float32),
            minilm.unit(tensors["vectors"].astype(np.float32)),
        )


def _faiss_index(vectors: Floats, threads: int) -> Any:
    """Exact up to 50,000 vectors; beyond that inverted lists of 8-bit scalars."""
    faiss.omp_set_num_threads(threads)
    count, width = vectors.shape
    if count <= _FLAT_UP_TO:
        flat = faiss.IndexFlatIP(width)
        flat.add(vectors)
        return flat
    lists = int(2 * np.sqrt(count))
    quantiser = faiss.IndexFlatIP(width)
    index = faiss.IndexIVFScalarQuantizer(
        quantiser, width, lists, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
    )
    sample = np.random.default_rng(0).choice(count, size=min(count, lists * 40), replace=False)
    index.train(vectors[np.sort(sample)])
    index.add(vectors)
    faiss.ParameterSpace().set_index_parameter(index, "nprobe", max(4, lists // 128))
    return index


def _piece_counts(texts: pd.Series[str]) -> sp.csr_array:
    return piece_counts(texts, minilm.tokenizer(MAX_LENGTH))


def _encode_minilm(texts: pd.Series[str], threads: int) -> Floats:
    return minilm.encode(texts.tolist(), max_length=MAX_LENGTH, threads=threads)
