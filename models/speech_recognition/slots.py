"""What is wanted, by the words: the phrase that they are, its intent and the values of its slots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .grammar_places import BEFORE, Places, Spot


@dataclass(frozen=True)
class Meaning:
    """What words mean.

    Attributes:
        intent: Of the phrase; None where it has none.
        slots: Values by slot, those of a slot that is named several times parted by blanks, in their order.
        share: Of the chance of all that the words may mean, which several phrases or values can share; 0 to 1.
    """

    intent: str | None
    slots: Mapping[str, str]
    share: float


class _Reading(NamedTuple):
    """A way through the words so far; slots in the order in which they were said."""

    spot: Spot
    slots: tuple[tuple[str, str], ...]


def meaning_of(words: Sequence[str], places: Places, intents: Sequence[str | None]) -> Meaning | None:
    """The likeliest meaning of words that are a whole phrase; None where they are none.

    Args:
        words: As they are spelt in the grammar.
        places: The grammar's.
        intents: Of each phrase.
    """
    readings = {_Reading(BEFORE, ()): 1.0}
    for word in words:
        further: dict[_Reading, float] = {}
        for reading, weight in readings.items():
            for after, chance in _steps(reading, word, places):
                further[after] = further.get(after, 0.0) + weight * chance
        readings = further
    meanings: dict[tuple[str | None, tuple[tuple[str, str], ...]], float] = {}
    for reading, weight in readings.items():
        if places.is_end(reading.spot):
            key = (intents[reading.spot.phrase], reading.slots)
            meanings[key] = meanings.get(key, 0.0) + weight
    if not meanings:
        return None
    (intent, slots), best = max(meanings.items(), key=lambda item: item[1])
    return Meaning(intent, _joined(slots), best / sum(meanings.values()))


def _steps(reading: _Reading, word: str, places: Places) -> list[tuple[_Reading, float]]:
    """Where a word leads from a reading; each value that it completes is a reading of its own."""
    found: list[tuple[_Reading, float]] = []
    for after, chance in places.step(reading.spot, word):
        said = places.values_said(reading.spot, after, word)
        if said is None:
            found.append((_Reading(after, reading.slots), chance))
            continue
        slot, values = said
        whole = sum(values.values())
        for value, share in values.items():
            found.append((_Reading(after, (*reading.slots, (slot, value))), chance * share / whole))
    return found


def _joined(slots: Sequence[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for slot, value in slots:
        found[slot] = f"{found[slot]} {value}" if slot in found else value
    return found
