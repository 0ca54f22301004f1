"""What is understood of a query, as the ranker reads it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..faded_counts import DAY
from .ask import Ask
from .asked import AskedQueries
from .catalogue import Catalogue
from .example_parts import Part
from .history import History
from .tastes import Tastes
from .terms import WeightedTerms
from .understanding import Understander

Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Reading:
    """Of one query.

    Attributes:
        text: The query that is searched for.
        typed: Words that were typed, mistyped ones put right.
        terms: What each of them may stand for, in order; behind them, words that will probably follow.
        corrected: Whether a mistyped word was changed.
        unfinished: Whether the last word is read as the beginning of others.
        meant: Past queries that may be meant, as their words, and the probability of each, the likeliest first.
        completions: Texts it may be completed to, best first.
        note: What the caller should know, None for nothing.
    """

    text: str
    typed: int
    terms: WeightedTerms
    corrected: bool
    unfinished: bool
    meant: tuple[tuple[str, float], ...]
    completions: tuple[str, ...]
    note: str | None


@dataclass(frozen=True)
class Reader:
    """Understands queries of customers.

    Attributes:
        understander: Of words.
        tastes: Of customers.
    """

    understander: Understander
    tastes: Tastes

    def read(self, ask: Ask, *, correct: bool, partial: bool, completions: int) -> Reading:
        """What is understood of a search."""
        found = self.understander.understand(
            ask.query,
            self.tastes.of(ask.customer, ask.seen_at),
            ask.region_name,
            ask.allowed,
            correct=correct,
            partial=partial,
            completions=completions,
        )
        typed = len(found.tokens)
        unfinished = typed > 0 and len(found.terms[typed - 1].words) > 1
        return Reading(
            found.text, typed, found.terms, found.corrected, unfinished, found.meant, found.completions, found.note
        )

    def save(self, directory: Path) -> None:
        """Write what was learnt of words; tastes are read from the log again."""
        directory.mkdir()
        self.understander.save(directory)


def tastes_of(understander: Understander, history: History, catalogue: Catalogue, smoothing: float) -> Tastes:
    """Tastes for what an understander knows."""
    phrases = understander.completer.phrases
    return Tastes.of_names(history, catalogue, phrases.categories, phrases.brands, smoothing)


def asked_queries(part: Part, wanted: Truths, half_life_days: float, now: float) -> AskedQueries:
    """Searches of a split as past queries, the recent counting for more; one without a time counts as one of now.

    Args:
        part: The split.
        wanted: Searches of it that are taken; (searches,).
        half_life_days: After which a search counts half.
        now: Seconds since 1970.
    """
    age = np.maximum(now - np.nan_to_num(part.times[wanted], nan=now), 0.0)
    good = part.pairs.take((part.pairs.gain > 0) & wanted[part.pairs.search])
    searches = part.searches[wanted]
    texts = ["" if pd.isna(query) else str(query) for query in searches["query"]]
    regions = [None if pd.isna(region) else str(region) for region in searches["region"]]
    starts = np.append(np.searchsorted(good.search, np.flatnonzero(wanted)), len(good)).astype(np.int64)
    # hashes, so that a customer of two splits is one
    asker = ("c" + searches["customer_id"].astype("str")).fillna("s" + searches["example_id"].astype("str"))
    askers = pd.util.hash_array(asker.to_numpy(dtype=object), categorize=False).view(np.int64)
    weights = np.exp2(-age / (half_life_days * DAY))
    return AskedQueries(texts, weights, good.product, starts, regions, askers, ~part.logged[wanted])
