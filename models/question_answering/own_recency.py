"""Which order a question singles out by how late it was made: "my latest order", "the order before last"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from .own_place import BEFORE_LATEST, LATEST
from .question_text import words_of
from .recency_words import (
    ARRIVES,
    BARE,
    BEFORE,
    BY_STATE,
    NEWS,
    OF_DELIVERY,
    OF_ORDER,
    OF_ORDERS,
    ONE_BEFORE,
    OTHER_THAN,
    PLACED,
    SECOND,
)

_PREVIOUS: Final = "previous"


@dataclass(frozen=True)
class Recency:
    """What a question says of how late an order was made.

    Attributes:
        place: Of the order by time, `LATEST` or `BEFORE_LATEST`; None where it says nothing of that sort.
        rest: The question without the words for it, in small letters.
        of_delivery: Whether the latest that came may be meant, and not the latest that was made.
        previous: Whether "previous" says it, which may be the latest or the one before an open one.
        several: Whether it asks about several of the latest orders.
        titled: Whether such a word is one of a title: "The Last of Us".
    """

    place: int | None
    rest: str
    of_delivery: bool = False
    previous: bool = False
    several: bool = False
    titled: bool = False


def before_latest(question: str, titles: Sequence[str] = ()) -> Recency:
    """Whether the order before the latest is meant; read before times are, of which "before" is a word too.

    Args:
        question: Its text.
        titles: Of the customer's rows, as `own_rows.own_titles` gives them: "The Penultimate Peril" is a book.

    Examples:
        >>> before_latest("What was in the order before last?")
        Recency(place=1, rest='what was in the  ?', of_delivery=False, previous=False, several=False, titled=False)
        >>> before_latest("What did I order before last Christmas?").place is None
        True
        >>> before_latest("What did the orders before the last one cost?").place is None
        True
    """
    rest, found = _without(SECOND, question.lower(), titles)
    return Recency(BEFORE_LATEST if found else None, rest)


def latest(rest: str, titles: Sequence[str] = (), *, delivery: bool = False) -> Recency:
    """Whether the latest order is meant.

    Args:
        rest: A question in small letters, without words for a time.
        titles: See `before_latest`: "the latest edition" may be a title, "my latest order" is none.
        delivery: Whether it asks when something comes or came.
    """
    rest = NEWS.sub(" ", rest)
    titled = any(_is_titled(match, rest, titles) for pattern in (SECOND, BARE) for match in pattern.finditer(rest))
    several, many = _without(OF_ORDERS, rest, titles)
    came, by_delivery = _without(OF_DELIVERY, several, titles)
    if many:
        return Recency(None, came, several=not by_delivery, titled=titled)
    ordered, of_order = _without(OF_ORDER, came, titles)
    bare, more = _without(BARE, ordered, titles)
    arrives = not of_order and bool(more) and not PLACED.search(bare) and (delivery or ARRIVES.search(bare) is not None)
    said = [match[0] for match in OF_ORDER.finditer(came)]
    place = LATEST if by_delivery or of_order or more else None
    return Recency(place, bare, bool(by_delivery) or arrives, _PREVIOUS in said, titled=titled)


def not_told(question: str, rest: str, titles: Sequence[str] = ()) -> str | None:
    """Why the order that a question singles out is not told; None where nothing is in the way.

    Args:
        question: Its text.
        rest: It in small letters, without words for a time and for the order before the latest.
        titles: See `before_latest`.
    """
    second = _without(SECOND, question.lower(), titles)[1]
    if second and BEFORE.search(rest):
        return "it is not clear before which order the one that is meant was made"
    for pattern, why in (
        (OTHER_THAN, "an order is not singled out by what it is not"),
        (ONE_BEFORE, "it is not clear before what"),
        (BY_STATE, "the latest order of a state is not singled out"),
    ):
        found = pattern.search(rest)
        if found:
            return f"{why}: {found[0].strip()!r}"
    return None


def is_of_one_order(question: str) -> bool:
    """Whether a question in small letters is about a single one of the latest orders, as a whole."""
    return OF_ORDER.search(question) is not None or SECOND.search(question) is not None


def _without(pattern: re.Pattern[str], text: str, titles: Sequence[str]) -> tuple[str, int]:
    """A text without what a pattern finds in it that is no part of a title, and how much that is."""
    found = [match for match in pattern.finditer(text) if not _is_titled(match, text, titles)]
    for match in reversed(found):
        text = f"{text[: match.start()]} {text[match.end() :]}"
    return text, len(found)


def _is_titled(match: re.Match[str], text: str, titles: Sequence[str]) -> bool:
    """Whether a title has these words together with what stands beside them in a question."""
    said = " ".join(words_of(match[0]))
    behind, before = words_of(text[match.end() :])[:2], words_of(text[: match.start()])[-1:]
    if behind and behind[0] in ENGLISH_STOP_WORDS and len(behind) == 1:
        behind = []  # "last of" is nothing of a title yet
    beside = [" ".join([said, *behind[: 1 if behind[0] not in ENGLISH_STOP_WORDS else 2]])] if behind else []
    beside += [f"{word} {said}" for word in before if word not in ENGLISH_STOP_WORDS]
    return any(f" {words} " in f" {title} " for words in beside for title in titles)
