"""Words mistyped, joined or parted: a noisy channel (Kernighan, Church and Gale, COLING 1990) with context."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import numpy as np

from ..vocabulary import Floats
from .language import Language
from .readings import Option, Reading, readings
from .slips import inflected
from .suspects import Suspects
from .understanding_settings import SpellingSettings

THRESHOLD: Final = "spelling.npz"


@dataclass(frozen=True)
class Correction:
    """What a query was probably meant to say.

    Attributes:
        tokens: The words to search for: the likelier ones where `changed`, else those that were typed.
        changed: Whether another reading is so much likelier that it is taken.
        gain: Log of how many times likelier the best reading is than what was typed; 0 where that is the best.
        doubts: For each word of `tokens`, others that it may stand for and their probabilities.
    """

    tokens: tuple[str, ...]
    changed: bool
    gain: float
    doubts: tuple[tuple[tuple[str, float], ...], ...]

    @classmethod
    def none(cls, tokens: Sequence[str]) -> Self:
        """Words as they were typed, none of them doubted."""
        return cls(tuple(tokens), False, 0.0, ((),) * len(tokens))


@dataclass(frozen=True)
class Speller:
    """Corrects what is much likelier mistyped than meant.

    Attributes:
        language: Which words are likely.
        suspects: What a typed word may have been meant to be.
        threshold: Gain from which a correction is made.
        settings: What slips are likely.
    """

    language: Language
    suspects: Suspects
    threshold: float
    settings: SpellingSettings

    @classmethod
    def of(cls, language: Language, threshold: float, settings: SpellingSettings) -> Speller:
        """With an index over the words that are common enough to be meant."""
        return cls(language, Suspects.of(language, settings), threshold, settings)

    def correct(self, tokens: Sequence[str], last_is_prefix: bool) -> Correction:
        """The likeliest reading of a query.

        Args:
            tokens: Words as `words.tokens` spells them.
            last_is_prefix: Whether the last may be unfinished; then it is left alone while any word begins so.
        """
        typed, best = self._best(tokens, last_is_prefix, frozenset())
        gain = typed.cost - best.cost
        changed = gain > self.threshold
        kept = best if changed else typed
        doubts = tuple(self._doubts(kept.words, place, last_is_prefix) for place in range(len(kept.words)))
        return Correction(kept.words, changed, gain, doubts)

    def gain(self, tokens: Sequence[str], unknown: frozenset[str] = frozenset()) -> float:
        """Log of how many times likelier the best reading is, were some words never seen before."""
        typed, best = self._best(tokens, False, unknown)
        return typed.cost - best.cost

    def save(self, directory: Path) -> None:
        """Write what was fitted; the language is written by itself."""
        np.savez(directory / THRESHOLD, threshold=np.array(self.threshold))

    @classmethod
    def load(cls, directory: Path, language: Language, settings: SpellingSettings) -> Speller:
        """Read what `save` wrote."""
        with np.load(directory / THRESHOLD, allow_pickle=False) as arrays:
            return cls.of(language, float(arrays["threshold"]), settings)

    def _best(self, tokens: Sequence[str], last_is_prefix: bool, unknown: frozenset[str]) -> tuple[Reading, Reading]:
        options = [
            [self._as_typed(token, unknown), *self._others(tokens, place, last_is_prefix, unknown)]
            for place, token in enumerate(tokens)
        ]
        typed = readings([of_word[:1] for of_word in options], self.language, self.settings)[0]
        if all(len(of_word) == 1 for of_word in options):
            return typed, typed
        best = readings(options, self.language, self.settings)[0]
        return typed, best if best.cost < typed.cost else typed

    def _as_typed(self, token: str, unknown: frozenset[str]) -> Option:
        return Option((token,), 0.0, 1, known=token not in unknown)

    def _others(self, tokens: Sequence[str], place: int, last_is_prefix: bool, unknown: frozenset[str]) -> list[Option]:
        token = tokens[place]
        unfinished = last_is_prefix and place == len(tokens) - 1
        # The last of two is no word yet while it is typed, so it is not joined.
        found = [] if last_is_prefix and place == len(tokens) - 2 else self.suspects.joined(tokens, place)
        if self.suspects.doubted(token, unfinished, unknown):
            for word, cost in self.suspects.candidates(token, unfinished):
                # Another form of the word is what somebody means to type: it is looked for, not corrected.
                if word not in unknown and not inflected(token, word):
                    found.append(Option((word,), cost, 1))
            found += self.suspects.parted(token)
        return [one for one in found if self._may_be_meant(tokens[place : place + one.taken], one.words, unknown)]

    def _may_be_meant(self, typed: Sequence[str], words: Sequence[str], unknown: frozenset[str]) -> bool:
        """What is sold is not put right to what only customers type: a slip that many make is a word to the log."""
        known_as_sold = unknown.isdisjoint(typed) and self.language.is_sold(typed)
        return not known_as_sold or self.language.is_sold(words)

    def _doubts(self, words: Sequence[str], place: int, last_is_prefix: bool) -> tuple[tuple[str, float], ...]:
        """What a word that no product has may stand for, and how likely each is among these."""
        unfinished = last_is_prefix and place == len(words) - 1
        number = self.language.vocabulary.number(words[place])
        if number >= 0 or not self.suspects.doubted(words[place], unfinished, frozenset()):
            return ()
        found = self.suspects.candidates(words[place], unfinished)
        if not found:
            return ()
        around = self.language.vocabulary.numbers([*words[:place], *words[place + 1 :]]).tolist()
        chance = self.language.chances(self.language.vocabulary.numbers([word for word, _ in found]), around)
        logs = np.log(chance + 1e-12) - [cost for _, cost in found]
        shares: Floats = np.exp(logs - logs.max())
        shares /= shares.sum()
        ranked = sorted(zip((word for word, _ in found), shares.tolist(), strict=True), key=lambda one: -one[1])
        return tuple(ranked)
