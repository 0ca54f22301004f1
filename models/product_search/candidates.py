"""Products that may answer a search, found by words and by meaning."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..dense_index import DenseIndex
from .fusion import Fused, Ranked, fuse
from .lexical_index import LexicalIndex
from .retrieval_settings import RetrievalSettings
from .terms import WeightedTerms

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Candidates:
    """Candidates of one search, best first by reciprocal-rank fusion; what a list lacks is NaN.

    Attributes:
        positions: Products, each once; (c,).
        fused: Fused score; (c,).
        lexical_score, lexical_place: In the list by words; (c,).
        dense_place: In the list by meaning; (c,).
        cosine: Of the vectors of query and product, whether or not it is in that list; (c,).
        found: Whether any list has it; else it was asked for by name; (c,).
    """

    positions: Ints
    fused: Floats
    lexical_score: Floats
    lexical_place: Floats
    dense_place: Floats
    cosine: Floats
    found: Truths

    def __len__(self) -> int:
        return len(self.positions)

    def take(self, rows: Ints) -> Candidates:
        """Some of them."""
        return Candidates(
            self.positions[rows],
            self.fused[rows],
            self.lexical_score[rows],
            self.lexical_place[rows],
            self.dense_place[rows],
            self.cosine[rows],
            self.found[rows],
        )


@dataclass(frozen=True)
class Retriever:
    """The two indexes.

    Attributes:
        lexical: By words.
        dense: By meaning; None where that is left out.
        settings: How many, and how they are fused.
    """

    lexical: LexicalIndex
    dense: DenseIndex | None
    settings: RetrievalSettings

    def find(
        self, terms: WeightedTerms, vector: Floats | None, known: Ranked, allowed: Truths, also: Ints | None = None
    ) -> Candidates:
        """Candidates of one search.

        Args:
            terms: Weighted terms, as the understander gives them.
            vector: Of the understood query, of unit length or zero; None where meaning is left out.
            known: Products sought for the same query, best first.
            allowed: Products that may be found; (products,).
            also: Products that are described too, found or not, at the end where they were not; each once.
        """
        lists = [Ranked(*self.lexical.search(terms, self.settings.lexical, allowed))]
        if self.dense is not None and vector is not None and self.settings.dense:
            lists.append(Ranked(*self.dense.search(vector, self.settings.dense, allowed)))
        else:
            lists.append(Ranked.empty())
        lists.append(_first(known, allowed, self.settings.known))
        weights = (self.settings.lexical_weight, self.settings.dense_weight, self.settings.known_weight)
        fused = fuse(lists, weights, self.settings.rrf_constant)
        return self._described(fused, vector, np.zeros(0, dtype=np.int64) if also is None else also)

    def _described(self, fused: Fused, vector: Floats | None, also: Ints) -> Candidates:
        new = np.setdiff1d(also, fused.positions)
        positions, nothing = np.append(fused.positions, new), np.full(len(new), np.nan, dtype=np.float32)
        cosine = np.full(len(positions), np.nan, dtype=np.float32)
        if self.dense is not None and vector is not None and vector.any():
            cosine = self.dense.vectors(positions) @ vector
        return Candidates(
            positions,
            np.append(fused.score, np.zeros(len(new))).astype(np.float32),
            np.append(fused.scores[:, 0], nothing),
            np.append(fused.places[:, 0], nothing),
            np.append(fused.places[:, 1], nothing),
            cosine,
            np.arange(len(positions)) < len(fused.positions),
        )


def _first(ranked: Ranked, allowed: Truths, most: int) -> Ranked:
    """The first that may be found, at most so many."""
    kept = np.flatnonzero(allowed[ranked.positions])[:most]
    return Ranked(ranked.positions[kept], ranked.scores[kept])
