"""Words that are cut short with a point, which ends no sentence."""

from __future__ import annotations

import re
from typing import Final

# at the end of a sentence only where a pronoun follows, as in "I asked a Dr. He said"
TITLES: Final = ("dr", "mr", "mrs", "ms", "st", "prof", "sr", "sra")
# not before a small letter or a number
CUT: Final = (
    *("approx", "aprox", "ca", "vs", "incl", "excl", "max", "min", "etc", "dia", "qty", "e.g", "i.e"),
    *("z.b", "d.h", "u.a", "bzw", "usw", "ej", "p.ex", "env"),
)
# not before a number
NUMBERED: Final = ("no", "nos", "nr", "art", "fig", "vol")
# behind a number not before a small letter
UNITS: Final = (
    *("in", "ft", "oz", "lb", "lbs", "yd", "yds", "gal", "qt", "pt", "fl", "sq", "cu", "hr", "hrs", "sec"),
    *("min", "mins", "pcs", "pc"),
)
LONGEST: Final = 24  # letters before a point by which it is told


def _behind(words: tuple[str, ...], before: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|{before})(?:{'|'.join(map(re.escape, words))})$", re.IGNORECASE)


_TITLE: Final = _behind(TITLES, r"(?<!\d)[^\w.]")  # "5 ms" is a time
_CUT, _NUMBERED = (_behind(words, r"[^\w.]") for words in (CUT, NUMBERED))
_PRONOUN: Final = re.compile(
    r"\s+(?:he|she|it|its|i|i'm|they|we|you|this|that|these|those|my|er|sie|es|ich|il|elle|je)\b", re.I
)
# "No. 5 stars!" is an answer and a mark, "no. 5 is the best" a number
_NO: Final = re.compile(r"\s*no$", re.IGNORECASE)
_MEASURED: Final = re.compile(
    r"\s*\d+(?:[.,]\d+)?\s*(?:%|(?!(?:is|was|has|does|comes|works|fits)\b)\w+s\b|out of\b|star\b)", re.IGNORECASE
)
_UNIT: Final = _behind(UNITS, r"\d\s?(?:(?:fl|sq|cu)\.?\s?)?")


_POINTED: Final = re.compile(rf"(\d\s?(?:(?:fl|sq|cu)\.?\s?)?(?i:{'|'.join(UNITS)}))\.(?=\s+[a-zß-ÿ])")


def without_points(text: str) -> str:
    """A text without the points behind units within its sentences: "3.5 in. wide" is "3.5 in wide"."""
    return _POINTED.sub(r"\1", text)


def is_cut_short(before: str, after: str) -> bool:
    """Whether a single point between two texts belongs to the word before it, and ends no sentence.

    Args:
        before: What stands before it; its last `LONGEST` letters will do.
        after: What stands behind it.

    Examples:
        >>> is_cut_short("No", " 5 is the best"), is_cut_short("No", " It broke"), is_cut_short("No", " 5 stars!")
        (True, False, False)
        >>> is_cut_short("It is 3.5 in", " wide"), is_cut_short("It is 3.5 in", " I like it")
        (True, False)
    """
    following = after.lstrip()[:1]
    if not following:
        return False
    if _TITLE.search(before):
        return _PRONOUN.match(after) is None
    if following.isdigit():
        if _NO.fullmatch(before) and _MEASURED.match(after):
            return False
        return _CUT.search(before) is not None or _NUMBERED.search(before) is not None
    return following.islower() and (_CUT.search(before) is not None or _UNIT.search(before) is not None)
