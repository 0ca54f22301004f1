"""Triplets that say something: no mark alone is judged, and none judges."""

from __future__ import annotations

import unicodedata
from typing import Final

import numpy as np

from .extracted import NONE, Extracted, Flags, Ints

_SAYS: Final = ("L", "N", "Sc")  # letters, digits and other numbers, signs of currencies, by their category
_NUMBER_SIGNS: Final = frozenset("#%\u2030\u2116")  # of those with a category of other signs
_PICTURE: Final = "So"  # an emoji may judge, but nothing is named by it


def readable(texts: list[str], read: Extracted) -> Extracted:
    """Those of which neither span is but marks; an opinion may be an emoji.

    Args:
        texts: That were read.
        read: Triplets of them.
    """
    aspect = _says(texts, read.text, read.aspect_start, read.aspect_end, _SAYS)
    opinion = _says(texts, read.text, read.opinion_start, read.opinion_end, (*_SAYS, _PICTURE))
    kept = aspect & opinion
    return read if kept.all() else read.take(kept)


def _says(texts: list[str], row: Ints, start: Ints, end: Ints, kinds: tuple[str, ...]) -> Flags:
    spans = zip(row.tolist(), start.tolist(), end.tolist(), strict=True)
    told = (begin == NONE or any(_is(sign, kinds) for sign in texts[at][begin:stop]) for at, begin, stop in spans)
    return np.fromiter(told, dtype=bool, count=len(row))


def _is(sign: str, kinds: tuple[str, ...]) -> bool:
    return sign in _NUMBER_SIGNS or unicodedata.category(sign).startswith(kinds)
