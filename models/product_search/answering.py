"""Requests answered: who asks from where, what they may be shown, and the best of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..stock import Availability
from .answers import Answer
from .ask import Ask
from .asked_how import COMPLETE, Asked
from .asking import asks_of
from .graded import GradedProducts
from .history import Moments
from .parameters import SearchParameters
from .places import Places
from .popular import Popular, popular_scores
from .reading import Reading
from .request import Questions
from .search_log import of_products
from .searching import Searcher

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

POPULAR: Final = "empty query: popular products"
ANSWERING: Final = "empty query: products that answer most of the known queries, as no dated log tells what sells"

_NOTHING: Final = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class Answerer:
    """All that was fitted.

    Attributes:
        searcher: Finds and ranks.
        availability: What can be had, where and when.
        popular: What is shown before anything is typed.
        grades: Grades pairs of query and product.
        places: Where customers are at home, and which regions there are.
    """

    searcher: Searcher
    availability: Availability
    popular: Popular
    grades: GradedProducts
    places: Places = field(default_factory=Places.none)

    def answers(self, questions: Questions, asked: Asked, parameters: SearchParameters) -> list[Answer]:
        """One a request."""
        out: list[Answer] = []
        for start in range(0, len(questions), parameters.chunk):
            out.extend(self._answers(questions.part(start, start + parameters.chunk), asked, parameters))
        return out

    def graded(self, questions: Questions, threads: int) -> pd.DataFrame:
        """Grades of the requests' products for their queries; see `GradedProducts.frame`."""
        return self.grades.frame(questions, self.searcher.tables.catalogue, threads)

    def _answers(self, questions: Questions, asked: Asked, parameters: SearchParameters) -> list[Answer]:
        asks, notes = asks_of(questions, asked, self.searcher, self.availability, self.places)
        threads = parameters.threads
        readings = self.searcher.read(
            asks, threads, correct=asked.correct, partial=asked.partial, completions=asked.completions
        )
        empty = POPULAR if self.searcher.tables.history else ANSWERING
        readings = [_noted(reading, note, empty) for reading, note in zip(readings, notes, strict=True)]
        if asked.mode == COMPLETE:
            return [_answer(reading, _NOTHING, _NOTHING) for reading in readings]
        typed = [place for place, reading in enumerate(readings) if reading.terms]
        found = self._ranked([asks[place] for place in typed], [readings[place] for place in typed], asked.k, threads)
        ranked = dict(zip(typed, found, strict=True))
        for place, ask in enumerate(asks):
            if place not in ranked:
                ranked[place] = self._popular(ask, asked.k, parameters)
        return [_answer(reading, *ranked[place]) for place, reading in enumerate(readings)]

    def _ranked(self, asks: Sequence[Ask], readings: list[Reading], k: int, threads: int) -> list[tuple[Ints, Floats]]:
        if not asks:
            return []
        found = self.searcher.find(asks, readings, threads)
        scores, starts = self.searcher.scores(found), np.append(0, np.cumsum([len(one) for one in found.candidates]))
        out = []
        for place, candidates in enumerate(found.candidates):
            own = scores[starts[place] : starts[place + 1]]
            best = np.argsort(-own, kind="stable")[:k]
            out.append((candidates.positions[best], own[best]))
        return out

    def _popular(self, ask: Ask, k: int, parameters: SearchParameters) -> tuple[Ints, Floats]:
        tables = self.searcher.tables
        product = self.popular.candidates(ask.allowed, max(parameters.retrieval.popular, k))
        who: dict[str, Any] = {"region": ask.region, "customer": ask.customer}
        values = {name: np.full(len(product), value) for name, value in who.items()}
        moments = Moments(of_products(product, tables.catalogue) | values, np.full(len(product), ask.seen_at))
        scores = popular_scores(tables.history, moments, tables.smoothing, parameters.history.unsought)
        best = np.argsort(-scores, kind="stable")[:k]
        return product[best], scores[best].astype(np.float32)


def _noted(reading: Reading, note: str | None, empty: str) -> Reading:
    said = empty if not reading.terms else reading.note
    notes = [one for one in (note, said) if one]
    return replace(reading, note="; ".join(notes) or None)


def _answer(reading: Reading, positions: Ints, scores: npt.NDArray[Any]) -> Answer:
    return Answer(
        positions, scores.astype(np.float32), reading.text, reading.corrected, reading.completions, reading.note
    )
