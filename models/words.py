"""Text of products and queries as words: one spelling for both, so that what is typed meets what is sold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

import pandas as pd

LONGEST_WORD: Final = 48  # characters; what is longer is no word that somebody types

_ROWS: Final = 20_000  # texts that are spelt in memory at once
_PLAIN_ACCENTS: Final = "\u0300-\u036f"
_POINTING: Final = "\u0591-\u05c7\u0640\u064b-\u065f\u0670"  # vowels of Hebrew and Arabic, which few write
_UNSPACED: Final = (
    "\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # kana and Han
    "\uac00-\ud7a3\U00020000-\U0003134f"  # Hangul, rare Han
)
_MARK: Final = re.compile(f"[{_PLAIN_ACCENTS}{_POINTING}]+")
_RUN: Final = re.compile(f"[{_UNSPACED}]+")
_OTHER_DIGIT: Final = re.compile(r"(?![0-9])\d")
_APOSTROPHE: Final = re.compile(r"(?<=\w)['\u2018\u2019\u02bc`](?=\w)")
_INCHES: Final = re.compile(r"(?<=\d)(?:\"|''|\u201d|\u2033|\u2032\u2032)")
_FRACTION: Final = re.compile(r"(?<=\d)(?=[\u00bc-\u00be\u2150-\u215f\u2189])")  # 2\u00bd is not 21 halves
_ARABIC_MARKS: Final = str.maketrans({"\u066b": ".", "\u066c": ","})  # of decimals and of thousands
_BARE_POINT: Final = re.compile(r"(?<![\w.])\.(?=[0-9])")
_THOUSANDS: Final = re.compile(r"(?<![\d.,])(\d{1,3})((?:,\d{3})+)(?![\d,])")
_COMMA: Final = re.compile(r"(?<=\d),(?=\d)")
_FOLDED: Final = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "\u0131": "i"})


def normalised(texts: Sequence[str]) -> list[str]:
    """Words of each text, parted by single blanks; "" for a text without any.

    NFKC and case folding; accents of Latin, Greek and Cyrillic letters, Hebrew and Arabic vowel points and
    apostrophes within words are dropped; letters and digits are split apart; `1,000` is 1000, `2,5` is 2.5, `.5` is
    0.5, `2½` is 2 1 2 and `24"` is 24 inch; scripts without blanks become pairs of neighbouring characters. All else
    (signs, emoji) parts words.
    """
    out: list[str] = []
    for start in range(0, len(texts), _ROWS):
        out.extend(_spelt(texts[start : start + _ROWS]))
    return out


def normalise(text: str, most: int) -> str:
    """Words of one text that may be of any length: what stands behind the first `most` characters is left out."""
    return _spelt([text[:most]])[0]


def tokens(text: str, most: int) -> list[str]:
    """Words of one text, in order; as `normalise`."""
    return normalise(text, most).split()


def spelt_column(column: pd.Series[str], most: int | None = None) -> list[str]:
    """Words of each cell of a column of text; "" where the cell is missing."""
    cells = column.fillna("").astype("str")
    return normalised((cells if most is None else cells.str.slice(0, most)).tolist())


def is_number(word: str) -> bool:
    """Whether a word is digits: it is never taken for a mistyped one, and past queries alone say how it goes on."""
    return word[:1].isdigit()


def is_unspaced(word: str) -> bool:
    """Whether a word is of a script that writes without blanks, so it is a pair of characters, not a word."""
    return _RUN.match(word) is not None


def _spelt(texts: Sequence[str]) -> list[str]:
    whole = "\n".join(texts) if not any("\n" in text for text in texts) else "\n".join(_one_line(texts))
    if not whole.isascii():
        whole = _ascii_where_it_can_be(whole)
    whole = _APOSTROPHE.sub("", _INCHES.sub(" inch ", whole.casefold()))
    whole = _BARE_POINT.sub("0.", whole)
    whole = _THOUSANDS.sub(lambda found: found[1] + found[2].replace(",", ""), whole)
    found = _word_pattern().findall(_COMMA.sub(".", whole))
    return [line.strip() for line in " ".join(found).split("\n")]


def _one_line(texts: Iterable[str]) -> list[str]:
    return [text.replace("\n", " ") for text in texts]


def _ascii_where_it_can_be(text: str) -> str:
    # Composed again at the end: Hangul and kana fall apart with the accents, and are no accents.
    text = _FRACTION.sub(" ", text.translate(_ARABIC_MARKS))
    parted = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    text = unicodedata.normalize("NFC", _MARK.sub("", parted)).translate(_FOLDED)
    text = _OTHER_DIGIT.sub(lambda found: str(unicodedata.digit(found[0], 0)), text)
    return _RUN.sub(lambda found: f" {' '.join(_pairs(found[0]))} ", text)


def _pairs(run: str) -> list[str]:
    return [run[place : place + 2] for place in range(len(run) - 1)] or [run]


@cache
def _word_pattern() -> re.Pattern[str]:
    """Numbers, words of letters and the marks that belong to them, and ends of lines.

    The marks are listed since `\\w` leaves out vowel signs, without which words of Indian scripts fall apart.
    """
    points = [point for point in range(0x10000) if unicodedata.category(chr(point)) in ("Mn", "Mc")]
    marks = "".join(f"\\u{point:04x}" for point in points)
    return re.compile(rf"[0-9]+(?:\.[0-9]+)?|(?:[^\W\d_]|[{marks}]){{1,{LONGEST_WORD}}}|\n")
