"""Whether what the maker says of one thing can all be true."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from .comparing import same
from .maker_passages import core, named
from .quantities import Quantity, quantities_of
from .topics import fits, is_of_package, parts_of, topics_of
from .value_settings import ValueSettings
from .word_conflicts import contradicted
from .written_numbers import bare_number

_BATTERIES: Final = frozenset({"battery", "akku", "batterie", "batería"})
_POWERED: Final = frozenset({"battery", "charging", "capacity"})
_RESTATED: Final = re.compile(r"\(([^()]*\d[^()]*)\)")


def conflict_of(
    question: str, text: str, others: Sequence[str], settings: ValueSettings, called: frozenset[str] = frozenset()
) -> str | None:
    """What contradicts a passage; None where nothing does.

    Values of the same thing are those of the same topic and dimension, both of the product, of its package, or of the
    same part of it.

    Args:
        question: Its words tell which of the passage's values are meant.
        text: The maker's passage that answers.
        others: Other passages of the maker.
        settings: When values are the same.
        called: Words that the product is called by.
    """
    own = quantities_of(named(text)[1])
    if not own:
        against = _counted_otherwise(text, others, settings) or contradicted(text, others)
        return None if against is None else f"{text!r} and {against!r}"
    inner = _within(text, settings) or _unfitting(text, own)
    if inner:
        return inner
    topics = (topics_of(question) & topics_of(text)) or topics_of(named(text)[0])
    for other in others:
        if is_of_package(other) != is_of_package(text) or _parts(other, topics, called) != _parts(text, topics, called):
            continue
        if not _alike(text, other, topics):
            continue
        theirs = quantities_of(named(other)[1])
        for dimension in {one.dimension for one in own if _meant(one, topics)}:
            mine = [one for one in own if one.dimension == dimension]
            others_own = [one for one in theirs if one.dimension == dimension]
            if others_own and not any(same(one.base, two.base, settings) for one in mine for two in others_own):
                return f"{mine[0].text()} and {others_own[0].text()}"
    return None


def _counted_otherwise(text: str, others: Sequence[str], settings: ValueSettings) -> str | None:
    """The attribute of the same name that tells another number; None where none does, or no number is told."""
    name, value = named(text)
    own = bare_number(value) if core(name) else None
    if own is None:
        return None
    for other in others:
        told, theirs = named(other)
        number = bare_number(theirs) if core(told) == core(name) else None
        if number is not None and not same(own, number, settings):
            return other
    return None


def _parts(text: str, topics: frozenset[str], called: frozenset[str]) -> frozenset[str]:
    """Parts that a passage speaks of; what it says of a battery's runtime it says of the product."""
    parts = parts_of(text, called)
    return parts - _BATTERIES if topics & _POWERED else parts


def _within(text: str, settings: ValueSettings) -> str | None:
    """A value that is told again in brackets, and is another there."""
    outside = quantities_of(_RESTATED.sub(" ", text))
    inside = [one for told in _RESTATED.findall(text) for one in quantities_of(told)]
    for one in inside:
        alike = [two for two in outside if two.dimension == one.dimension]
        if alike and not any(same(one.base, two.base, settings) for two in alike):
            return f"{alike[0].text()} and {one.text()}"
    return None


def _unfitting(text: str, own: Sequence[Quantity]) -> str | None:
    """A unit that what is told cannot have, as a weight in centimetres."""
    name, _ = named(text)
    topics = topics_of(name)
    if not name or not topics or any(fits(topic, one.dimension) for topic in topics for one in own):
        return None
    return f"{name} in {own[0].unit}" if len(topics) == 1 and len({one.dimension for one in own}) == 1 else None


def _alike(text: str, other: str, topics: frozenset[str]) -> bool:
    """Whether another passage speaks of the same."""
    first, second = (core(named(one)[0]) for one in (text, other))
    if first and second:
        return first == second
    return bool(topics & topics_of(named(other)[0] or other))


def _meant(quantity: Quantity, topics: frozenset[str]) -> bool:
    return not topics or any(fits(topic, quantity.dimension) for topic in topics)
