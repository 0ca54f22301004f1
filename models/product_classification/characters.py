"""What a character is to text of listings: part of a word, something between words, or noise."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.uint32]

_TABLE: Final = 0x20000  # the planes that scripts and emoji lie in; beyond them lie rare ideographs
_TAGS: Final = 0xE0000  # and beyond those, code points that nobody sees
_SELECTORS: Final = range(0xFE00, 0xFE10)  # choose between a letter's and an emoji's look
_BREAKS: Final = (0x200B, 0x2060)  # formats that part words, where the others lie within one
_GAP, _NOTHING, _WORD = 1, 2, 4


@cache
def _kinds() -> npt.NDArray[np.uint8]:
    kinds = np.zeros(_TABLE + 1, dtype=np.uint8)
    for point in range(_TABLE + 1):
        category = unicodedata.category(chr(point))
        if category == "Cf":
            kinds[point] = _NOTHING
        elif category[0] in "CZ" or category in ("So", "Sk"):
            kinds[point] = _GAP
        elif category[0] in "LMN":
            kinds[point] = _WORD
    kinds[list(_SELECTORS)] = _NOTHING
    kinds[list(_BREAKS)] = _GAP
    return kinds


def _kinds_of(points: Points) -> npt.NDArray[np.uint8]:
    if len(points) and int(points.max()) > _TABLE:
        points = np.where(points >= _TAGS, 0, np.minimum(points, _TABLE)).astype(np.uint32)
    return _kinds()[points]


def is_gap(points: Points) -> npt.NDArray[np.bool_]:
    """Blanks, control characters, emoji and other symbols: what text is the same without."""
    return (_kinds_of(points) & _GAP) > 0


def is_nothing(points: Points) -> npt.NDArray[np.bool_]:
    """Soft hyphens, joiners, variation selectors: what does not even part two letters."""
    return (_kinds_of(points) & _NOTHING) > 0


def is_word(points: Points) -> npt.NDArray[np.bool_]:
    """Letters, their marks, and digits of any script."""
    return (_kinds_of(points) & _WORD) > 0
