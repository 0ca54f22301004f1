"""Words that share pairs and triples of letters with a typed one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from ..vocabulary import Ints

_BEGIN, _END = "\x02", "\x03"
_BASE: Final = 1_000_003  # of the polynomial that numbers triples; two that share a number cost a look, no more


@dataclass(frozen=True)
class LetterGrams:
    """For each pair and triple of letters, the words that have it.

    Attributes:
        codes: The grams, as numbers in order; (grams,).
        starts: Where each one's words begin, and where the last one's end; (grams + 1,).
        words: Places of words in the list it was built from; int32.
        sizes: Grams of each word; (words,).
    """

    codes: Ints
    starts: Ints
    words: npt.NDArray[np.int32]
    sizes: Ints

    @classmethod
    def of(cls, words: Sequence[str]) -> LetterGrams:
        """Index words."""
        padded = [f"{_BEGIN}{word}{_END}" for word in words]
        points = np.frombuffer("".join(padded).encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
        lengths = np.array([len(word) for word in padded], dtype=np.int64)
        owner = np.repeat(np.arange(len(words)), lengths)
        codes, owners = [], []
        for order in (2, 3):
            inside = np.flatnonzero(owner[order - 1 :] == owner[: len(owner) - order + 1]) if len(owner) else owner
            codes.append(_codes(points, inside, order))
            owners.append(owner[inside])
        keys = np.unique(np.stack([np.concatenate(codes), np.concatenate(owners)]), axis=1) if words else None
        if keys is None:
            nothing = np.zeros(0, dtype=np.int64)
            return cls(nothing, np.zeros(1, dtype=np.int64), nothing.astype(np.int32), nothing)
        distinct, starts = np.unique(keys[0], return_index=True)
        sizes = np.bincount(keys[1], minlength=len(words)).astype(np.int64)
        return cls(distinct, np.append(starts, keys.shape[1]).astype(np.int64), keys[1].astype(np.int32), sizes)

    def near(self, typed: str, whole: bool, share: float, most: int) -> Ints:
        """Places of the words that share most with a typed one.

        Args:
            typed: Letters.
            whole: Whether the word is finished; else the end of a word does not count.
            share: Least of the typed word's grams that a word has.
            most: Words that are returned at most.
        """
        padded = f"{_BEGIN}{typed}{_END if whole else ''}"
        points = np.array([ord(letter) for letter in padded], dtype=np.int64)
        codes = np.unique(
            np.concatenate([_codes(points, np.arange(len(points) - order + 1), order) for order in (2, 3)])
        )
        at = np.searchsorted(self.codes, codes)
        known = (
            at[(at < len(self.codes)) & (self.codes[np.minimum(at, len(self.codes) - 1)] == codes)]
            if len(self.codes)
            else at[:0]
        )
        if not len(known):
            return np.zeros(0, dtype=np.int64)
        found = np.concatenate([self.words[self.starts[one] : self.starts[one + 1]] for one in known])
        shared = np.bincount(found, minlength=len(self.sizes))
        near = np.flatnonzero(shared >= max(share * len(codes), 1.0))
        size = self.sizes[near] if whole else np.zeros(len(near))
        likeness = shared[near] / (len(codes) + size)
        if len(near) > most:
            near = near[np.argpartition(-likeness, most)[:most]]
        return near.astype(np.int64)


def _codes(points: Ints, starts: Ints, order: int) -> Ints:
    out = np.full(len(starts), order, dtype=np.int64)
    for step in range(order):
        out = out * _BASE + points[starts + step]
    return out
