"""The word of a title that names the thing; where such words stand is learnt for each language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp

from .leaf_evidence import LeafEvidence
from .listing_text import Texts
from .words import Words

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

_PLACES: Final = 5  # from the start, and from the end, told apart; what lies farther is one
_PRIOR: Final = 500.0  # words that weigh against a language's own places
_LEAST: Final = 200  # listings from which a language is told apart
_SCRIPTS: Final = (("cyrillic", "[\u0400-\u04ff]"), ("latin", "[a-z\u00df-\u024f]"))


@dataclass(frozen=True)
class HeadNouns:
    """How much words say of the leaf, by language and by their place before "for" or the end.

    Attributes:
        languages: Codes of languages and names of scripts, for listings without a known language.
        weights: Mean evidence for the true leaf; float32 (languages + 1, places from the start, from the end).
    """

    languages: tuple[str, ...]
    weights: Floats

    @classmethod
    def fit(cls, texts: Texts, words: Words, spoken: LeafEvidence, truth: sp.csr_array) -> HeadNouns:
        """From listings that `spoken` was not made of.

        Args:
            texts, words: n listings.
            spoken: Evidence of words, by other listings.
            truth: Leaves, (n, leaves); a listing of several is asked about its first.
        """
        told = texts.language[texts.language != ""].value_counts()
        languages = (*sorted(told.index[told >= _LEAST]), *(name for name, _ in _SCRIPTS))
        rows = np.flatnonzero(np.diff(truth.indptr))
        leaf = truth.indices[truth.indptr[rows]].astype(np.int64)
        evidence = spoken.evidence(spoken.places(words.hashes[rows]), leaf[:, None])
        start, end, before = _places(words)
        cell = (_spoken(texts, languages)[:, None] * _PLACES + start) * _PLACES + end
        used = before[rows]
        size = (len(languages) + 1) * _PLACES**2
        count = np.bincount(cell[rows][used], minlength=size).reshape(-1, _PLACES, _PLACES)
        total = np.bincount(cell[rows][used], weights=evidence[used], minlength=size).reshape(count.shape)
        overall = (total.sum(axis=0) + 1) / (count.sum(axis=0) + 1)
        mean = (total + _PRIOR * overall) / (count + _PRIOR)
        return cls(languages, np.maximum(mean, 0.01).astype(np.float32))

    def places(self, texts: Texts, words: Words, telling: Floats) -> Ints:
        """Position of the word that names the thing, -1 in a title without words; (n,).

        Args:
            texts, words: n listings.
            telling: How much each word tells of leaves, (n, most).
        """
        start, end, before = _places(words)
        score = np.where(before, self.weights[_spoken(texts, self.languages)[:, None], start, end] * telling, -1)
        return np.where(words.counts > 0, score.argmax(axis=1), -1)

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """For a file without objects."""
        return {
            "heads.languages": np.array(self.languages, dtype=np.str_),
            "heads.weights": self.weights,
        }

    @classmethod
    def of(cls, arrays: Any) -> HeadNouns:
        """From what `arrays` gave."""
        languages = tuple(str(one) for one in arrays["heads.languages"])
        return cls(languages, arrays["heads.weights"])


def _places(words: Words) -> tuple[Ints, Ints, npt.NDArray[np.bool_]]:
    """Steps from the start and from the end of the title's own thing, and whether a word belongs to it; (n, most)."""
    position = np.arange(words.hashes.shape[1])[None, :]
    before = position < words.connector[:, None]
    end = np.clip(words.connector[:, None] - 1 - position, 0, _PLACES - 1)
    start = np.minimum(np.broadcast_to(position, end.shape), _PLACES - 1)
    return start, end, before


def _spoken(texts: Texts, languages: tuple[str, ...]) -> Ints:
    """Position among `languages`, by code or else by script; the position after the last for others; (n,)."""
    found = pd.Index(languages).get_indexer(pd.Index(texts.language)).astype(np.int64)
    open_ = found < 0
    for name, letters in _SCRIPTS:
        if open_.any():
            here = open_ & texts.title.str.contains(letters, regex=True).to_numpy(dtype=bool)
            found[here] = languages.index(name)
            open_ &= ~here
    return np.where(found < 0, len(languages), found)
