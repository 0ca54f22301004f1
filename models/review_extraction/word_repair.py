"""Mistyped words, and what they were meant to be."""

from __future__ import annotations

import re
from typing import Final

import numpy as np
import numpy.typing as npt

_DRAWN_OUT: Final = re.compile(r"(.)\1{2,}")
_TWICE: Final = re.compile(r"(.)\1")


class WordRepair:
    """Finds the commonest known word that one slip of the fingers parts from a strange one.

    By words with one letter left out, as in SymSpell (Garbe 2012): words that one slip parts share such a remainder.

    Attributes:
        words: Known ones, the commonest first.
        shortest: Letters without which a word stays what it is.
    """

    def __init__(self, words: list[str], shortest: int) -> None:
        self.words, self.shortest = words, shortest
        self._longest = max(map(len, words), default=0)
        self._place = {word: place for place, word in enumerate(words)}
        self._rest: dict[str, int] = {}
        for place, word in enumerate(words):
            if len(word) >= shortest:
                for rest in (word, *_rests(word)):
                    self._rest.setdefault(rest, place)

    def __call__(self, word: str) -> str:
        """A lower-case word as it was meant: without drawn-out letters, and without a slip."""
        if word in self._place:
            return word
        short, doubled = (_DRAWN_OUT.sub(kept, word) for kept in (r"\1", r"\1\1"))
        if known := [one for one in (short, doubled) if one in self._place]:
            return min(known, key=self._place.__getitem__)
        # what is longer than any word is not taken apart: it would be a long list of long words
        if not self.shortest <= len(short) <= self._longest + 1 or not short.isalpha():
            return short
        places = {self._rest[rest] for rest in (short, *_rests(short)) if rest in self._rest}
        meant = [place for place in places if _one_slip(short, self.words[place])]
        return self.words[min(meant)] if meant else short

    def array(self) -> npt.NDArray[np.str_]:
        """The words, as a file of arrays holds them."""
        return np.array(self.words, dtype=np.str_)


def _one_slip(word: str, other: str) -> bool:
    """Whether a letter more, less or another, two swapped, or the wrong one doubled, is all.

    One remainder leaves room for two slips.
    """
    if _TWICE.sub(r"\1", word) == _TWICE.sub(r"\1", other):
        return True
    same = next((at for at, both in enumerate(zip(word, other, strict=False)) if both[0] != both[1]), None)
    if same is None:
        return abs(len(word) - len(other)) <= 1
    word, other = word[same:], other[same:]
    return word[1:] == other or word == other[1:] or word[1:] == other[1:] or word == other[1::-1] + other[2:]


def _rests(word: str) -> list[str]:
    return [word[:place] + word[place + 1 :] for place in range(len(word))]
