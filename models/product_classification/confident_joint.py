"""Confident learning: labels whose row another leaf claims, being as sure of it as it is of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from .candidates import NO_LEAF, Longs
from .judged_labels import JudgedLabels
from .tree import Tree

Reals = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Claims:
    """Which leaf claims each label's row.

    Attributes:
        leaves: The most probable leaf, other than the label, among those whose threshold is reached; -1 for none; (m,).
        chances: Its probability, 0 for none; (m,).
    """

    leaves: Longs
    chances: Reals


def leaf_thresholds(leaves: Longs, own: Reals, tree: Tree, prior_labels: float) -> Reals:
    """Mean probability that a leaf has on rows labelled with it, its self-confidence; (leaves,).

    Of Northcutt, Jiang and Chuang, "Confident Learning: Estimating Uncertainty in Dataset Labels" (JAIR 2021), equation
    2. A leaf of few labels has a mean that says little, so it is drawn to its parent's, and that to the mean of all.

    Args:
        leaves: Of each label, (m,).
        own: Probability of the label, (m,).
        prior_labels: Labels that weigh against a leaf's own, above 0.
    """
    parents = tree.parents[tree.leaves]
    count = np.bincount(leaves, minlength=len(parents)).astype(np.float64)
    total = np.bincount(leaves, own, len(parents))
    overall = total.sum() / max(count.sum(), 1.0)
    above = np.bincount(parents, total, len(tree)) + prior_labels * overall
    above /= np.bincount(parents, count, len(tree)) + prior_labels
    drawn: Reals = (total + prior_labels * above[parents]) / (count + prior_labels)
    return drawn


def claims(labels: JudgedLabels, chances: Reals, own: Reals, thresholds: Reals) -> Claims:
    """Off-diagonal cells of the confident joint, a label each.

    Args:
        chances: Probability of each candidate, (m, k).
        own: Probability of the label, (m,); no leaf less probable than it claims the row.
        thresholds: Self-confidence of each leaf, (leaves,).
    """
    leaves = labels.candidates.leaves
    sure = (leaves != NO_LEAF) & ~labels.same & (chances >= thresholds[leaves]) & (chances > own[:, None])
    if not leaves.shape[1]:
        return Claims(np.full(len(labels), NO_LEAF, dtype=np.int64), np.zeros(len(labels)))
    most = np.where(sure, chances, 0.0)
    best = (np.arange(len(labels)), most.argmax(axis=1))
    return Claims(np.where(most[best] > 0, leaves[best], NO_LEAF), most[best])


@dataclass(frozen=True)
class Joint:
    """How often each leaf's rows are claimed by each other leaf.

    Attributes:
        claimed: Labels of a leaf, a row, that another, a column, claims; (leaves, leaves).
        count: Labels of each leaf, at least 1; (leaves,).
        parents: Node above each leaf; (leaves,).
    """

    claimed: sp.csr_array
    count: Reals
    parents: Longs

    @classmethod
    def of(cls, leaves: Longs, claims: Claims, tree: Tree) -> Self:
        """Args: leaves: Of each label, (m,)."""
        known = claims.leaves != NO_LEAF
        size = len(tree.leaves)
        place = (leaves[known], claims.leaves[known])
        joint = sp.coo_array((np.ones(int(known.sum())), place), shape=(size, size)).tocsr()
        count = np.maximum(np.bincount(leaves, minlength=size), 1).astype(np.float64)
        return cls(joint, count, tree.parents[tree.leaves])

    def fuzzy(self, leaves: Longs, claims: Claims, share: float) -> Bools:
        """Whether a label and its claimant are siblings that claim each other's rows, both of them that often; (m,)."""
        known = claims.leaves != NO_LEAF
        found = np.zeros(len(leaves), dtype=bool)
        mine, other = leaves[known], claims.leaves[known]
        lost = np.asarray(self.claimed[mine, other]).ravel() / self.count[mine]
        won = np.asarray(self.claimed[other, mine]).ravel() / self.count[other]
        found[known] = (self.parents[mine] == self.parents[other]) & (np.minimum(lost, won) >= share)
        return found
