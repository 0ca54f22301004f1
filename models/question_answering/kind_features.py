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
    def of(cls, texts: list[str], settings: KindSettings, threads: int, *, exact: bool = False) -> Self:
        """Read questions.

        Runs of letters make a slip of the keyboard, and a language with long words, less of a stranger.

        Args:
            texts: In any spelling.
            settings: Sizes and weights.
            threads: Of the network.
            exact: See `meanings`.
        """
        spelt = [_CODE.sub("code", plain(text)) for text in texts]
        vectors = meanings(spelt, settings.longest_pieces, threads, exact=exact)
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


def _begun(text: str) -> str:
    return " ".join([f"^{word}" if place < _MARKED else word for place, word in enumerate(text.split())])


def _hashing(width: int, **how: Any) -> HashingVectorizer:
    how |= {"lowercase": False, "alternate_sign": False, "norm": "l2", "token_pattern": _WORD}
    return HashingVectorizer(n_features=width, **how)
