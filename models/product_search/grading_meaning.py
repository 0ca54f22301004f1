"""How near the meaning of a product is to that of a query, as a whole and word by word."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from .. import minilm
from .pair_texts import field

Floats = npt.NDArray[np.float32]
Reals = npt.NDArray[np.float64]

NAMES: Final = ("cosine", "nearest_mean", "nearest_least")


def meaning_columns(queries: list[str], products: pd.DataFrame, pieces: int, threads: int) -> Reals:
    """Columns `NAMES` of pairs, (pairs, 3); NaN where either has no words.

    Each word piece of the query meets the nearest of the title, both as MiniLM reads them where they stand: the late
    interaction of Khattab and Zaharia, "ColBERT", SIGIR 2020. Its least similar piece tells what is missing.

    Args:
        queries: One a pair.
        products: One row a pair, of which the title is read.
        pieces: Word pieces that are read of each text.
        threads: Of the network.
    """
    asked, titles = _read(queries, pieces, threads), _read(field(products, "title").tolist(), pieces, threads)
    out = np.full((len(queries), len(NAMES)), np.nan)
    for row, (query, title) in enumerate(zip(asked, titles, strict=True)):
        if len(query) and len(title):
            nearest = (query @ title.T).max(axis=1)
            out[row] = (
                minilm.unit(query.mean(axis=0)[None])[0] @ minilm.unit(title.mean(axis=0)[None])[0],
                nearest.mean(),
                nearest.min(),
            )
    return out


def _read(texts: list[str], pieces: int, threads: int) -> list[Floats]:
    """Vectors of the word pieces of each text, the framing ones left out; equal texts are read once."""
    places, distinct = pd.factorize(np.array(texts, dtype=object))
    read = minilm.piece_vectors([one.ids for one in minilm.tokenizer(pieces).encode_batch(distinct.tolist())], threads)
    return [read[place][1:-1] for place in places]
