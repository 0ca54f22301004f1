"""The likeliest readings of a query whose words may each stand for others."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .language import Language
from .understanding_settings import SpellingSettings


@dataclass(frozen=True)
class Option:
    """What one typed word, or some of them together, may stand for.

    Attributes:
        words: The words that were meant.
        cost: Minus the log of the probability that these are typed so.
        taken: Typed words that it stands for.
        known: False for a word that is to be treated as never seen.
    """

    words: tuple[str, ...]
    cost: float
    taken: int
    known: bool = True


@dataclass(frozen=True)
class Reading:
    """Words that were meant, and minus the log of the probability of meaning them and typing what was typed."""

    words: tuple[str, ...]
    cost: float


def readings(options: Sequence[Sequence[Option]], language: Language, settings: SpellingSettings) -> list[Reading]:
    """The readings of a query, the likeliest first, `settings.beam` at most.

    Args:
        options: What may stand at each typed word.
        language: Probability of a word behind another.
        settings: Width of the beam, and what a word that nobody has seen costs.
    """
    held: list[list[tuple[Reading, int]]] = [[] for _ in range(len(options) + 1)]
    held[0] = [(Reading((), 0.0), -1)]
    for place, here in enumerate(options):
        held[place].sort(key=lambda one: one[0].cost)
        for reading, before in held[place][: settings.beam]:
            for option, cost, last in _priced(here, before, language, settings):
                extended = Reading(reading.words + option.words, reading.cost + cost)
                held[place + option.taken].append((extended, last))
    return [reading for reading, _ in sorted(held[-1], key=lambda one: one[0].cost)[: settings.beam]]


def _priced(
    options: Sequence[Option], before: int, language: Language, settings: SpellingSettings
) -> list[tuple[Option, float, int]]:
    """Each option with its cost behind a word, and the number of its last word."""
    vocabulary = language.vocabulary
    firsts = np.array([vocabulary.number(one.words[0]) if one.known else -1 for one in options], dtype=np.int64)
    chances = np.zeros(len(options))
    chances[firsts >= 0] = language.chances(firsts[firsts >= 0], [before])
    least = math.exp(settings.unknown_log)
    out = []
    for option, first, chance in zip(options, firsts.tolist(), chances.tolist(), strict=True):
        cost, last = option.cost - math.log(max(chance, least)), first
        for word in option.words[1:]:
            number = np.array([vocabulary.number(word)], dtype=np.int64)
            cost -= math.log(max(float(language.chances(number, [last])[0]), least))
            last = int(number[0])
        out.append((option, cost, last))
    return out
