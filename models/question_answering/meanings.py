"""Meanings of passages and questions as vectors of MiniLM."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from .. import minilm
from .passages import Floats, Ints, Passages, parted


def meanings(texts: list[str], pieces: int, threads: int, *, exact: bool = False, tight: bool = False) -> Floats:
    """Unit-length vectors, (n, d); equal texts are read once, and an empty one is zero.

    Args:
        texts: Any.
        pieces: Word pieces of a text that are read.
        threads: Of the network.
        exact: Whether a text has to have the same vector whatever is read beside it, as what is answered has to.
        tight: See `minilm.encode`.
    """
    if not texts:
        return np.zeros((0, minilm.dimensions()), dtype=np.float32)
    place = {text: number for number, text in enumerate(dict.fromkeys(texts))}
    vectors = minilm.encode(list(place), max_length=pieces, threads=threads, exact=exact, tight=tight)
    return vectors[[place[text] for text in texts]]


def read_together(lists: Sequence[tuple[list[str], int]], threads: int) -> list[Floats]:
    """Exact meanings of several lists in one pass of the network, which costs a few short texts more than they do.

    Args:
        lists: Texts, and how many of their word pieces are read.
        threads: Of the network.

    Returns:
        Of each list what `meanings` returns.
    """
    every = [(text, pieces) for texts, pieces in lists for text in texts]
    distinct = list(dict.fromkeys(every))
    if not distinct:
        return [np.zeros((0, minilm.dimensions()), dtype=np.float32) for _ in lists]
    texts, most = [text for text, _ in distinct], [pieces for _, pieces in distinct]
    vectors = minilm.encode(texts, max_length=most, threads=threads, exact=True)
    place = {one: number for number, one in enumerate(distinct)}
    return [vectors[[place[text, pieces] for text in texts]] for texts, pieces in lists]


def with_meanings(passages: list[Passages], pieces: int, threads: int, *, apart: bool = False) -> list[Passages]:
    """The passages with vectors, those that have none read; see `Passages.vectors`.

    Args:
        passages: Of some questions.
        pieces, threads: See `meanings`.
        apart: Whether those of each question are read by themselves, so that they come out the same whatever else is
            asked in the call, equal lists once; all together is faster.
    """
    lost = [_unread(one) for one in passages]
    unread = [row for row, rows in enumerate(lost) if len(rows) or passages[row].vectors is None]
    texts = [
        [part for at in lost[row].tolist() for part in parted(passages[row].texts[at], passages[row].sources[at])]
        for row in unread
    ]
    if apart:
        lists = {own: meanings(list(own), pieces, threads, tight=True) for own in dict.fromkeys(map(tuple, texts))}
        found = [lists[tuple(own)] for own in texts]
    else:
        every = meanings([text for own in texts for text in own], pieces, threads)
        found = np.split(every, np.cumsum([len(own) for own in texts])[:-1]) if texts else []
    out = list(passages)
    for row, own in zip(unread, found, strict=True):
        read, known = own.reshape(len(own) // 2, 2, own.shape[1]), passages[row].vectors
        vectors = np.zeros((len(passages[row]), *read.shape[1:]), dtype=np.float32) if known is None else known.copy()
        vectors[lost[row]] = read
        out[row] = replace(passages[row], vectors=vectors)
    return out


def _unread(passages: Passages) -> Ints:
    """Rows of passages whose meaning has not been read."""
    if passages.vectors is None:
        return np.arange(len(passages), dtype=np.int64)
    return np.flatnonzero(np.isnan(passages.vectors[:, 0]).any(axis=1)).astype(np.int64)
