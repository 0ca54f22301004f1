"""Text vectors averaged from vectors of word pieces, which MiniLM, or what was made of it, is asked for once."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp
from tokenizers import Tokenizer

from . import minilm
from .principal_axes import principal_axes

Floats = npt.NDArray[np.float32]

DIMENSIONS: Final = 128  # of static vectors, by principal components
_SIF: Final = 1e-3  # smoothing of token frequencies: Arora, Liang and Ma, ICLR 2017
_CHUNK: Final = 20_000


def piece_counts(texts: pd.Series[str], tokenizer: Tokenizer) -> sp.csr_array:
    """Counts (texts, vocabulary) of word pieces, special tokens left out."""
    size = tokenizer.get_vocab_size()
    ids, lengths = [np.zeros(0, dtype=np.int32)], []
    for start in range(0, len(texts), _CHUNK):
        batch = tokenizer.encode_batch(texts.iloc[start : start + _CHUNK].tolist(), add_special_tokens=False)
        lengths.append(np.array([len(encoding) for encoding in batch], dtype=np.int64))
        ids.append(np.concatenate([np.array(encoding.ids, dtype=np.int32) for encoding in batch]))
    pieces = np.concatenate(ids)
    starts = np.concatenate([[0], np.cumsum(np.concatenate([*lengths, np.zeros(0, np.int64)]))])
    return sp.csr_array((np.ones(len(pieces), dtype=np.float32), pieces, starts), shape=(len(texts), size))


def distilled(
    frequency: npt.NDArray[np.float64],
    tokenizer: Tokenizer,
    threads: int,
    *,
    tuned: Any = None,
    dimensions: int = DIMENSIONS,
) -> Floats:
    """Weighted static vectors of all word pieces, (vocabulary, dimensions).

    As in model2vec: each word piece goes through MiniLM alone, the vectors are reduced by principal components and
    weighted by smooth inverse frequency.

    Args:
        frequency: How often each piece occurs in the texts at hand; (vocabulary,).
        tokenizer: MiniLM's own.
        threads: Threads of the network.
        tuned: A network that was made from MiniLM and is asked instead of it.
        dimensions: Of the vectors.
    """
    size = len(frequency)
    first, last = tokenizer.encode("").ids
    vectors = minilm.forward([[first, piece, last] for piece in range(size)], threads, tuned)
    centred = vectors - vectors.mean(axis=0)
    reduced = centred @ principal_axes(centred, dimensions)
    share = (frequency + 1.0) / (frequency.sum() + size)
    return np.asarray(reduced * (_SIF / (_SIF + share))[:, None], dtype=np.float32)


def averaged(counts: sp.csr_array, pieces: Floats) -> Floats:
    """Unit-length vectors of texts, (texts, dimensions); zero for a text without word pieces."""
    return minilm.unit(np.asarray(counts @ pieces, dtype=np.float32))
