"""Words of listings as hashes in the order they stand, and where a title's own thing ends."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from .accessory_words import CONNECTORS
from .listing_text import Texts
from .ngrams import Characters, Grams, whole
from .stems import stems

Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint32]


@dataclass(frozen=True)
class Words:
    """The first words of n listings.

    Attributes:
        hashes: Hash of each word of the title (of the description without one), 0 where there is none; (n, most).
        stems: Hash of its stem, likewise.
        counts: Words of each, those beyond `most` not counted; (n,).
        connector: Position of the first word like "for", `counts` where there is none; (n,).
        connector_end: Position of the first word behind it, `counts` where there is none; (n,).
        described: Stems of the first words of the description, 0 where there is none; (n, most or 0).
    """

    hashes: Hashes
    stems: Hashes
    counts: Ints
    connector: Ints
    connector_end: Ints
    described: Hashes

    @classmethod
    def of(cls, texts: Texts, most: int) -> Words:
        """Words of titles and descriptions, at most so many each."""
        characters = Characters.of(texts.title.where(~texts.missing("title"), texts.description))
        hashes, counts = padded(characters.words(), len(texts), most)
        connector, end = _connectors(hashes, counts)
        if texts.missing("description").all():
            described = np.zeros((len(texts), 0), dtype=np.uint32)
        else:
            start = texts.description.str.slice(0, most * 8)
            described = padded(stems(Characters.of(start)), len(texts), most)[0]
        return cls(hashes, padded(stems(characters), len(texts), most)[0], counts, connector, end, described)

    def take(self, rows: npt.NDArray[np.int64] | npt.NDArray[np.bool_]) -> Words:
        """Words of some listings."""
        return Words(**{one.name: getattr(self, one.name)[rows] for one in fields(self)})


def brand_hashes(brands: pd.Series[str]) -> Hashes:
    """One hash a brand, whatever the order of its words; 0 where there is none; uint32 (n,)."""
    grams = whole(Characters.of(brands).words(), len(brands))
    out = np.zeros(len(brands), dtype=np.uint32)
    out[grams.rows] = grams.hashes
    return out


def padded(grams: Grams, texts: int, most: int) -> tuple[Hashes, Ints]:
    """The first hashes of each text, 0 behind them, (texts, most); and how many there are, (texts,)."""
    counts = np.bincount(grams.rows, minlength=texts)
    position = np.arange(len(grams.rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    first = position < most
    out = np.zeros((texts, most), dtype=np.uint32)
    out[grams.rows[first], position[first]] = grams.hashes[first]
    return out, np.minimum(counts, most).astype(np.int64)


@cache
def _phrases() -> tuple[Hashes, Ints]:
    texts = pd.Series(pd.array(CONNECTORS, dtype="str"))
    return padded(Characters.of(texts).words(), len(texts), max(len(one.split()) for one in CONNECTORS))


def _connectors(hashes: Hashes, counts: Ints) -> tuple[Ints, Ints]:
    """First phrase of `CONNECTORS` that has a word before it; the longest of those that begin there."""
    start, end = counts.copy(), counts.copy()
    phrases, lengths = _phrases()
    for length in range(1, min(phrases.shape[1], hashes.shape[1]) + 1):
        known = phrases[lengths == length, :length]
        places = hashes.shape[1] - length + 1
        found = np.zeros((len(hashes), places), dtype=bool)
        row, place = np.nonzero(np.isin(hashes[:, :places], known[:, 0]))
        hit = np.ones((len(row), len(known)), dtype=bool)
        for step in range(length):
            hit &= hashes[row, place + step][:, None] == known[:, step]
        found[row, place] = np.any(hit, axis=1)
        found[:, 0] = False
        first = found.argmax(axis=1)
        better = np.any(found, axis=1) & (first <= start)
        start[better], end[better] = first[better], first[better] + length
    return start, end
