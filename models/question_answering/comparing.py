"""Questions that name a value themselves: "is it more than 2 kg", "is it 30 cm long"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from .plain_questions import asks_for_measure
from .quantities import Quantity, quantities_of
from .topics import topics_of, usual
from .value_settings import ValueSettings

_MORE: Final = re.compile(
    r"\b(?:(?:more|bigger|larger|longer|heavier|taller|higher|wider|greater|deeper|thicker|louder) than|over|above|"
    r"exceeds?|(?:mehr|größer|schwerer|länger|höher|breiter|tiefer|dicker|lauter) als|über|(?:más|mayor|plus)"
    r"(?: \w+)? (?:de|que))\b"
)
_LESS: Final = re.compile(
    r"\b(?:(?:less|fewer|smaller|shorter|lighter|lower|narrower|thinner|quieter) than|under|below|(?:weniger|kleiner|"
    r"leichter|kürzer|leiser) als|unter|(?:menos|menor|moins)(?: \w+)? (?:de|que))\b"
)
_LEAST: Final = re.compile(r"\b(?:at least|or more|mindestens|oder mehr|al menos|o más|au moins|ou plus)\b")
_MOST: Final = re.compile(r"\b(?:at most|or less|höchstens|oder weniger|como máximo|o menos|au plus|ou moins)\b")
_COMPARED: Final = (_LEAST, _MOST, _MORE, _LESS)
# nothing is compared by these alone: "is it 5 cm longer"
_OPEN: Final = re.compile(
    r"\b(?:longer|heavier|taller|higher|wider|deeper|thicker|louder|länger|schwerer|höher|breiter|tiefer|dicker|lauter)\b"
)


def same(first: float, second: float, settings: ValueSettings) -> bool:
    """Whether two values in base units are one, rounded differently."""
    return abs(first - second) <= settings.same_within * max(abs(first), abs(second))


def compared(
    question: str, name: str, own: Sequence[Quantity], called: frozenset[str], settings: ValueSettings
) -> bool | None:
    """Whether a question's value holds of an attribute; None where neither yes nor no follows from it.

    It follows where the question asks for the very measure that the attribute tells. "Can it hold 5 kg", "does it fit
    into 30 cm" and "is it enough for 10 m²" ask for something else, and are not denied by another value.

    Args:
        question: Its text.
        name: Of the attribute.
        own: Quantities of the attribute; of several none is compared.
        called: Words that the product is called by.
        settings: When values are the same.
    """
    asked = quantities_of(question)
    if len(asked) != 1 or len(own) != 1 or asked[0].dimension != own[0].dimension:
        return None
    text = question.lower()
    ways = [way for way in _COMPARED if way.search(text)]
    bare = text
    for way in ways:
        bare = way.sub(" ", bare)
    if len(ways) > 1 or _OPEN.search(bare) or not _of_one_measure(text, bare, name, own[0].dimension, called):
        return None
    equal, more = same(own[0].base, asked[0].base, settings), own[0].base > asked[0].base
    if not ways:
        return equal
    way = ways[0]
    if way in (_LEAST, _MOST):
        return equal or more == (way is _LEAST)
    return more if way is _MORE else own[0].base < asked[0].base


def _of_one_measure(text: str, bare: str, name: str, dimension: str, called: frozenset[str]) -> bool:
    if not asks_for_measure(bare, name, called):
        return False
    topics, told = topics_of(text), topics_of(name)
    if topics or not told:
        return topics == told
    return told == {usual(dimension)}
