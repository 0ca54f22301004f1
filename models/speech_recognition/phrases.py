"""Phrases with slots, and the values of slots, as they are told: words and places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ..errors import InputError
from ..words import normalised
from .language_settings import LanguageSettings
from .spoken_numbers import said_as

_SLOT: Final = re.compile(r"\{([^{}]*)\}")
_NAMED: Final = 5


@dataclass(frozen=True)
class Phrase:
    """A pattern of what may be said.

    Attributes:
        text: Words, and names of slots in braces.
        intent: What is wanted with it; None where nobody says.
        weight: How often it is said, beside the others; above 0.
    """

    text: str
    intent: str | None = None
    weight: float = 1.0


@dataclass(frozen=True)
class SlotValue:
    """A way of saying a value of a slot.

    Attributes:
        slot: Its name.
        value: What is handed on.
        spoken: The words.
    """

    slot: str
    value: str
    spoken: str


@dataclass(frozen=True)
class Place:
    """A word of a phrase, or a slot.

    Attributes:
        name: The word as it is spelt, or the slot's name.
        slot: Whether it is a slot.
    """

    name: str
    slot: bool = False


def places_of(text: str) -> tuple[Place, ...]:
    """The places of a pattern.

    >>> [place.name for place in places_of("Add {quantity} T-shirts")]
    ['add', 'quantity', 't', 'shirts']
    """
    parts = _SLOT.split(text)
    words = normalised(parts[::2])
    found: list[Place] = []
    for at, plain in enumerate(words):
        found += [Place(word) for word in plain.split()]
        if 2 * at + 1 < len(parts):
            found.append(Place(parts[2 * at + 1], slot=True))
    return tuple(found)


def values_told(
    phrases: Sequence[Phrase], values: Iterable[SlotValue], settings: LanguageSettings
) -> dict[str, list[SlotValue]]:
    """The values of each slot that phrases have; whole numbers where it is one of numbers and has no values.

    Raises:
        InputError: A slot has none.
    """
    told: dict[str, list[SlotValue]] = {}
    for one in values:
        told.setdefault(one.slot, []).append(one)
    asked = {place.name: phrase.text for phrase in phrases for place in places_of(phrase.text) if place.slot}
    lost = sorted(set(asked) - set(told) - set(settings.number_slots))
    if lost:
        raise InputError(
            f"phrases name {len(lost)} slots without a value in slot_values: {', '.join(lost[:_NAMED])} (in "
            f"{asked[lost[0]]!r}, for one); add rows to slot_values, each with a value and how it is said."
        )
    return {slot: told.get(slot) or _numbers(slot, settings) for slot in asked}


def _numbers(slot: str, settings: LanguageSettings) -> list[SlotValue]:
    numbers = range(1, settings.most_number + 1)
    return [SlotValue(slot, str(number), spoken) for number in numbers for spoken in said_as(number)]
