"""Sentences drawn from phrases: text for models that learn from text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from ..words import normalised
from .language_settings import LanguageSettings
from .phrases import Phrase, Place, SlotValue, places_of, values_told

_Ways = Mapping[str, Sequence[Sequence[str]]]


def drawn_sentences(
    phrases: Sequence[Phrase],
    values: Sequence[SlotValue],
    settings: LanguageSettings,
    *,
    rng: np.random.Generator,
    count: int,
) -> list[str]:
    """Sentences as often as they are likely; and one for each way of saying a value, which rare ones might miss.

    Args:
        phrases: At least one has a word.
        values: Of their slots.
        settings: Of numbers that are said.
        rng: Draws.
        count: Sentences besides those for the values.

    Raises:
        InputError: A slot has no value.
    """
    patterns = [places_of(one.text) for one in phrases]
    ways = {slot: _ways(some) for slot, some in values_told(phrases, values, settings).items()}
    weights = np.array([one.weight if places else 0.0 for one, places in zip(phrases, patterns, strict=True)])
    drawn = rng.choice(len(patterns), count, p=weights / weights.sum())
    return [*_covering(patterns, ways, rng), *(_filled(patterns[at], ways, rng) for at in drawn.tolist())]


def _ways(values: Sequence[SlotValue]) -> list[list[str]]:
    """Of each value the ways of saying it."""
    found: dict[str, list[str]] = {}
    for one, spoken in zip(values, normalised([one.spoken for one in values]), strict=True):
        found.setdefault(one.value, []).append(spoken)
    return list(found.values())


def _covering(patterns: Sequence[Sequence[Place]], ways: _Ways, rng: np.random.Generator) -> Iterator[str]:
    for slot, values in ways.items():
        having = [pattern for pattern in patterns if Place(slot, slot=True) in pattern]
        for said in values:
            for spoken in said:
                yield _filled(having[int(rng.integers(len(having)))], {**ways, slot: [[spoken]]}, rng)


def _filled(pattern: Sequence[Place], ways: _Ways, rng: np.random.Generator) -> str:
    return " ".join(_said(ways[place.name], rng) if place.slot else place.name for place in pattern)


def _said(values: Sequence[Sequence[str]], rng: np.random.Generator) -> str:
    said = values[int(rng.integers(len(values)))]
    return said[int(rng.integers(len(said)))]
