"""Passages that a request tells, with what is known of those that the catalogue holds as well."""

from __future__ import annotations

import numpy as np

from .passage_store import PassageStore
from .passages import Passages
from .told_candidates import ToldPassages
from .verdicts import folded


def recognised(told: ToldPassages | None, product: str | None, store: PassageStore) -> Passages:
    """The told passages; one of the product's own words and source has its stars or votes, its time, its id
    and its meaning, which has been read.

    Judged candidates tell texts alone, and what is asked over stored passages has all of these: without them nothing
    could be learned of how far a passage can be relied on.

    Args:
        told: Of a request; None for none.
        product: That it is about.
        store: Passages of all products.
    """
    if told is None:
        return Passages.told([], [])
    texts, sources = list(told.texts), list(told.sources)
    own = store.rows(product)
    places: dict[tuple[str, str], int] = {}
    for row in own.tolist():
        places.setdefault((store.every.sources[row], folded(store.every.texts[row])), row)
    found = [places.get((source, folded(text)), -1) for text, source in zip(texts, sources, strict=True)]
    rows = np.array(found, dtype=np.int64)
    known = rows >= 0
    weights, seconds = np.full(len(texts), np.nan), np.full(len(texts), np.nan)
    weights[known], seconds[known] = store.every.weights[rows[known]], store.every.seconds[rows[known]]
    ids = [store.every.ids[row] if row >= 0 else None for row in found]
    if not known.any():
        return Passages(texts, sources, weights, seconds, ids)
    vectors = np.full((len(texts), 2, store.said.shape[1]), np.nan, dtype=np.float32)
    vectors[known] = store.vectors(rows[known])
    return Passages(texts, sources, weights, seconds, ids, vectors)
