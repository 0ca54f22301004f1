"""Which of the candidates are the listing's leaves, where it may have several."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from .candidates import NO_LEAF, Candidates
from .truth import of_candidates

Reals = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class LeafThresholds:
    """The best leaf is always one; another is where its probability reaches its own threshold.

    Attributes:
        values: Of each leaf, infinite where listings have one leaf each; (leaves,).
        overall: That of a leaf of which nothing is known.
        several: Whether listings may have several leaves at all.
    """

    values: Reals
    overall: float
    several: bool

    @classmethod
    def fit(cls, probabilities: Candidates, truth: sp.csr_array, prior_labels: float) -> Self:
        """Those of the best micro-F1: one for all leaves, and a leaf's own as far as it has labels to show for it.

        At the best F1 a candidate is worth taking if its chance is half of that F1 (Lipton, Elkan and Narayanaswamy,
        "Optimal Thresholding of Classifiers to Maximize F1 Measure", 2014), so a leaf's own threshold is the one with
        the greatest sum of (true - F1 / 2) over what it takes.

        Args:
            probabilities: Calibrated, falling along a row, (n, k).
            truth: 1 where a leaf is the listing's, (n, leaves); where no row has two, there are no thresholds.
            prior_labels: True candidates beyond the first that weigh against a leaf's own, above 0.
        """
        leaves = int(truth.shape[1])
        if int(np.diff(truth.indptr).max(initial=0)) < 2 or probabilities.leaves.shape[1] < 2:
            return cls(np.full(leaves, np.inf), np.inf, False)
        true = of_candidates(probabilities, truth)
        further = probabilities.leaves[:, 1:] != NO_LEAF
        leaf, chance = probabilities.leaves[:, 1:][further], probabilities.scores[:, 1:][further].astype(np.float64)
        hit = true[:, 1:][further]
        firsts = (probabilities.leaves[:, 0] != NO_LEAF).sum()
        overall, f1 = _best(chance, hit, int(true[:, 0].sum()), int(firsts), int(truth.sum()))
        own = _by_leaf(leaf, chance, hit.astype(np.float64) - f1 / 2, overall, leaves)
        known = np.bincount(leaf[hit], minlength=leaves)
        return cls((known * own + prior_labels * overall) / (known + prior_labels), overall, True)

    def assigned(self, probabilities: Candidates, answered: Bools) -> Bools:
        """Which candidates are the listing's leaves; (n, k).

        Args:
            answered: Whether the listing gets a leaf at all, (n,).
        """
        there = probabilities.leaves != NO_LEAF
        found: Bools = there & (probabilities.scores >= self.values[probabilities.leaves])
        found[:, :1] = there[:, :1]
        found &= answered[:, None]
        return found


def _best(chance: Reals, hit: Bools, hits: int, taken: int, labels: int) -> tuple[float, float]:
    """Threshold of the best micro-F1 beside the first candidates, and that F1; 1 where none is worth it."""
    order = np.argsort(-chance, kind="stable")
    sorted_chance = chance[order]
    f1 = 2 * (hits + np.cumsum(hit[order])) / (taken + np.arange(1, len(order) + 1) + labels)
    last = np.append(sorted_chance[1:] != sorted_chance[:-1], True) if len(order) else np.zeros(0, dtype=bool)
    alone = 2 * hits / max(taken + labels, 1)
    if not len(order) or f1[last].max() <= alone:
        return 1.0, alone
    best = int(np.flatnonzero(last)[np.argmax(f1[last])])
    return _half_way(sorted_chance, best), float(f1[best])


def _half_way(falling: Reals, position: int) -> float:
    below = falling[position + 1] if position + 1 < len(falling) else 0.0
    return float((falling[position] + below) / 2)


def _by_leaf(leaf: npt.NDArray[np.int64], chance: Reals, gain: Reals, overall: float, leaves: int) -> Reals:
    """Of each leaf the threshold with the greatest sum of gains; that of all where a leaf has no candidate."""
    order = np.lexsort((-chance, leaf))
    leaf, chance, gain = leaf[order], chance[order], gain[order]
    start = np.flatnonzero(np.diff(leaf, prepend=NO_LEAF))
    summed = np.cumsum(gain)
    before = np.repeat(np.append(0.0, summed)[start], np.diff(np.append(start, len(leaf))))
    last = np.append((leaf[1:] != leaf[:-1]) | (chance[1:] != chance[:-1]), True)
    inside = np.where(last, summed - before, -np.inf)
    found = np.full(leaves, overall)
    if not len(start):
        return found
    best = np.maximum.reduceat(inside, start)
    at = np.minimum.reduceat(
        np.where(inside == np.repeat(best, np.diff(np.append(start, len(leaf)))), np.arange(len(leaf)), len(leaf)),
        start,
    )
    ends = np.append(start[1:], len(leaf)) - 1
    below = np.where(at < ends, chance[np.minimum(at + 1, len(leaf) - 1)], 0.0)
    found[leaf[start]] = np.where(best > 0, (chance[at] + below) / 2, 1.0)
    return found
