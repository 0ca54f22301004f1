"""Which of a customer's own rows a question names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from .account_settings import AccountSettings
from .colours import another_colour
from .english import is_english
from .kind_examples import account_words, filler_words, words_of_others
from .product_names import singular
from .question_text import words_of

_ID: Final = re.compile(r"(?=\w*\d)(?=\w*[a-z])[\w-]{3,}|\d{5,}")
_NO_ID: Final = re.compile(r"\d{1,4}(?:st|nd|rd|th|h|x|am|pm|[a-zµ]{1,5})|\d{4}-\d{2}(?:-\d{2})?|\d{1,2}:\d{2}")
_COUNTED: Final = frozenset(("times", "time", "x", "mal", "veces", "vez", "fois", "pieces", "stück"))
_FEW: Final = 2  # digits up to which a number counts something, unless it stands behind a name: iPhone 13
_ELISION: Final = 2  # letters before an apostrophe that are a word of their own, as in "l'ai"


@dataclass(frozen=True)
class Named:
    """What a question names.

    Attributes:
        words: That name something.
        rows: Places of the rows that fit best; none where no row fits.
        share: Of the words that these rows have.
    """

    words: tuple[str, ...]
    rows: tuple[int, ...]
    share: float


def naming_words(question: str, settings: AccountSettings) -> tuple[str, ...]:
    """Words of a question that are no way of asking about an account, and so name something.

    A word that is such a way with a slip of the keyboard is none.
    """
    return tuple(word for word in _candidates(question) if not _slipped(word, settings))


def named(question: str, rows: Sequence[frozenset[str]], settings: AccountSettings) -> Named:
    """Which rows a question names, by the words of their titles.

    Args:
        question: As it was asked.
        rows: Words of each row.
        settings: From when on a row fits.
    """
    every, words = _candidates(question), naming_words(question, settings)
    count = max(len(words), 1)
    # what looks like a slip of another word names a row that has it as it stands
    shares = [
        0.0 if _is_another(row, words) else min(sum(_has(row, word, settings) for word in every) / count, 1.0)
        for row in rows
    ]
    best = max(shares, default=0.0)
    if best < settings.least_named or best == 0.0:
        return Named(words, (), 0.0)
    return Named(words or every, tuple(place for place, share in enumerate(shares) if share == best), best)


def strange_ids(question: str, own: frozenset[str]) -> list[str]:
    """Words of a question that look like an id and are none of the customer's own words and ids."""
    found = [word for word in re.findall(r"[\w-]+", question.lower()) if _ID.fullmatch(word)]
    return [word for word in found if word not in own and not _NO_ID.fullmatch(word)]


def _candidates(question: str) -> tuple[str, ...]:
    """Words that are not known as ways of asking, and numbers that are a part of a name."""
    words = [word.split("'")[-1] if word.find("'") in range(_ELISION + 1) else word for word in words_of(question)]
    out: list[str] = []
    for word, before, after in zip(words, ["", *words], [*words[1:], ""], strict=False):
        if word.isdigit():
            name = len(word) > _FEW or (bool(out) and before == out[-1] and after not in _COUNTED)
            out.extend([word] if name else [])
        elif word not in _known() and len(word) > 1:
            out.append(word)
    return tuple(out)


def _is_another(row: frozenset[str], words: tuple[str, ...]) -> bool:
    """Whether a row is of another colour, or has not the number that is named: another model."""
    numbers = [word for word in words if any(sign.isdigit() for sign in word) and not _NO_ID.fullmatch(word)]
    return another_colour(words, row) or not row.issuperset(numbers)


def _has(row: frozenset[str], word: str, settings: AccountSettings) -> bool:
    if word in row or singular(word) in row:
        return True
    if len(word) < settings.shortest_likeness or _ID.fullmatch(word):
        return False
    return process.extractOne(word, row, scorer=fuzz.ratio, score_cutoff=settings.least_likeness) is not None


def _slipped(word: str, settings: AccountSettings) -> bool:
    """Whether it is no word by itself, and a way of asking with a slip of the keyboard."""
    if any(letter.isdigit() for letter in word) or is_english(word):
        return False
    if any(OSA.distance(word, known, score_cutoff=1) <= 1 for known in _known() if len(known) > _ELISION):
        return True
    return process.extractOne(word, _known(), scorer=fuzz.ratio, score_cutoff=settings.least_likeness) is not None


@cache
def _known() -> frozenset[str]:
    """Words with which people ask, in any question."""
    words = account_words() | filler_words() | ENGLISH_STOP_WORDS | words_of_others()
    return frozenset(word for word in words if not any(letter.isdigit() for letter in word))
