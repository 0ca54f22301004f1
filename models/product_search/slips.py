"""How far a typed word lies from another, and how easily a hand slips from one to the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

_PLURALS: Final = ("s", "es")
_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE: Final = {
    frozenset((one, other))
    for upper, lower in zip(_ROWS, (*_ROWS[1:], ""), strict=True)
    for place, one in enumerate(upper)
    for other in upper[place + 1 : place + 2] + lower[max(place - 1, 0) : place + 1]
}


def distances(typed: str, words: Sequence[str], most: int) -> npt.NDArray[np.int64]:
    """Letters dropped, added, replaced or swapped with the next (optimal string alignment); above `most`, more."""
    if not words:
        return np.zeros(0, dtype=np.int64)
    return np.asarray(cdist([typed], words, scorer=OSA.distance, score_cutoff=most)[0], dtype=np.int64)


def prefix_distances(typed: str, words: Sequence[str], most: int) -> npt.NDArray[np.int64]:
    """Distance to the nearest beginning of each word, a letter shorter or longer than what is typed at most."""
    lengths = (len(typed) - 1, len(typed), len(typed) + 1)
    found = [distances(typed, [word[:length] for word in words], most) for length in lengths]
    return np.asarray(np.min(found, axis=0), dtype=np.int64)


def likely(typed: str, word: str) -> bool:
    """Whether one common slip lies between: two letters swapped, one doubled, a key beside the right one."""
    if len(typed) == len(word):
        places = [place for place, (one, other) in enumerate(zip(typed, word, strict=True)) if one != other]
        if len(places) == 1:
            return frozenset((typed[places[0]], word[places[0]])) in _BESIDE
        return len(places) == 2 and places[1] == places[0] + 1 and sorted(typed) == sorted(word)
    longer, shorter = (typed, word) if len(typed) > len(word) else (word, typed)
    if len(longer) != len(shorter) + 1:
        return False
    place = next((at for at, letter in enumerate(shorter) if letter != longer[at]), len(shorter))
    return place > 0 and longer[place] == longer[place - 1] and longer[place + 1 :] == shorter[place:]


def inflected(one: str, other: str) -> bool:
    """Whether one word is the plural of the other, as far as its letters tell."""
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer.startswith(shorter) and longer[len(shorter) :] in _PLURALS
