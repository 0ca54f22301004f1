"""Chances of words after words by counts: interpolated modified Kneser-Ney smoothing (Chen and Goodman, "An Empirical
Study of Smoothing Techniques for Language Modeling", 1998)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Doubles = npt.NDArray[np.float64]

# Where there are too few counts to tell discounts from, as grammars' sentences have it.
_USUAL_DISCOUNTS: Final = np.array([0.0, 0.5, 1.0, 1.5])
_SINGLE: Final = 3  # counts that have a discount of their own


@dataclass(frozen=True)
class Grams:
    """The distinct runs of words of one length; those of length 1 are the words themselves, by their number.

    Attributes:
        prefixes: Each without its last word, among the runs one shorter; 0 of single words; (grams,).
        suffixes: Each without its first word, likewise; (grams,).
        lasts: The last word; (grams,).
        counts: How often each is there; (grams,).
        at_start: Whether it begins with the sentence; (grams,).
    """

    prefixes: Ints
    suffixes: Ints
    lasts: Ints
    counts: Ints
    at_start: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.lasts)


@dataclass(frozen=True)
class Smoothed:
    """Chances of the last words of runs of one length.

    Attributes:
        chances: Of each run's last word after the others; (grams,).
        left_over: What is left, after each run one shorter, for words that never followed it; (shorter grams,).
    """

    chances: Doubles
    left_over: Doubles


def counted(sentences: Sequence[Ints], words: int, order: int) -> list[Grams]:
    """Runs of 1 to `order` words; `words` stands for the end of a sentence, `words` + 1 for its start.

    Args:
        sentences: Of word numbers.
        words: Size of the vocabulary.
        order: Of the longest runs.
    """
    end, start = words, words + 1
    flat = np.concatenate([np.concatenate([[start], one, [end]]) for one in sentences]).astype(np.int64)
    rest = np.concatenate([np.arange(len(one) + 2, 0, -1) for one in sentences])  # words until the sentence is over
    codes = flat
    counts = np.bincount(flat, minlength=words + 2)
    none = np.zeros(words + 2, np.int64)
    every = np.arange(words + 2)
    found = [Grams(none, none, every, counts, every == start)]
    for length in range(2, order + 1):
        whole = np.flatnonzero(rest[: len(codes)] >= length)
        pairs = codes[whole] * len(found[-1]) + codes[whole + 1]
        keys, numbers, counts = np.unique(pairs, return_inverse=True, return_counts=True)
        prefixes, suffixes = np.divmod(keys, len(found[-1]))
        shorter = found[-1]
        found.append(Grams(prefixes, suffixes, shorter.lasts[suffixes], counts, shorter.at_start[prefixes]))
        codes = np.full(len(codes), -1, np.int64)
        codes[whole] = numbers
    return found


def smoothed(grams: Sequence[Grams]) -> list[Smoothed]:
    """Chances of each length of runs, from `counted`."""
    start = len(grams[0]) - 1
    told: list[Smoothed] = []
    for at, some in enumerate(grams):
        counts = some.counts.astype(np.float64)
        if at + 1 < len(grams):
            # how many different words stand before it says more than how often it is there
            before = np.bincount(grams[at + 1].suffixes, minlength=len(some)).astype(np.float64)
            counts = np.where(some.at_start, counts, before)
        if at == 0:
            counts[start] = 0  # nothing is followed by a start
        shorter = 1 if at == 0 else len(grams[at - 1])
        taken = _discounts(counts)[np.minimum(counts, _SINGLE).astype(np.int64)]
        whole = np.bincount(some.prefixes, counts, shorter)
        left = np.bincount(some.prefixes, taken, shorter) / np.maximum(whole, 1)
        beneath = 1 / (len(some) - 1) if at == 0 else told[-1].chances[some.suffixes]
        chances = (counts - taken) / np.maximum(whole, 1)[some.prefixes] + left[some.prefixes] * beneath
        if at == 0:
            chances[start] = 0.0
        told.append(Smoothed(chances, left))
    return told


def _discounts(counts: Doubles) -> Doubles:
    """What is taken from counts of 0, 1, 2, and 3 or more."""
    once = np.array([np.sum(counts == times) for times in range(_SINGLE + 2)], np.float64)
    if (once[1:] == 0).any():
        return _USUAL_DISCOUNTS
    share = once[1] / (once[1] + 2 * once[2])
    found = np.arange(_SINGLE + 1) - np.append(0.0, np.arange(2, _SINGLE + 2) * share * once[2:] / once[1:-1])
    return found if ((found >= 0) & (found <= np.arange(_SINGLE + 1))).all() else _USUAL_DISCOUNTS
