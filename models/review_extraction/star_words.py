"""Words that go with many or few stars, learned from reviews that nobody annotated."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from .crf_settings import CrfSettings
from .extracted import Ints, Reviews

WORD: Final = re.compile(r"\w+|[^\w\s]")
FEW, MANY = 2, 4  # stars up to which a review blames, and from which on it praises


@dataclass(frozen=True)
class StarWords:
    """Levels of words.

    Attributes:
        word: Hashes of lower-case words, ascending; (n,).
        level: Above 0 with many stars, below with few; (n,).
    """

    word: Ints
    level: Ints

    @classmethod
    def none(cls) -> Self:
        """No word is known."""
        return cls(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))

    @classmethod
    def fit(cls, unlabelled: Reviews, settings: CrfSettings) -> Self:
        """Log odds of many stars against few, given the word, against those of all reviews; in steps of a half."""
        counts = [Counter[str](), Counter[str]()]
        reviews = [0, 0]
        for text, stars in zip(unlabelled.texts, unlabelled.stars.tolist(), strict=True):
            if not (stars <= FEW or stars >= MANY):
                continue
            side = int(stars >= MANY)
            reviews[side] += 1
            counts[side].update(dict.fromkeys(WORD.findall(text.lower()), 1))
        if not all(reviews):
            return cls.none()
        words = [word for word in counts[0] | counts[1] if counts[0][word] + counts[1][word] >= settings.lexicon_count]
        few, many = (np.array([count[word] for word in words], dtype=np.float64) for count in counts)
        odds = np.log((many + 1) / (reviews[1] + 2)) - np.log((few + 1) / (reviews[0] + 2))
        most = settings.lexicon_levels
        level = np.round(2 * odds).clip(-most, most).astype(np.int64)
        key, first = np.unique([key_of(word) for word in words], return_index=True)
        told = level[first] != 0
        return cls(key[told].astype(np.int64), level[first][told])

    def levels(self, words: list[str]) -> Ints:
        """Levels of lower-case words; 0 where nothing is known."""
        key = np.array([key_of(word) for word in words], dtype=np.int64)
        if not len(self.word):
            return np.zeros(len(key), dtype=np.int64)
        place = np.searchsorted(self.word, key).clip(max=len(self.word) - 1)
        return np.where(self.word[place] == key, self.level[place], 0)


def key_of(word: str) -> int:
    """Hash of a word or of a look of one: the same today and on another machine."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))
