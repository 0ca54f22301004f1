"""What a catalogue and past queries teach a reader of queries: words, phrases, and what may be told to others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Self

import pandas as pd

from ..stock import Mask
from ..vocabulary import Vocabulary
from ..words import normalised, spelt_column
from .asked import AskedQueries
from .language import Language
from .offering import told_words
from .phrases import Phrases
from .understanding_settings import UnderstandingSettings

_LABELS: Final = ("brand", "colour", "category")
_BODIES: Final = ("bullets", "description")


@dataclass(frozen=True)
class Taught:
    """What was learnt before anything is corrected or completed.

    Attributes:
        queries: Past queries, each as far as it is read.
        language: Words of products and queries.
        catalogue: Words of products alone.
        phrases: Past queries and phrases of the catalogue.
        told_words: Which words of the language may be offered; (words,).
    """

    queries: AskedQueries
    language: Language
    catalogue: Vocabulary
    phrases: Phrases
    told_words: Mask

    @classmethod
    def by(
        cls, products: pd.DataFrame, queries: AskedQueries, settings: UnderstandingSettings, *, bodies: bool
    ) -> Self:
        """By a catalogue and past queries.

        Args:
            products: Rows in order of position.
            queries: Past queries; there may be none.
            settings: How.
            bodies: Whether bullets and descriptions are read too.
        """
        queries = replace(queries, texts=[" ".join(one[: settings.query_characters].split()) for one in queries.texts])
        titles = spelt_column(products["title"])
        others = [text for name in (*_LABELS, *(_BODIES if bodies else ())) for text in spelt_column(products[name])]
        spelt = normalised(queries.texts)
        language = Language.fit(titles, others, spelt, queries.weights, settings.language)
        catalogue = Vocabulary.of([*titles, *others])
        phrases = Phrases.of(products, queries, catalogue, settings.completion)
        told = told_words(language.vocabulary, catalogue, queries, spelt, settings.completion.least_searches)
        return cls(queries, language, catalogue, phrases, told)
