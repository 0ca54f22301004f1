"""The grammar of phrases: whole phrases alone, slots filled, each as likely as its weight says.

A finite-state machine of weighted places, made deterministic while it is used (the subset construction with weights of
Mohri, "Finite-State Transducers in Language and Speech Processing", 1997): a state is all places where one may be after
the words that were said, and how likely each is. States are made when they are first reached.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import Lock
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from ..settings import read
from .grammar_places import BEFORE, Places, Spot
from .language_settings import LanguageSettings
from .phrases import Phrase, SlotValue
from .slots import Meaning, meaning_of

Floats = npt.NDArray[np.float32]

_DIGITS: Final = 6  # of chances by which states are told apart
_FILE: Final = "grammar.json"
_State = tuple[tuple[Spot, float], ...]


@dataclass
class Grammar:
    """A `language.Language` of phrases. Any number of threads may ask it at once.

    Attributes:
        phrases: The patterns.
        values: Of their slots.
        settings: What it was made with.
        words: All words that can be said.
    """

    phrases: tuple[Phrase, ...]
    values: tuple[SlotValue, ...]
    settings: LanguageSettings
    words: tuple[str, ...] = field(init=False)
    start: int = field(init=False)
    _places: Places = field(init=False, repr=False)
    _states: list[_State] = field(init=False, repr=False, default_factory=list)
    _number: dict[_State, int] = field(init=False, repr=False, default_factory=dict)
    _lock: Lock = field(init=False, repr=False, default_factory=Lock)

    def __post_init__(self) -> None:
        self._places = Places.of(self.phrases, self.values, self.settings)
        self.words = tuple(sorted(self._places.words))
        self._word_number = {word: number for number, word in enumerate(self.words)}
        self.start = self._numbered({BEFORE: 1.0})

    @classmethod
    def of(cls, phrases: Sequence[Phrase], values: Sequence[SlotValue], settings: LanguageSettings) -> Self:
        """The grammar of phrases.

        Raises:
            InputError: There is no phrase, or a slot has no value.
        """
        return cls(tuple(phrases), tuple(values), settings)

    def next_words(self, state: int) -> Floats:
        """See `Language`."""
        chances = np.zeros(len(self.words), np.float64)
        for spot, weight in self._states[state]:
            for word, _, chance in self._places.steps(spot):
                chances[self._word_number[word]] += weight * chance
        with np.errstate(divide="ignore"):
            return np.log(chances).astype(np.float32)

    def after(self, state: int, word: int) -> int:
        """See `Language`.

        Raises:
            ValueError: The word cannot follow.
        """
        reached: dict[Spot, float] = {}
        for spot, weight in self._states[state]:
            for after, chance in self._places.step(spot, self.words[word]):
                reached[after] = reached.get(after, 0.0) + weight * chance
        if not reached:
            raise ValueError(f"{self.words[word]!r} cannot follow here.")
        return self._numbered(reached)

    def end(self, state: int) -> float:
        """See `Language`."""
        chance = sum(weight for spot, weight in self._states[state] if self._places.is_end(spot))
        return math.log(chance) if chance else -math.inf

    def meaning_of(self, words: Sequence[str]) -> Meaning | None:
        """The likeliest meaning of words that are a whole phrase; None where they are none."""
        return meaning_of(words, self._places, [one.intent for one in self.phrases])

    def save(self, directory: Path) -> None:
        """Write what it is made from into a directory that is there."""
        told = {"phrases": [asdict(one) for one in self.phrases], "values": [asdict(one) for one in self.values]}
        text = json.dumps(told | {"settings": asdict(self.settings)}, indent=1)
        (directory / _FILE).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote."""
        told = json.loads((directory / _FILE).read_text(encoding="utf-8"))
        phrases = tuple(Phrase(**one) for one in told["phrases"])
        values = tuple(SlotValue(**one) for one in told["values"])
        return cls(phrases, values, read(LanguageSettings(), told["settings"]))

    def _numbered(self, reached: dict[Spot, float]) -> int:
        whole = sum(reached.values())
        state = tuple(sorted((spot, round(chance / whole, _DIGITS)) for spot, chance in reached.items()))
        with self._lock:
            if state not in self._number:
                self._number[state] = len(self._states)
                self._states.append(state)
            return self._number[state]
