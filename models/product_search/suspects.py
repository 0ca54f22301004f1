"""What a typed word may have been meant to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..vocabulary import Ints
from ..words import is_number, is_unspaced
from .language import Language
from .letter_grams import LetterGrams
from .readings import Option
from .slips import distances, likely, prefix_distances
from .understanding_settings import SpellingSettings


@dataclass(frozen=True)
class Suspects:
    """Words that are common enough to be meant, by their letters.

    Attributes:
        language: Which words there are.
        targets: Numbers of the words that something may be corrected to.
        grams: Their pairs and triples of letters.
        settings: Which slips are likely.
    """

    language: Language
    targets: Ints
    grams: LetterGrams
    settings: SpellingSettings

    @classmethod
    def of(cls, language: Language, settings: SpellingSettings) -> Suspects:
        """Index the words of a language."""
        vocabulary = language.vocabulary
        common = np.flatnonzero(vocabulary.texts >= settings.least_texts)
        targets = np.array([one for one in common if _can_slip(vocabulary.words[one], settings)], dtype=np.int64)
        return cls(language, targets, LetterGrams.of([vocabulary.words[one] for one in targets]), settings)

    def doubted(self, token: str, unfinished: bool, unknown: frozenset[str]) -> bool:
        """Whether a word may be mistyped; one that is unfinished, only where no word begins so."""
        if not _can_slip(token, self.settings):
            return False
        if token in unknown:
            return True
        vocabulary = self.language.vocabulary
        if unfinished:
            first, end = self.language.begins(token)
            return first == end
        number = vocabulary.number(token)
        return number < 0 or vocabulary.texts[number] < self.settings.trusted_texts

    def candidates(self, token: str, unfinished: bool) -> list[tuple[str, float]]:
        """Words that a typed one may stand for, and minus the log of the probability of such a slip."""
        settings = self.settings
        most = 2 if len(token) >= settings.two_edits_from else 1
        costs: dict[str, float] = {}
        for whole in (True, False) if unfinished else (True,):
            near = self.grams.near(token, whole, settings.shared_grams, settings.candidates)
            words = [self.language.vocabulary.words[self.targets[one]] for one in near]
            found = distances(token, words, most) if whole else prefix_distances(token, words, most)
            for word, distance in zip(words, found.tolist(), strict=True):
                if word == token or not 0 < distance <= most:
                    continue
                cost = distance * settings.edit_cost + (0.0 if whole else settings.unfinished_cost)
                cost += settings.first_letter_cost * (word[0] != token[0])
                cost -= settings.likely_slip * (distance == 1 and likely(token, word))
                costs[word] = min(cost, costs.get(word, np.inf))
        return list(costs.items())

    def parted(self, token: str) -> list[Option]:
        """Pairs of words that a typed one may be, a blank forgotten."""
        vocabulary = self.language.vocabulary
        out = []
        for at in range(2, len(token) - 1):
            pair = (token[:at], token[at:])
            numbers = vocabulary.numbers(pair)
            if numbers.min() >= 0 and vocabulary.texts[numbers].min() >= self.settings.least_texts:
                out.append(Option(pair, self.settings.blank_cost, 1))
        return out

    def joined(self, tokens: Sequence[str], place: int) -> list[Option]:
        """The word that a typed one and the next may be, a blank too many."""
        if place + 1 >= len(tokens) or any(is_number(one) or is_unspaced(one) for one in tokens[place : place + 2]):
            return []
        word = tokens[place] + tokens[place + 1]
        number = self.language.vocabulary.number(word)
        if number < 0 or self.language.vocabulary.texts[number] < self.settings.least_texts:
            return []
        return [Option((word,), self.settings.blank_cost, 2)]


def _can_slip(word: str, settings: SpellingSettings) -> bool:
    """Not numbers, not pairs of characters of a script without blanks, not what is too short to tell."""
    return len(word) >= settings.least_letters and not is_number(word) and not is_unspaced(word)
