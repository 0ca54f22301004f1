"""How many of something a customer says the product has."""

from __future__ import annotations

import re
from typing import Final

from .plain_sayings import read, saying

_MANY: Final = re.compile(r"\b(?:how many|wie ?viele|cuánt[oa]s|combien)\b", re.IGNORECASE)
_ASKS: Final = frozenset(
    (
        "how",
        "many",
        "wie",
        "viele",
        "wieviele",
        "cuanto",
        "cuanta",
        "combien",
        "have",
        "there",
        "de",
        "hat",
        "tiene",
        "y",
        "a",
    )
)
_HAS: Final = (("have",), ("there",), ("come", "with"), ("hat",), ("tiene",))
_ABOUT: Final = frozenset(("exactly", "just", "only", "total", "about"))
_ON: Final = frozenset(("and", "but", "so", "und", "y", "et"))
_NAMES: Final = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_WRITTEN: Final = {word: float(number + 1) for number, word in enumerate(_NAMES)}


def counted_in(question: str, asked: tuple[str, ...]) -> tuple[str, ...]:
    """What a question wants to be counted, as it says it; empty where it asks for no count.

    Args:
        question: Its text.
        asked: The same, see `plain_sayings.saying`.
    """
    return tuple(word for word in asked if word not in _ASKS) if _MANY.search(question) else ()


def count_in(text: str, counted: tuple[str, ...], subject: frozenset[str], *, same: bool) -> tuple[float, str] | None:
    """How many there are, with the sentence that says so; None where that is not plain.

    The number is the only one of its sentence and stands right before what is counted: "2 small pockets" may be two of
    many, and "I ordered 2 pieces" tells what was ordered.

    Args:
        text: What a customer says.
        counted: Of `counted_in`.
        subject: Words by which the question calls the product.
        same: Whether the customer was asked the very question, so that the bare number answers.
    """
    found = []
    for place, sentence in enumerate(read(text)):
        words = saying(sentence.words, subject)
        number = None if sentence.asks else _count(words, counted, same=same and place == 0)
        if number is not None:
            found.append((number, sentence.text))
    return found[0] if len({number for number, _ in found}) == 1 else None


def _count(words: tuple[str, ...], counted: tuple[str, ...], *, same: bool) -> float | None:
    numbers = [number for word in words if (number := _number(word)) is not None]
    if len(numbers) != 1:
        return None
    has = next((opening for opening in _HAS if words[: len(opening)] == opening), ())
    rest = words[len(has) :]
    while rest and rest[0] in _ABOUT:
        rest = rest[1:]
    if not rest or _number(rest[0]) is None or not (has or same):
        return None
    named = rest[1 : 1 + len(counted)] == counted
    after = rest[1 + len(counted) :] if named else rest[1:]
    return numbers[0] if (named or same) and (not after or after[0] in _ON) else None


def _number(word: str) -> float | None:
    return float(word) if word.isdecimal() else _WRITTEN.get(word)
