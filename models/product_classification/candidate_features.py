"""What is known of a listing and one of its candidate leaves."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from . import accessory_names, centroids, first_stage, leaf_features, leaf_names, neighbours, word_features
from .accessory_names import AccessoryNames
from .candidates import NO_LEAF, Candidates
from .centroids import LeafCentroids, MeaningVectors
from .first_stage import first_stage_features
from .leads import Leads
from .leaf_evidence import LeafEvidence, priors
from .leaf_features import LeafFacts, listing_features
from .leaf_names import LeafNames
from .listing_text import Texts
from .neighbours import LeafRows
from .path_text import name_listings, path_listings
from .rescoring_settings import RescoringSettings
from .train_rows import TrainRows
from .tree import Tree
from .word_features import WordFeatures
from .words import Words, brand_hashes

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]

AGAINST_BEST: Final = (
    "nearest",
    "votes",
    "centroid",
    "words_sum",
    "head",
    "brand",
    "named",
    "named_before",
    "name_last",
    "meaning",
    "parent_words",
    "parent_head",
    "parent_before",
    "covered",
)
NAMES: Final = (
    *first_stage.NAMES,
    *leaf_features.NAMES,
    *leaf_features.LISTING,
    *neighbours.NAMES,
    *word_features.NAMES,
    *leaf_names.NAMES,
    *accessory_names.NAMES,
    "meaning",
    *(f"{name}_behind_best" for name in AGAINST_BEST),
)
_FILE: Final = "candidate_features.npz"
_ROWS: Final = 4_096  # listings whose words are looked up at once


@dataclass(frozen=True)
class CandidateFeatures:
    """All that features are looked up in.

    Attributes:
        settings: What is looked up.
        facts: Where leaves stand in the tree.
        rows: Train rows, each leaf's neighbours.
        words: Evidence of words.
        brands: Evidence of brands.
        names: Names of leaves.
        accessories: What tells an accessory from what it goes with by name.
        log_priors: Log of the share of each leaf; (leaves,).
        meaning: Vectors of listings and of leaves; None where meaning is not asked.
    """

    settings: RescoringSettings
    facts: LeafFacts
    rows: LeafRows
    words: WordFeatures
    brands: LeafEvidence
    names: LeafNames
    accessories: AccessoryNames
    log_priors: Floats
    meaning: tuple[MeaningVectors, LeafCentroids] | None

    @classmethod
    def fit(
        cls, train: TrainRows, tree: Tree, settings: RescoringSettings, seed: int, threads: int = 1
    ) -> CandidateFeatures:
        """From train rows; those without weight are left out.

        Args:
            train: n rows.
            tree: Gives the leaves' names.
            settings: What counts how much.
            seed: Seed of the choice among a leaf's rows.
            threads: Threads of the encoder.
        """
        if not train.weights.all():
            train = train.take(np.flatnonzero(train.weights > 0))
        rows = LeafRows.fit(
            train.matrix,
            train.truth,
            train.encoder.transform(path_listings(tree), threads),
            train.encoder.transform(name_listings(tree), threads),
            neighbours=settings.neighbours,
            most_common=settings.most_common,
            leaf_rows=settings.leaf_rows,
            entries=settings.entries,
            seed=seed,
        )
        words = Words.of(train.texts, settings.words)
        brands = brand_hashes(train.texts.brand)[:, None]
        facts, names = LeafFacts.of(tree), LeafNames.of(tree)
        return cls(
            settings,
            facts,
            rows,
            WordFeatures.fit(train, words, facts.parents, settings.word_smoothing),
            LeafEvidence.fit(brands, train.truth, train.weights, settings.brand_smoothing),
            names,
            AccessoryNames.of(tree, names),
            np.log(priors(train.truth, train.weights)),
            _meaning(train, tree, threads),
        )

    def judged(
        self, texts: Texts, matrix: sp.csr_array, candidates: Candidates, leads: Leads, threads: int = 1
    ) -> tuple[Candidates, Floats]:
        """Candidates with leaves behind them whose names stand in the listings, and `NAMES` of each.

        Args:
            texts, matrix: n listings.
            candidates: k of each, by the first stage.
            leads: Where the first candidate is sure what is costly stays NaN, and no leaf is added, unless another
                leaf's whole name is there; so do neighbours of those far behind.
            threads: Threads of the neighbours.

        Returns:
            (n, k + named) leaves, those that were added without a score, and (n, k + named, features) float32.
        """
        words = Words.of(texts, self.settings.words)
        wide, unsure = self._widened(words, candidates, leads)
        held = wide.leaves != NO_LEAF
        leaves = np.where(held, wide.leaves, 0)
        cheap = np.concatenate(
            [
                first_stage_features(wide, self.facts.levels),
                leaf_features.leaf_features(self.facts, self.brands, self.log_priors, texts, leaves, held),
                listing_features(texts, words, leaves.shape[1]),
            ],
            axis=2,
        )
        out = np.full((*leaves.shape, len(NAMES)), np.nan, dtype=np.float32)
        out[:, :, : cheap.shape[2]] = cheap
        asked = np.flatnonzero(unsure)
        last = len(NAMES) - len(AGAINST_BEST)
        close = self._closeness(matrix, asked, leaves, held & leads.near(wide), threads)
        for first in range(0, len(asked), _ROWS):
            part = asked[first : first + _ROWS]
            out[part, :, cheap.shape[2] : last] = np.concatenate(
                [close[first : first + _ROWS], self._said(texts.take(part), words.take(part), leaves[part])], axis=2
            )
        for offset, name in enumerate(AGAINST_BEST):
            value = out[asked, :, NAMES.index(name)]
            known = held[asked] & ~np.isnan(value)
            best = np.where(known, value, -np.inf).max(axis=1, keepdims=True, initial=-np.inf)
            out[asked, :, last + offset] = np.where(known, value - np.where(known, best, 0), np.nan)
        return wide, out

    def _widened(self, words: Words, candidates: Candidates, leads: Leads) -> tuple[Candidates, Flags]:
        named, whole = self.names.best(
            words, candidates.leaves, self.settings.named, self.settings.name_coverage, self.log_priors
        )
        unsure = leads.unsure(candidates) | whole
        named[~unsure] = NO_LEAF
        no_score = np.full(named.shape, -np.inf, dtype=np.float32)
        wide = Candidates(
            np.concatenate([candidates.leaves, named], axis=1), np.concatenate([candidates.scores, no_score], axis=1)
        )
        return wide, unsure

    def _closeness(self, matrix: sp.csr_array, rows: Ints, leaves: Ints, held: Flags, threads: int) -> Floats:
        out = np.full((len(rows), leaves.shape[1], len(neighbours.NAMES)), np.nan, dtype=np.float32)
        row, place = np.nonzero(held[rows])
        out[row, place] = self.rows.closeness(
            matrix, rows[row], leaves[rows[row], place], power=self.settings.vote_power, threads=threads
        )
        return out

    def _said(self, texts: Texts, words: Words, leaves: Ints) -> Floats:
        meaning = np.full((*leaves.shape, 1), np.nan, dtype=np.float32)
        if self.meaning is not None:
            vectors, leaf_vectors = self.meaning
            meaning[:, :, 0] = leaf_vectors.cosines(vectors.of(texts), leaves)
        named = [self.names.coverage(words, leaves), self.accessories.said(words, leaves)]
        return np.concatenate([self.words.of(texts, words, leaves), *named, meaning], axis=2)

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        self.rows.save(directory)
        arrays = self.words.arrays() | self.brands.arrays("brands") | {"log_priors": self.log_priors}
        np.savez(directory / _FILE, allow_pickle=False, **arrays)
        if self.meaning is not None:
            centroids.save(directory, *self.meaning)

    @classmethod
    def load(cls, directory: Path, tree: Tree, settings: RescoringSettings) -> CandidateFeatures:
        """Read what `save` wrote."""
        facts, names = LeafFacts.of(tree), LeafNames.of(tree)
        with np.load(directory / _FILE, allow_pickle=False) as arrays:
            return cls(
                settings,
                facts,
                LeafRows.load(directory),
                WordFeatures.load(arrays, facts.parents),
                LeafEvidence.of(arrays, "brands"),
                names,
                AccessoryNames.of(tree, names),
                arrays["log_priors"],
                centroids.load(directory),
            )


def _meaning(train: TrainRows, tree: Tree, threads: int) -> tuple[MeaningVectors, LeafCentroids] | None:
    if train.meaning is None or train.vectors is None:
        return None
    paths = train.meaning.of(path_listings(tree), threads)
    return train.meaning, LeafCentroids.fit(train.vectors, train.truth, train.weights, paths)
