"""Vectors of products and queries in one space: by MiniLM, or by static vectors of word pieces distilled from it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import safetensors.numpy
import scipy.sparse as sp

from .. import minilm
from ..static_vectors import averaged, distilled, piece_counts
from .dense_settings import DenseSettings
from .pair_texts import product_texts
from .tuned_network import read_network, write_network

Floats = npt.NDArray[np.float32]

_SETTINGS, _PIECES = "encoder.json", "pieces.safetensors"
_LONGEST_WORD: Final = 24  # characters a word piece that are read of a long text: what follows would be cut anyway


class TextEncoder:
    """Unit-length vectors; zero for a text of which no word piece is known.

    Attributes:
        product_pieces: Word pieces that are read of a product.
        query_pieces: Word pieces that are read of a query.
        network: The tuned network; None is MiniLM as it is packaged.
        pieces: Static vector of each word piece, (vocabulary, dimensions); None with the network.
    """

    def __init__(self, product_pieces: int, query_pieces: int, network: Any, pieces: Floats | None) -> None:
        self.product_pieces = product_pieces
        self.query_pieces = query_pieces
        self.network = network if pieces is None else None
        self.pieces = pieces
        self._product_tokenizer = minilm.tokenizer(product_pieces)
        self._query_tokenizer = minilm.tokenizer(query_pieces)
        self._unknown = self._query_tokenizer.token_to_id("[UNK]")

    @classmethod
    def fit(cls, products: pd.DataFrame, settings: DenseSettings, *, threads: int, network: Any = None) -> TextEncoder:
        """The network itself for a small catalogue; its static distillation, fitted to the products, for a large one.

        Args:
            products: Of the catalogue.
            settings: Of the encoder.
            threads: Of the network.
            network: A tuned one; else MiniLM as it is packaged.
        """
        if len(products) <= settings.network_up_to:
            return cls(settings.product_pieces, settings.query_pieces, network, None)
        tokenizer = minilm.tokenizer(settings.product_pieces)
        counts = piece_counts(product_texts(products), tokenizer)
        frequency = np.asarray(counts.sum(axis=0), dtype=np.float64).ravel()
        pieces = distilled(frequency, tokenizer, threads, tuned=network, dimensions=settings.static_dimensions)
        # what is stored in half precision is also what is searched with
        return cls(settings.product_pieces, settings.query_pieces, None, pieces.astype(np.float16).astype(np.float32))

    @property
    def dimensions(self) -> int:
        return int(self.pieces.shape[1] if self.pieces is not None else minilm.dimensions())

    def products(self, products: pd.DataFrame, threads: int) -> Floats:
        """Vectors of products, (products, dimensions)."""
        return self._encode(product_texts(products).tolist(), self._product_tokenizer, self.product_pieces, threads)

    def queries(self, texts: list[str], threads: int = 1) -> Floats:
        """Vectors of queries, (queries, dimensions); the same to 1e-6 whatever queries are asked beside."""
        # in half precision a query's neighbours in a batch moved its last candidates
        return self._encode(texts, self._query_tokenizer, self.query_pieces, threads, exact=True)

    def _encode(self, texts: list[str], tokenizer: Any, pieces: int, threads: int, *, exact: bool = False) -> Floats:
        cut = [text[: pieces * _LONGEST_WORD] for text in texts]
        if self.pieces is not None:
            counts = piece_counts(pd.Series(cut, dtype="str"), tokenizer)
            return averaged(self._known(counts), self.pieces)
        sequences = [encoding.ids for encoding in tokenizer.encode_batch(cut)]
        vectors = minilm.forward(sequences, threads, self.network, exact=exact)
        # the first and the last piece only frame a text
        vectors[[all(piece == self._unknown for piece in sequence[1:-1]) for sequence in sequences]] = 0.0
        return vectors

    def _known(self, counts: sp.csr_array) -> sp.csr_array:
        counts.data[counts.indices == self._unknown] = 0.0
        return counts

    def save(self, directory: Path) -> None:
        """Write what `load` reads; of a network only what tuning changed."""
        directory.mkdir(parents=True, exist_ok=True)
        settings = {"product_pieces": self.product_pieces, "query_pieces": self.query_pieces}
        (directory / _SETTINGS).write_text(json.dumps(settings), encoding="utf-8")
        if self.pieces is not None:
            safetensors.numpy.save_file({"pieces": self.pieces.astype(np.float16)}, directory / _PIECES)
        elif self.network is not None:
            write_network(self.network, directory)

    @classmethod
    def load(cls, directory: Path) -> TextEncoder:
        """Read what `save` wrote."""
        settings = json.loads((directory / _SETTINGS).read_text(encoding="utf-8"))
        pieces = None
        if (directory / _PIECES).exists():
            pieces = safetensors.numpy.load_file(directory / _PIECES)["pieces"].astype(np.float32)
        network = read_network(directory) if pieces is None else None
        return cls(settings["product_pieces"], settings["query_pieces"], network, pieces)
