"""Slips of the finger in queries: a neighbouring key, two letters swapped, one left out, one typed twice."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Final

import numpy as np

FEWEST: Final = 4  # letters of a word that is mistyped; slips in shorter ones mostly make other words
_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SHIFT: Final = 0.5  # of a row of keys against the one above, in keys
_REACH: Final = 1.25  # keys that far apart are neighbours
# Letters between boundaries that are no letters or digits: parts of a model number stay as they are.
_WORD: Final = re.compile(r"(?<!\w)[^\W\d_]+(?!\w)")
_TRIES: Final = 20


def slipped(query: str, slips: int, *, seed: int, name: str) -> str | None:
    """The query with so many slips, in different words where it has enough; None where no word can be mistyped.

    Words with a digit, of fewer than four letters or of scripts without capitals stay as they are. The same query,
    seed and name give the same slips.

    Args:
        query: Text.
        slips: How many.
        seed: Of the evaluation.
        name: Of the search.
    """
    rng = np.random.default_rng([seed, slips, zlib.crc32(name.encode())])
    words = [found for found in _WORD.finditer(query) if _can_be_mistyped(found[0])]
    if not words:
        return None
    letters = np.array([len(found[0]) for found in words], dtype=np.float64)
    several = min(slips, len(words))
    chosen = rng.choice(len(words), size=several, replace=False, p=letters / letters.sum())
    # What more words could not take goes to the last one.
    counts = np.bincount(chosen, minlength=len(words))
    counts[chosen[-1]] += slips - several
    parts, end = [], 0
    for found, count in zip(words, counts, strict=True):
        parts += [query[end : found.start()], _mistyped(found[0], int(count), rng)]
        end = found.end()
    return "".join([*parts, query[end:]])


def _can_be_mistyped(word: str) -> bool:
    return len(word) >= FEWEST and word.lower() != word.upper()


def _mistyped(word: str, slips: int, rng: np.random.Generator) -> str:
    """With so many slips; a later one does not undo an earlier one."""
    seen, now = {word}, word
    for _ in range(slips):
        for _ in range(_TRIES):
            ways = list(_ways(now, int(rng.integers(len(now))), rng))
            other = ways[int(rng.integers(len(ways)))]
            if other not in seen:
                break
        seen.add(other)
        now = other
    return now


def _ways(word: str, place: int, rng: np.random.Generator) -> Iterator[str]:
    """What the word becomes by a slip at a place, one of each kind that is possible there."""
    before, letter, behind = word[:place], word[place], word[place + 1 :]
    yield before + behind
    yield before + letter + letter + behind
    if behind and behind[0] != letter:
        yield before + behind[0] + letter + behind[1:]
    near = NEIGHBOURS.get(letter.lower())
    if near:
        other = near[int(rng.integers(len(near)))]
        yield before + (other.upper() if letter.isupper() else other) + behind


def _neighbours() -> dict[str, str]:
    at = {letter: (key + row * _SHIFT, row) for row, keys in enumerate(_ROWS) for key, letter in enumerate(keys)}

    def near(one: tuple[float, int], other: tuple[float, int]) -> bool:
        return 0 < (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 <= _REACH**2

    return {letter: "".join(other for other in at if near(place, at[other])) for letter, place in at.items()}


NEIGHBOURS: Final = _neighbours()
