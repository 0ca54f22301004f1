"""What a typed text asks for: finished, unfinished, mistyped or nothing at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from .asked import AskedQueries, Taste
from .completion import Completer, Completions
from .expected import Meant, expected_terms
from .language import Language
from .offering import told_words
from .phrases import Phrases
from .spelling import Correction, Speller
from .spelling_fit import fitted
from .stock import Mask
from .terms import TermGroup
from .understanding_settings import UnderstandingSettings
from .understood import Understood
from .vocabulary import Vocabulary
from .words import is_number, is_unspaced, normalise, normalised, spelt_column

EMPTY: Final = "empty query"
TOLD: Final = "told_words.npz"
CUT: Final = "long query: its beginning was read"
_LABELS: Final = ("brand", "colour", "category")
_BODIES: Final = ("bullets", "description")


@dataclass(frozen=True)
class Understander:
    """Reads queries with what titles and past queries have taught.

    Attributes:
        settings: How.
        language: Words of products and queries.
        speller: Puts mistyped ones right.
        completer: Past queries and phrases of the catalogue.
        told_words: Which words of the language may be offered; (words,).
    """

    settings: UnderstandingSettings
    language: Language
    speller: Speller
    completer: Completer
    told_words: Mask

    @property
    def categories(self) -> list[str]:
        """Categories in the order that a `Taste` has them."""
        return self.completer.phrases.categories

    @property
    def brands(self) -> list[str]:
        """Brands in the order that a `Taste` has them."""
        return self.completer.phrases.brands

    @classmethod
    def fit(
        cls, products: pd.DataFrame, queries: AskedQueries, settings: UnderstandingSettings, *, bodies: bool, seed: int
    ) -> tuple[Understander, dict[str, float]]:
        """Learn from a catalogue and past queries.

        Args:
            products: Rows in order of position.
            queries: Past queries of the training; there may be none.
            settings: How.
            bodies: Whether bullets and descriptions are read too.
            seed: Of what is drawn.

        Returns:
            The reader, and what its correction does on clean and on mistyped queries of the training.
        """
        queries, language, catalogue = _learnt(products, queries, settings, bodies)
        distinct = sorted(set(normalised(queries.texts)) - {""})
        speller, facts = fitted(language, catalogue, distinct, settings.spelling, seed)
        phrases = Phrases.of(products, queries, catalogue, settings.completion)
        told = _told(language, catalogue, queries, settings)
        return cls(settings, language, speller, Completer(phrases, settings.completion), told), facts

    def retold(self, products: pd.DataFrame, queries: AskedQueries, *, bodies: bool) -> Understander:
        """The same reader that knows other past queries; from which gain on it corrects stays what it was.

        Args:
            products, bodies: As they were when it was fitted.
            queries: All past queries that it is to know.
        """
        queries, language, catalogue = _learnt(products, queries, self.settings, bodies)
        speller = Speller.of(language, self.speller.threshold, self.settings.spelling)
        phrases = Phrases.of(products, queries, catalogue, self.settings.completion)
        told = _told(language, catalogue, queries, self.settings)
        return Understander(self.settings, language, speller, Completer(phrases, self.settings.completion), told)

    def understand(
        self,
        text: str,
        taste: Taste | None = None,
        region: str | None = None,
        allowed: Mask | None = None,
        *,
        correct: bool = True,
        partial: bool = True,
        completions: int = 5,
    ) -> Understood:
        """Read one query.

        Args:
            text: As it was typed; any text.
            taste: Of the customer, where he is known.
            region: Where he is.
            allowed: Products that can be had there now; None: all. Completions that lead to none of them are left out.
            correct: Whether mistyped words may be put right.
            partial: Whether the last word may be unfinished.
            completions: How many are told at most.
        """
        read = text[: self.settings.query_characters]
        spelt = normalise(read, len(read)).split()
        tokens = spelt[: self.settings.query_words]
        note = CUT if len(text) > len(read) or len(spelt) > len(tokens) else None
        if not tokens:
            best = self.completer.complete("", taste, region, allowed)
            return Understood("", (), (), False, self.completer.shown(best, completions), (), EMPTY)
        unfinished = partial and not read[-1:].isspace() and len(tokens) == len(spelt)
        correction = self.speller.correct(tokens, unfinished) if correct else _as_typed(tokens)
        words = correction.tokens
        found = self._completions(correction, unfinished, taste, region, allowed)
        # A finished query is meant as it stands, whatever it could begin.
        meant = self._meant(found) if partial else ()
        terms = expected_terms(words, correction.doubts, unfinished, self.language, meant, self.settings)
        shown = " ".join(words) if correction.changed else " ".join(read.split())
        shown = self._sure(found, words, meant, terms[len(words) - 1], unfinished) or shown
        some = allowed is None or bool(allowed.any())
        told = self._told(words, found, unfinished and some, completions)
        return Understood(shown, words, terms, correction.changed, told, meant, note)

    def save(self, directory: Path) -> None:
        """Write all that was learnt into a directory."""
        for part in (self.language, self.speller, self.completer.phrases):
            part.save(directory)
        np.savez(directory / TOLD, allow_pickle=False, words=self.told_words)

    @classmethod
    def load(cls, directory: Path, settings: UnderstandingSettings) -> Understander:
        """Read what `save` wrote."""
        normalise("", 0)  # lays out the table of letters, which the first query would have to wait for
        language = Language.load(directory)
        speller = Speller.load(directory, language, settings.spelling)
        completer = Completer(Phrases.load(directory), settings.completion)
        with np.load(directory / TOLD, allow_pickle=False) as arrays:
            return cls(settings, language, speller, completer, arrays["words"])

    def _completions(
        self, read: Correction, unfinished: bool, taste: Taste | None, region: str | None, allowed: Mask | None
    ) -> Completions:
        """Of the words that were read; where there are none, of those that they may stand for."""
        blank = "" if unfinished else " "
        found = self.completer.complete(" ".join(read.tokens) + blank, taste, region, allowed)
        if len(found.phrases) or not any(read.doubts):
            return found
        likeliest = [doubt[0][0] if doubt else word for word, doubt in zip(read.tokens, read.doubts, strict=True)]
        return self.completer.complete(" ".join(likeliest) + blank, taste, region, allowed)

    def _meant(self, found: Completions) -> tuple[tuple[str, float], ...]:
        """Past queries that may be meant, and the probability of each."""
        total = float(found.weights.sum()) + found.rest + self.settings.novel
        keys = self.completer.phrases.keys
        shares = (found.weights / total).tolist()
        return tuple((keys[one], share) for one, share in zip(found.phrases.tolist(), shares, strict=True))

    def _sure(
        self, found: Completions, words: Sequence[str], meant: Meant, last: TermGroup, unfinished: bool
    ) -> str | None:
        """The query that is all but certainly meant, or its last word; None where that is what was typed."""
        least = self.settings.sure_completion
        if meant and meant[0][1] >= least:
            if meant[0][0] == " ".join(words):
                return None
            told = self.completer.shown(replace(found, phrases=found.phrases[:1]), 1)
            if told:
                return told[0]
        if not unfinished or last.weights[0] < least or last.words[0] == words[-1] or not _may_go_on(words[-1]):
            return None
        number = self.language.vocabulary.number(last.words[0])
        return " ".join([*words[:-1], last.words[0]]) if self.told_words[number] else None

    def _told(self, words: Sequence[str], found: Completions, unfinished: bool, most: int) -> tuple[str, ...]:
        """Past queries and phrases; where they are too few, the likeliest words for the last one.

        What is typed is no completion of itself, unless as a past query of which something can be had.
        """
        told = list(self.completer.shown(found, most))
        if not unfinished or len(told) >= most or not _may_go_on(words[-1]):
            return tuple(told)
        around = self.language.vocabulary.numbers(words[:-1]).tolist()
        never = {*found.barred, " ".join(words)}
        numbers, _ = self.language.expansions(words[-1], around, self.settings.expansions)
        for number in numbers[self.told_words[numbers]].tolist():
            text = " ".join([*words[:-1], self.language.vocabulary.words[number]])
            if len(told) < most and text not in told and text not in never:
                told.append(text)
        return tuple(told)


def _may_go_on(word: str) -> bool:
    """Whether the rest of a word can be told from its beginning: of a number or a pair of characters it cannot."""
    return not is_unspaced(word) and not is_number(word)


def _as_typed(tokens: Sequence[str]) -> Correction:
    return Correction(tuple(tokens), False, 0.0, ((),) * len(tokens))


def _learnt(
    products: pd.DataFrame, queries: AskedQueries, settings: UnderstandingSettings, bodies: bool
) -> tuple[AskedQueries, Language, Vocabulary]:
    """Past queries as far as they are read, the words of both, and those of the catalogue alone."""
    queries = replace(queries, texts=[" ".join(one[: settings.query_characters].split()) for one in queries.texts])
    titles = spelt_column(products["title"])
    others = [text for name in (*_LABELS, *(_BODIES if bodies else ())) for text in spelt_column(products[name])]
    language = Language.fit(titles, others, normalised(queries.texts), queries.weights, settings.language)
    return queries, language, Vocabulary.of([*titles, *others])


def _told(language: Language, catalogue: Vocabulary, queries: AskedQueries, settings: UnderstandingSettings) -> Mask:
    return told_words(
        language.vocabulary, catalogue, queries, normalised(queries.texts), settings.completion.least_searches
    )
