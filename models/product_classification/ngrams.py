"""Hashed n-grams of many texts at once: rolling hashes over the code points of all of them, no loop over n-grams."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from .characters import is_word

Hashes = npt.NDArray[np.uint32]
Rows = npt.NDArray[np.int32]

_ROLL: Final = np.uint32(0x9E3779B1)
_PAIR: Final = np.uint32(0x85EBCA77)
_POWERS: Final = np.full(4_096, _ROLL, dtype=np.uint32).cumprod(dtype=np.uint32)


@dataclass(frozen=True)
class Grams:
    """n-grams of many texts, as often as they occur: hashes of 32 well-mixed bits, and the text of each; (m,) both."""

    hashes: Hashes
    rows: Rows


@dataclass(frozen=True)
class Characters:
    """Code points of many texts in one array, 0 before, between and after words.

    Attributes:
        points: uint32 (m,).
        rows: Text of each point; the 0 before a text counts to it; int32 (m,).
        room: Points from here to the end of the word, the 0 behind it counted; 0 where no word begins; int32 (m,).
        starts: Where words begin; (words,).
    """

    points: Hashes
    rows: Rows
    room: Rows
    starts: npt.NDArray[np.int64]

    @classmethod
    def of(cls, texts: pd.Series[str]) -> Characters:
        """Every character that is no letter and no digit parts words."""
        listed = texts.tolist()
        lengths = np.fromiter(map(len, listed), dtype=np.int64, count=len(listed))
        joined = " ".join(["", *listed, ""]) if listed else " "
        points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        word = is_word(points)
        points = points * word
        rows = np.repeat(np.arange(len(listed), dtype=np.int32), lengths + 1)
        gaps = np.flatnonzero(~word)
        length = np.diff(gaps)
        end = np.repeat(gaps[1:], length)
        room = np.append(end - np.arange(len(end)) + 1, 0).astype(np.int32)
        room[gaps[:-1][length == 1]] = 0
        return cls(points, np.append(rows, np.int32(max(len(listed) - 1, 0))), room, gaps[:-1][length > 1] + 1)

    def words(self) -> Grams:
        """Whole words."""
        if not len(self.starts):
            return Grams(np.zeros(0, np.uint32), np.zeros(0, np.int32))
        weighed = self.points * _POWERS[np.minimum(self.room, len(_POWERS) - 1)]
        return Grams(mixed(np.add.reduceat(weighed, self.starts, dtype=np.uint32)), self.rows[self.starts])

    def within_words(self, order: int, before: Hashes | None = None) -> tuple[Grams, Hashes]:
        """Runs of `order` characters of a word, the gaps around it counted as characters.

        Args:
            order: Characters, two or more.
            before: What this gave for `order - 1`, to go on from.

        Returns:
            The grams, and the rolling hashes at all points.
        """
        rolled = self.points if before is None else before
        for length in range(order if before is not None else 2, order + 1):
            rolled = rolled[:-1] * _ROLL + self.points[length - 1 :]
        inside = self.room[: len(rolled)] >= order
        return Grams(mixed(rolled[inside] + np.uint32(order)), self.rows[: len(rolled)][inside]), rolled


def pairs(words: Grams) -> Grams:
    """Each word with the one that follows it in its text."""
    together = words.rows[1:] == words.rows[:-1]
    return Grams(mixed(words.hashes[:-1][together] * _PAIR + words.hashes[1:][together]), words.rows[1:][together])


def whole(words: Grams, texts: int) -> Grams:
    """All words of a text as one, whatever their order; texts without words have none."""
    total = np.zeros(texts, dtype=np.uint32)
    np.add.at(total, words.rows, words.hashes)
    spoken = np.unique(words.rows)
    return Grams(mixed(total[spoken] * _PAIR), spoken)


def mixed(hashes: Hashes) -> Hashes:
    """Spread what differs over all bits (the finalizer of MurmurHash3, Appleby 2011)."""
    hashes = hashes ^ (hashes >> np.uint32(16))
    hashes *= np.uint32(0x85EBCA6B)
    hashes ^= hashes >> np.uint32(13)
    hashes *= np.uint32(0xC2B2AE35)
    hashes ^= hashes >> np.uint32(16)
    return hashes
