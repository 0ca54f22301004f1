"""What a typed text asks for: finished, unfinished, mistyped or nothing at all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from ..stock import Mask
from ..words import normalise, normalised
from .asked import AskedQueries, Taste
from .completion import Completer
from .expected import expected_terms
from .language import Language
from .phrases import Phrases
from .spelling import Correction, Speller
from .spelling_fit import fitted
from .suggesting import Suggester
from .taught_words import Taught
from .understanding_settings import UnderstandingSettings
from .understood import Understood

EMPTY: Final = "empty query"
TOLD: Final = "told_words.npz"
CUT: Final = "long query: its beginning was read"


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
        taught = Taught.by(products, queries, settings, bodies=bodies)
        distinct = sorted(set(normalised(taught.queries.texts)) - {""})
        speller, facts = fitted(taught.language, taught.catalogue, distinct, settings.spelling, seed)
        return cls._of(taught, speller, settings), facts

    def retold(self, products: pd.DataFrame, queries: AskedQueries, *, bodies: bool) -> Understander:
        """The same reader that knows other past queries; from which gain on it corrects stays what it was.

        Args:
            products, bodies: As they were when it was fitted.
            queries: All past queries that it is to know.
        """
        taught = Taught.by(products, queries, self.settings, bodies=bodies)
        speller = Speller.of(taught.language, self.speller.threshold, self.settings.spelling)
        return self._of(taught, speller, self.settings)

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
        suggest = Suggester(self.settings, self.language, self.completer, self.told_words)
        unfinished = partial and not read[-1:].isspace() and len(tokens) == len(spelt)
        correction = self.speller.correct(tokens, unfinished) if correct else Correction.none(tokens)
        words = correction.tokens
        found = suggest.found(correction, unfinished, taste, region, allowed)
        # A finished query is meant as it stands, whatever it could begin.
        meant = suggest.meant(found) if partial else ()
        terms = expected_terms(words, correction.doubts, unfinished, self.language, meant, self.settings)
        shown = " ".join(words) if correction.changed else " ".join(read.split())
        shown = suggest.sure(found, words, meant, terms[len(words) - 1], unfinished) or shown
        some = allowed is None or bool(allowed.any())
        told = suggest.told(words, found, unfinished and some, completions)
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

    @classmethod
    def _of(cls, taught: Taught, speller: Speller, settings: UnderstandingSettings) -> Understander:
        completer = Completer(taught.phrases, settings.completion)
        return cls(settings, taught.language, speller, completer, taught.told_words)
