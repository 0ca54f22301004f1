"""Mistyped words as the network had better read them: as what they were meant to be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final, Self

import numpy as np

from .. import minilm
from .extracted import Ints
from .word_repair import WordRepair

_LETTERS: Final = re.compile(r"\b[^\W\d_]+\b")
_ANY: Final = 16  # pieces at which texts are cut; the tokenizer is only asked for its words


@dataclass(frozen=True)
class Mended:
    """A text whose mistyped words were replaced.

    Attributes:
        text: To be read.
        ends: Where the replaced words end in it, ascending; (n,).
        shorter: Characters that the text up to there has less than the one that was given; (n,).
    """

    text: str
    ends: Ints
    shorter: Ints

    @classmethod
    def same(cls, text: str) -> Self:
        """A text as it is."""
        none = np.zeros(0, dtype=np.int64)
        return cls(text, none, none)

    def given(self, place: Ints) -> Ints:
        """Where edges of words stand in the text that was given."""
        if not len(self.ends):
            return place
        shorter = np.append(0, self.shorter).astype(np.int64)
        return place + shorter[np.searchsorted(self.ends, place, side="right")]


class Mender:
    """Replaces words that neither reviews nor the network know by the commonest one that a slip may have made of them.

    Attributes:
        words: What reviews are written with, the commonest first.
    """

    def __init__(self, words: list[str], shortest: int) -> None:
        self.words = words
        self._repair = WordRepair(words, shortest)

    @classmethod
    def fit(cls, texts: Iterable[str], known_count: int, shortest: int, longest_known: int) -> Self:
        """Words that enough reviews hold.

        Args:
            texts: Of reviews.
            known_count: Reviews with a word without which it is a strange one.
            shortest: Letters of a strange word that may be a known one mistyped.
            longest_known: Letters of a known word at most.
        """
        counts = Counter[str]()
        for text in texts:
            counts.update({word.lower() for word in _LETTERS.findall(text)})
        often = ((-count, word) for word, count in counts.items() if count >= known_count)
        common = sorted(one for one in often if len(one[1]) <= longest_known)
        return cls([word for _, word in common], shortest)

    def __call__(self, text: str) -> Mended:
        """A text and where its words stood."""
        parts: list[str] = []
        ends, shorter = [], []
        done = size = less = 0
        for found in _LETTERS.finditer(text):
            word = found.group().lower()
            meant = self._meant(word)
            if meant != word:
                parts += [text[done : found.start()], meant]
                size += found.start() - done + len(meant)
                done = found.end()
                less += found.end() - found.start() - len(meant)
                ends.append(size)
                shorter.append(less)
        whole = "".join([*parts, text[done:]])
        return Mended(whole, np.array(ends, dtype=np.int64), np.array(shorter, dtype=np.int64))

    def _meant(self, word: str) -> str:
        if word in real_words():
            return word
        meant = self._repair(word)
        return meant if meant.isalpha() else word


@cache
def real_words() -> frozenset[str]:
    """Words that are one piece of the network's."""
    return frozenset(word for word in minilm.tokenizer(_ANY).get_vocab() if not word.startswith("##"))
