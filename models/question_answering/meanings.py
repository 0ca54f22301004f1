"""Meanings of passages and questions as vectors of MiniLM."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .. import minilm
from .passages import Floats, Passages, parted


def meanings(texts: list[str], pieces: int, threads: int, *, exact: bool = False) -> Floats:
    """Unit-length vectors, (n, d); equal texts are read once, and an empty one is zero.

    Args:
        texts: Any.
        pieces: Word pieces of a text that are read.
        threads: Of the network.
        exact: Whether a text has to have the same vector whatever is read beside it, as what is answered has to.
    """
    if not texts:
        return np.zeros((0, minilm.dimensions()), dtype=np.float32)
    place = {text: number for number, text in enumerate(dict.fromkeys(texts))}
    vectors = minilm.encode(list(place), max_length=pieces, threads=threads, exact=exact)
    return vectors[[place[text] for text in texts]]


def with_meanings(passages: list[Passages], pieces: int, threads: int, *, apart: bool = False) -> list[Passages]:
    """The passages with vectors, those that have none read; see `Passages.vectors`.

    Args:
        passages: Of some questions.
        pieces, threads: See `meanings`.
        apart: Whether those of each question are read by themselves, so that they come out the same whatever else is
            asked in the call, equal lists once; all together is faster.
    """
    unread = [row for row, one in enumerate(passages) if one.vectors is None]
    texts = [
        [part for pair in zip(passages[row].texts, passages[row].sources, strict=True) for part in parted(*pair)]
        for row in unread
    ]
    if apart:
        lists = {own: meanings(list(own), pieces, threads) for own in dict.fromkeys(map(tuple, texts))}
        found = [lists[tuple(own)] for own in texts]
    else:
        every = meanings([text for own in texts for text in own], pieces, threads)
        found = np.split(every, np.cumsum([len(own) for own in texts])[:-1]) if texts else []
    out = list(passages)
    for row, own in zip(unread, found, strict=True):
        out[row] = replace(passages[row], vectors=own.reshape(len(own) // 2, 2, own.shape[1]))
    return out
