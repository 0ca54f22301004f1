"""The road of a search: understood, candidates found, described, ranked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import xgboost as xgb

from . import ranking
from .ask import Ask
from .asked_words import AskedWords
from .candidates import Candidates, Retriever
from .feature_table import Tables
from .fusion import Ranked
from .history import Moments
from .mapping import mapped
from .meant import Meant
from .names import Names
from .reading import Reader, Reading
from .search_log import of_products, query_keys
from .text_encoder import TextEncoder

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Found:
    """Candidates of several searches, described.

    Attributes:
        readings: What was understood; one a search.
        candidates: One a search.
        search: Place of the search of each row; rising; (rows,).
        features: (rows, features).
    """

    readings: list[Reading]
    candidates: list[Candidates]
    search: Ints
    features: Floats


@dataclass(frozen=True)
class Searcher:
    """All that is needed to answer searches.

    Attributes:
        reader: Understands queries.
        names: Numbers of queries, regions and customers of the log.
        tables: What features are looked up in.
        retriever: Finds candidates.
        encoder: Vectors of queries; None where meaning is left out.
        booster: Ranks candidates; None where the fused order stands.
        most_words: Words of a query that features read.
        most_meant: Past queries that a query is taken to mean.
    """

    reader: Reader
    names: Names
    tables: Tables
    retriever: Retriever
    encoder: TextEncoder | None
    booster: xgb.Booster | None
    most_words: int
    most_meant: int

    def read(
        self, asks: Sequence[Ask], threads: int, *, correct: bool, partial: bool, completions: int
    ) -> list[Reading]:
        """What is understood of each search."""

        def one(ask: Ask) -> Reading:
            return self.reader.read(ask, correct=correct, partial=partial, completions=completions)

        return mapped(one, asks, threads)

    def find(self, asks: Sequence[Ask], readings: list[Reading], threads: int) -> Found:
        """Candidates of each search and their features."""
        vectors = self._vectors([reading.text for reading in readings], threads)
        meant = self.meant(readings)
        each = list(zip(range(len(asks)), asks, readings, vectors, strict=True))
        described = mapped(lambda one: self._described(*one, meant), each, threads)
        candidates = [one for one, _ in described]
        search = np.repeat(np.arange(len(asks)), [len(one) for one in candidates])
        own = np.concatenate([features for _, features in described])
        return Found(readings, candidates, search, np.hstack([own, self._of_moments(asks, meant, candidates, search)]))

    def scores(self, found: Found) -> Floats:
        """Worth of each row, the higher the better: of the trees, or of the fusion."""
        if self.booster is None:
            return np.concatenate([one.fused for one in found.candidates])
        return ranking.scores(self.booster, found.features)

    def meant(self, readings: list[Reading]) -> Meant:
        """Past queries that searches may mean; what is read itself has the probability that is left."""
        texts = query_keys(reading.text for reading in readings)
        each = []
        for reading, text in zip(readings, texts, strict=True):
            likely = [(query, chance) for query, chance in reading.meant[: self.most_meant] if query != text]
            own = max(1.0 - sum(chance for _, chance in likely), 0.0)
            each.append([(text, own), *likely])
        known = self.names.numbers["query"]
        return Meant.of([[(known[query], chance) for query, chance in one if query in known] for one in each])

    def known(self, meant: Meant, row: int, time: float) -> Ranked:
        """Products sought for what a search may mean, the most sought first."""
        if not self.tables.history:
            return Ranked.empty()
        products, worth = meant.products(self.tables.history, row, time)
        order = np.lexsort((products, -worth))
        return Ranked(products[order], worth[order].astype(np.float32))

    def _vectors(self, texts: list[str], threads: int) -> Sequence[Floats | None]:
        if self.encoder is None:
            return [None] * len(texts)
        distinct = sorted(set(texts))
        place = {text: row for row, text in enumerate(distinct)}
        vectors = self.encoder.queries(distinct, threads)
        return [vectors[place[text]] for text in texts]

    def _described(
        self, row: int, ask: Ask, reading: Reading, vector: Floats | None, meant: Meant
    ) -> tuple[Candidates, Floats]:
        known = self.known(meant, row, ask.seen_at)
        candidates = self.retriever.find(reading.terms, vector, known, ask.allowed, ask.also)
        asked = AskedWords.of(reading.terms, reading.typed, self.tables.words, self.most_words)
        return candidates, self.tables.of_query(asked, candidates, reading.corrected, reading.unfinished)

    def _of_moments(self, asks: Sequence[Ask], meant: Meant, candidates: list[Candidates], search: Ints) -> Floats:
        product = np.concatenate([one.positions for one in candidates])
        values = of_products(product, self.tables.catalogue) | {
            "region": np.array([ask.region for ask in asks], dtype=np.int64)[search],
            "customer": np.array([ask.customer for ask in asks], dtype=np.int64)[search],
        }
        times, seen_at = np.array([(ask.time, ask.seen_at) for ask in asks]).T
        language = np.array([ask.language for ask in asks], dtype=np.int64)
        moments = Moments(values, times[search])
        return self.tables.of_moments(moments, meant.take(search), seen_at[search], language[search])
