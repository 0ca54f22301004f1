"""Hypotheses of what was said so far, as arrays: spelled prefixes with what is known of each."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from .spelling import ROOT

Ints = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]
Doubles = npt.NDArray[np.float64]

NO_LETTER: Final = -1
_MIXER: Final = np.uint64(0x9E3779B97F4A7C15)  # an odd number whose bits lie about evenly (Knuth 6.4)
_SHIFT: Final = np.uint64(29)


@dataclass(frozen=True)
class Beam:
    """n hypotheses, no two of the same letters.

    Attributes:
        keys: Of 64 bits, made of the letters; two of different letters alike is not to be expected.
        lasts: Code of the last letter or space, `NO_LETTER` where there is none.
        nodes: Of the tree of spellings: the letters of the word that is being said.
        states: Of the language, after the words that are over.
        histories: Of the words that are over: a place in the search's list of them.
        blanks: Natural logarithm of the chance of what was heard, where the last frame was blank.
        letters: Likewise, where it was the last letter.
        spoken: Weighted natural logarithm of the chances of the words that are over, and their bonus.
    """

    keys: Keys
    lasts: Ints
    nodes: Ints
    states: Ints
    histories: Ints
    blanks: Doubles
    letters: Doubles
    spoken: Doubles

    @classmethod
    def before(cls, state: int) -> Self:
        """Nothing was heard."""
        zero, none = np.zeros(1, np.int64), np.full(1, -np.inf)
        return cls(
            np.ones(1, np.uint64), zero + NO_LETTER, zero + ROOT, zero + state, zero, np.zeros(1), none, np.zeros(1)
        )

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def heard(self) -> Doubles:
        """Natural logarithm of the chance of what was heard; (n,)."""
        found: Doubles = np.logaddexp(self.blanks, self.letters)
        return found

    def taken(self, at: Ints) -> Self:
        """Some of them."""
        return type(self)(*(getattr(self, name)[at] for name in _NAMES))

    def joined(self, other: Self) -> Self:
        """Both."""
        return type(self)(*(np.concatenate([getattr(self, name), getattr(other, name)]) for name in _NAMES))


_NAMES: Final = tuple(one.name for one in fields(Beam))


def keys_after(keys: Keys, symbols: Ints) -> Keys:
    """Keys of hypotheses that go on with a symbol."""
    mixed = (keys + symbols.astype(np.uint64) + np.uint64(1)) * _MIXER
    found: Keys = mixed ^ (mixed >> _SHIFT)
    return found


def merged(stayed: Beam, further: Beam) -> Beam:
    """Hypotheses that stayed as they were and those that went on, the chances of the same letters added up.

    Args:
        stayed: No two alike.
        further: No two alike; their chances are of a last letter.
    """
    order = np.argsort(stayed.keys)
    places = order[np.minimum(np.searchsorted(stayed.keys, further.keys, sorter=order), len(stayed) - 1)]
    same = stayed.keys[places] == further.keys
    letters = stayed.letters.copy()
    letters[places[same]] = np.logaddexp(letters[places[same]], further.letters[same])
    values = {name: getattr(stayed, name) for name in _NAMES} | {"letters": letters}
    return Beam(**values).joined(further.taken(np.flatnonzero(~same)))
