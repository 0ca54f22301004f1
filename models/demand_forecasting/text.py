"""Vectors of what products are called: MiniLM, or its word pieces averaged where products are too many to read."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd
import safetensors.numpy
import scipy.sparse as sp

from .. import minilm
from ..principal_axes import principal_axes
from .panel import Floats

Keys = npt.NDArray[np.uint64]
Longs = npt.NDArray[np.int64]

_TENSORS: Final = "text.safetensors"
_SETTINGS: Final = "text.json"


@dataclass(frozen=True)
class TextSettings:
    """How products are read."""

    max_pieces: int = 24  # word pieces of title, category and attributes; what follows seldom names the kind
    encode_up_to: int = 6_000  # distinct texts that MiniLM reads whole; of more, word pieces are averaged
    dimensions: int = 64  # of the vectors kept, by principal components
    smoothing: float = 1e-3  # of piece frequencies in an average: Arora, Liang and Ma, ICLR 2017
    threads: int = 2


class TextVectors:
    """Vectors of known texts, and the means to make those of others.

    Attributes:
        settings: As fitted.
        keys: Hash of each known text, ascending, uint64 (n,).
        vectors: Unit-length vector of each, float32 (n, d).
        centre: Mean that is taken away before the projection, float32 (384,).
        axes: Principal components, float32 (384, d).
        pieces: Word pieces whose vectors are kept, int64 (v,), ascending; empty where MiniLM reads whole texts.
        piece_vectors: Weighted vector of each, float32 (v, 384).
    """

    def __init__(
        self,
        settings: TextSettings,
        keys: Keys,
        vectors: Floats,
        centre: Floats,
        axes: Floats,
        pieces: Longs,
        piece_vectors: Floats,
    ) -> None:
        self.settings = settings
        self.keys = keys
        self.vectors = vectors
        self.centre = centre
        self.axes = axes
        self.pieces = pieces
        self.piece_vectors = piece_vectors

    @classmethod
    def fit(cls, texts: list[str], settings: TextSettings) -> Self:
        """Read distinct texts once each; none at all, or only empty ones, make vectors of no dimension."""
        distinct = sorted({text for text in texts if text})
        none = np.zeros(0, dtype=np.int64), np.zeros((0, 0), dtype=np.float32)
        if not distinct:
            empty = np.zeros((0, 0), dtype=np.float32)
            return cls(settings, np.zeros(0, dtype=np.uint64), empty, np.zeros(0, dtype=np.float32), empty, *none)
        if len(distinct) <= settings.encode_up_to:
            pieces, piece_vectors = none
            full = minilm.encode(distinct, max_length=settings.max_pieces, threads=settings.threads)
        else:
            pieces, piece_vectors = _weighted_pieces(distinct, settings)
            full = _averaged(distinct, pieces, piece_vectors, settings)
        centre = full.mean(axis=0)
        axes = principal_axes(full - centre, settings.dimensions)
        keys = _hashes(distinct)
        order = np.argsort(keys)
        vectors = minilm.unit(np.asarray((full - centre) @ axes, dtype=np.float32))
        return cls(settings, keys[order], vectors[order], centre, axes, pieces, piece_vectors)

    def of(self, texts: list[str]) -> Floats:
        """Unit-length vectors, float32 (k, d), zero for an empty text; MiniLM is loaded only for unknown texts."""
        width = self.axes.shape[1] if self.axes.size else 0
        out = np.zeros((len(texts), width), dtype=np.float32)
        if width == 0 or not texts:
            return out
        keys = _hashes(texts)
        place = np.clip(np.searchsorted(self.keys, keys), 0, len(self.keys) - 1)
        known = self.keys[place] == keys
        out[known] = self.vectors[place[known]]
        fresh = sorted({text for text, there in zip(texts, known, strict=True) if text and not there})
        if fresh:
            made = dict(zip(fresh, self._read(fresh), strict=True))
            for position in np.flatnonzero(~known):
                if texts[position]:
                    out[position] = made[texts[position]]
        return out

    def _read(self, texts: list[str]) -> Floats:
        if len(self.pieces):
            full = _averaged(texts, self.pieces, self.piece_vectors, self.settings)
        else:
            full = minilm.encode(texts, max_length=self.settings.max_pieces, threads=self.settings.threads)
        return minilm.unit(np.asarray((full - self.centre) @ self.axes, dtype=np.float32))

    def save(self, directory: Path) -> None:
        """Write vectors in half precision as safetensors, settings as JSON."""
        directory.mkdir(parents=True, exist_ok=True)
        half = {name: getattr(self, name).astype(np.float16) for name in ("vectors", "piece_vectors")}
        exact = {name: getattr(self, name) for name in ("keys", "centre", "axes", "pieces")}
        safetensors.numpy.save_file(half | exact, directory / _TENSORS)
        (directory / _SETTINGS).write_text(json.dumps(asdict(self.settings), sort_keys=True) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote."""
        tensors = safetensors.numpy.load_file(directory / _TENSORS)
        settings = TextSettings(**json.loads((directory / _SETTINGS).read_text(encoding="utf-8")))
        for name in ("vectors", "piece_vectors"):
            tensors[name] = tensors[name].astype(np.float32)
        return cls(settings, **tensors)


