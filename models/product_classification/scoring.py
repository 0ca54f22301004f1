"""The road from listings to answers: n-grams, the linear model's best leaves, their second scores, decisions."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import pandas as pd
import scipy.sparse as sp

from .answers import Answers
from .candidates import Candidates
from .decisions import Decisions
from .encoder import Encoder
from .examples import Split
from .linear import LinearLeaves
from .listing_text import prepare
from .priors import Longs, Priors
from .rescoring import Rescorer
from .tree import Tree

_WORTH_A_THREAD: Final = 2_048  # listings; fewer are not worth a thread: each part passes over the tree's leaves once


@dataclass(frozen=True)
class Stages:
    """From listings to the log odds of their candidates.

    Attributes:
        encoder: Texts to n-grams.
        linear: N-grams to the best leaves.
        rescorer: Those scored again.
        candidates: Leaves of a listing that are scored again.
    """

    encoder: Encoder
    linear: LinearLeaves
    rescorer: Rescorer
    candidates: int

    def scores(self, listings: pd.DataFrame, threads: int = 1) -> tuple[Longs, Candidates]:
        """Which listings say anything that is known, and the log odds of their candidates, best first."""
        texts = prepare(listings)
        matrix = self.encoder.transform(texts, threads)
        known = np.flatnonzero(self.encoder.known(matrix))
        if len(known) < len(listings):
            texts, matrix = texts.take(known), matrix[known]
        best = self.linear.top(matrix, self.candidates, threads)
        return known, self.rescorer.score(texts, matrix, best, threads)

    def of_split(self, split: Split, threads: int) -> tuple[Candidates, sp.csr_array]:
        """Scores of the listings that say anything, and their leaves."""
        known, scores = self.scores(split.listings, threads)
        return scores, split.truth[known]


@dataclass(frozen=True)
class Scorer:
    """All that was fitted; nothing in it changes when it is asked.

    Attributes:
        tree: The category tree.
        stages: Listings to the log odds of their candidates.
        decisions: Those to probabilities, assigned leaves and the deepest sure node.
        priors: The answer where a listing tells nothing.
        chunk: Most listings in memory at once, for each thread.
    """

    tree: Tree
    stages: Stages
    decisions: Decisions
    priors: Priors
    chunk: int

    def answers(self, listings: pd.DataFrame, k: int, threads: int) -> Answers:
        """Answers of listings, each as if it were asked alone.

        Args:
            listings: Columns as `request.listings_of` gives them; n rows.
            k: Leaves a listing, at most as many as the tree has.
            threads: Parts of the listings that are worked on at once.
        """
        found = Answers.empty(len(listings), k)
        parts = even_parts(len(listings), self.chunk, threads)

        def work(rows: slice) -> None:
            found.put(rows, self._part(listings.iloc[rows], k))

        if threads == 1 or len(parts) < 2:
            for rows in parts:
                work(rows)
        else:
            with ThreadPoolExecutor(threads) as pool:
                list(pool.map(work, parts))
        return found

    def decided(self, scores: Candidates, k: int) -> Answers:
        """Answers by the candidates' log odds."""
        decided = self.decisions.decide(scores, self.tree)
        # who cannot leave a listing open takes the assigned leaves, who can takes the node: so the best is assigned
        every = np.ones(len(scores), dtype=bool)
        answers = Answers(
            decided.candidates.leaves,
            decided.candidates.scores.astype(np.float64),
            self.decisions.thresholds.assigned(decided.candidates, every),
            decided.nodes,
            decided.node_chances,
            decided.sure,
        )
        return self.priors.completed(answers, k)

    def _part(self, listings: pd.DataFrame, k: int) -> Answers:
        known, scores = self.stages.scores(listings)
        if len(known) == len(listings):
            return self.decided(scores, k)
        found = self.priors.answers(len(listings), k)
        if len(known):
            found.put(known, self.decided(scores, k))
        return found


def even_parts(rows: int, most: int, threads: int) -> list[slice]:
    """Slices of nearly the same length that cover all rows, none longer than `most`, as many for each thread used.

    Few rows use fewer threads: each has at least `_WORTH_A_THREAD` rows, or is the only one.
    """
    count = -(-rows // most)
    used = min(threads, max(rows // _WORTH_A_THREAD, 1))
    count = -(-count // used) * used
    bounds = np.linspace(0, rows, count + 1).astype(np.int64).tolist()
    return [slice(start, stop) for start, stop in pairwise(bounds)]
