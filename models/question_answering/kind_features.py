"""What the kind of a question is read from: its words, runs of letters, and its meaning."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.feature_extraction.text import HashingVectorizer

from .kind_settings import KindSettings
from .meanings import meanings
from .passages import Floats
from .question_text import plain

Reals = npt.NDArray[np.float64]
_WORD = r"\S+"
_CODE = re.compile(r"(?=\w*[^\W\d])(?=(?:\w*\d){2})\w{5,}")  # a number of an order or of a model, whichever it is
_MARKED = 2  # words that begin a question are marked, for they tell more of its kind than what comes after


@dataclass(frozen=True)
class KindFeatures:
    """Features of n questions.

    Attributes:
        words: Words, pairs of them and runs of letters; (n, 2 ** word_bits + 2 ** letter_bits).
        meaning: Vectors; (n, dimensions).
    """

    words: sparse.csr_matrix
    meaning: Reals

    @classmethod
    def read(cls, texts: list[str], settings: KindSettings, threads: int) -> Self:
        """Questions that are learned from.

        Args:
            texts: In any spelling.
            settings: Sizes and weights.
            threads: Of the network.
        """
        spelt = plainly(texts)
        return cls.of(spelt, meanings(spelt, settings.longest_pieces, threads), settings)

    @classmethod
    def of(cls, spelt: list[str], vectors: Floats, settings: KindSettings) -> Self:
        """Features of questions whose meaning has been read.

        Runs of letters make a slip of the keyboard, and a language with long words, less of a stranger.

        Args:
            spelt: See `plainly`.
            vectors: Meanings of these, (n, d).
            settings: Sizes and weights.
        """
        words = _hashing(2**settings.word_bits, analyzer="word", ngram_range=(1, 2))
        letters = _hashing(2**settings.letter_bits, analyzer="char_wb", ngram_range=(3, 5))
        parts = [
            words.transform([_begun(text) for text in spelt]),
            letters.transform(spelt) * settings.letter_weight,
        ]
        return cls(sparse.hstack(parts, format="csr"), vectors.astype(np.float64) * settings.meaning_weight)

    def likeness(self) -> Reals:
        """Products of all questions' features; (n, n)."""
        out: Reals = (self.words @ self.words.T).toarray() + self.meaning @ self.meaning.T
        return out

    def weights(self, shares: Reals) -> Reals:
        """Weights of the features that are sums of these questions, weighed; (features, kinds)."""
        return np.concatenate([np.asarray(self.words.T @ shares), self.meaning.T @ shares])

    def scores(self, weights: Reals) -> Reals:
        """What weights give each question; (n, kinds)."""
        width = self.words.shape[1]
        out: Reals = np.asarray(self.words @ weights[:width]) + self.meaning @ weights[width:]
        return out


def plainly(texts: list[str]) -> list[str]:
    """Questions in any spelling as their kind is read: plain, without numbers of orders and models."""
    return [_CODE.sub("code", plain(text)) for text in texts]


def _begun(text: str) -> str:
    return " ".join([f"^{word}" if place < _MARKED else word for place, word in enumerate(text.split())])


def _hashing(width: int, **how: Any) -> HashingVectorizer:
    how |= {"lowercase": False, "alternate_sign": False, "norm": "l2", "token_pattern": _WORD}
    return HashingVectorizer(n_features=width, **how)