def product_texts(products: pd.DataFrame) -> list[str]:
    """Title, category and attributes of each product as one text; "" where it has a category alone, or nothing."""
    columns = (products["title"], products["category"], products["attributes"])
    return [
        ". ".join(part for part in (title, category.replace(">", " "), _attributes(attributes)) if part)
        if title or attributes
        else ""
        for title, category, attributes in zip(*columns, strict=True)
    ]


def _attributes(given: str) -> str:
    """The names and values of a JSON object; any other text as it is."""
    try:
        read = json.loads(given) if given else {}
    except ValueError:
        return given
    if not isinstance(read, dict):
        return given
    return ", ".join(f"{name} {value}" for name, value in sorted(read.items()) if value not in (None, ""))


def _hashes(texts: list[str]) -> Keys:
    digests = b"".join(hashlib.blake2b(text.encode("utf-8"), digest_size=8).digest() for text in texts)
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64)


def _tokens(texts: list[str], settings: TextSettings) -> tuple[Longs, Longs]:
    """Word pieces of all texts, one after the other, and how many each has."""
    encodings = minilm.tokenizer(settings.max_pieces).encode_batch(texts, add_special_tokens=False)
    counts = np.array([len(encoding) for encoding in encodings], dtype=np.int64)
    return np.concatenate([np.array(encoding.ids, dtype=np.int64) for encoding in encodings]), counts


def _weighted_pieces(texts: list[str], settings: TextSettings) -> tuple[Longs, Floats]:
    """Each word piece that occurs, read alone by MiniLM as in model2vec, weighted by smooth inverse frequency."""
    tokens, _ = _tokens(texts, settings)
    pieces, counts = np.unique(tokens, return_counts=True)
    first, last = minilm.tokenizer(settings.max_pieces).encode("").ids
    vectors = minilm.forward([[first, int(piece), last] for piece in pieces], settings.threads)
    weight = settings.smoothing / (settings.smoothing + counts / counts.sum())
    return pieces, ((vectors - vectors.mean(axis=0)) * weight[:, None]).astype(np.float32)


def _averaged(texts: list[str], pieces: Longs, vectors: Floats, settings: TextSettings) -> Floats:
    """Unit-length sums of the vectors of known word pieces; a piece that training never met is passed over."""
    tokens, counts = _tokens(texts, settings)
    place = np.clip(np.searchsorted(pieces, tokens), 0, len(pieces) - 1)
    met = pieces[place] == tokens
    row = np.repeat(np.arange(len(texts)), counts)
    matrix = sp.csr_array((np.ones(int(met.sum()), np.float32), (row[met], place[met])), (len(texts), len(pieces)))
    return minilm.unit(np.asarray(matrix @ vectors, dtype=np.float32))
