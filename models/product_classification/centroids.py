"""How close a listing's meaning is to that of its candidate leaves: cosine with centroids of MiniLM vectors."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import safetensors.numpy
import scipy.sparse as sp

from .. import minilm
from ..static_vectors import averaged, distilled, piece_counts
from .listing_text import Texts

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

_FILE: Final = "centroids.safetensors"
_MAX_PIECES: Final = 64  # word pieces of a listing
_WHOLE: Final = 0.5  # pieces a letter from which on MiniLM does not know the words: it spells them
_ASKED: Final = 2_000  # texts that tell whether it knows them


@dataclass(frozen=True)
class MeaningVectors:
    """Vectors of listings' titles, by static word pieces or by the network itself.

    Attributes:
        pieces: Static vector of each word piece, float16 (vocabulary, dimensions); empty with the network.
    """

    pieces: npt.NDArray[np.float16]

    @classmethod
    def fit(cls, texts: Texts, threads: int, *, network: bool) -> MeaningVectors:
        """Static vectors are weighted by how often word pieces occur in the texts; nothing is learnt with `network`."""
        if network:
            return cls(np.zeros((0, 0), dtype=np.float16))
        tokenizer = minilm.tokenizer(_MAX_PIECES)
        frequency = np.asarray(piece_counts(_told(texts), tokenizer).sum(axis=0), dtype=np.float64).ravel()
        return cls(distilled(frequency, tokenizer, threads).astype(np.float16))

    def of(self, texts: Texts, threads: int = 1) -> Floats:
        """Unit-length vectors, (n, dimensions); zero for a listing without words."""
        told = _told(texts)
        if not self.pieces.size:
            return minilm.encode(told.tolist(), max_length=_MAX_PIECES, threads=threads)
        return averaged(piece_counts(told, minilm.tokenizer(_MAX_PIECES)), self.pieces.astype(np.float32))


@dataclass(frozen=True)
class LeafCentroids:
    """Mean meaning of each leaf's rows.

    Attributes:
        vectors: Of unit length, float32 (leaves, dimensions), rounded to float16: trees and calibration see what is
            kept. A leaf without a row has its path's.
    """

    vectors: Floats

    @classmethod
    def fit(cls, rows: Floats, truth: sp.csr_array, weights: Floats, paths: Floats) -> LeafCentroids:
        """From vectors of n rows, their leaves (n, leaves), their weights (n,) and vectors of the leaves' paths."""
        summed = sp.csr_array(truth.multiply(weights[:, None])).T @ rows
        known = np.asarray(weights @ truth).ravel() > 0
        exact = minilm.unit(np.where(known[:, None], summed, paths))
        return cls(exact.astype(np.float16).astype(np.float32))

    def cosines(self, listings: Floats, leaves: Ints) -> Floats:
        """Of listings (n, dimensions) with leaves (n, k); (n, k)."""
        return np.asarray(np.einsum("nd,nkd->nk", listings, self.vectors[leaves]), dtype=np.float32)


def knows_the_words(texts: Texts) -> bool:
    """Whether MiniLM reads these titles in pieces of words rather than spelling them letter by letter."""
    told = _told(texts).iloc[:: max(len(texts) // _ASKED, 1)]
    letters = told.str.replace(" ", "").str.len().sum()
    pieces = piece_counts(told, minilm.tokenizer(_MAX_PIECES)).sum()
    return bool(letters > 0 and pieces < _WHOLE * letters)


def save(directory: Path, vectors: MeaningVectors, centroids: LeafCentroids) -> None:
    """Write what `load` reads."""
    tensors = {"pieces": vectors.pieces, "centroids": centroids.vectors.astype(np.float16)}
    safetensors.numpy.save_file(tensors, directory / _FILE)


def load(directory: Path) -> tuple[MeaningVectors, LeafCentroids] | None:
    """Read what `save` wrote; None where meaning is not asked."""
    if not (directory / _FILE).exists():
        return None
    tensors = safetensors.numpy.load_file(directory / _FILE)
    return MeaningVectors(tensors["pieces"]), LeafCentroids(tensors["centroids"].astype(np.float32))


def _told(texts: Texts) -> pd.Series[str]:
    return texts.title.where(~texts.missing("title"), texts.description)
