"""Every label judged as if it were the only one of its row."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from .candidates import NO_LEAF, Candidates, Longs
from .tree import Tree
from .truth import among, pairs

Reals = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class JudgedLabels:
    """m labels, with the answers of a model that had not seen their rows.

    A row's other labels are no candidates against this one: that a phone case is also a gift does not speak against
    its being a phone case.

    Attributes:
        rows, leaves: Of each label; (m,).
        candidates: Of its row, with scores, without the row's other labels; (m, k).
    """

    rows: Longs
    leaves: Longs
    candidates: Candidates

    def __len__(self) -> int:
        return len(self.rows)

    @classmethod
    def of(cls, candidates: Candidates, given: sp.csr_array) -> JudgedLabels:
        """Labels by row and then by leaf.

        Args:
            candidates: Out of fold, with scores that fall along a row, (n, k).
            given: 1 where a leaf is a label of the row, (n, leaves).
        """
        rows, leaves = pairs(given)
        found = candidates.take(rows)
        repeated = np.repeat(rows, candidates.leaves.shape[1])
        taken = among(repeated, found.leaves.ravel(), given).reshape(found.leaves.shape)
        others = taken & (found.leaves != leaves[:, None])
        alone = Candidates(
            np.where(others, NO_LEAF, found.leaves), np.where(others, -np.inf, found.scores).astype(np.float32)
        )
        return cls(rows, leaves, alone)

    def take(self, labels: Longs) -> JudgedLabels:
        """Some of them."""
        return JudgedLabels(self.rows[labels], self.leaves[labels], self.candidates.take(labels))

    def drawn(self, most: int, rng: np.random.Generator) -> Longs:
        """Places of at most so many of them, drawn evenly, in their order."""
        return np.arange(len(self)) if len(self) <= most else np.sort(rng.choice(len(self), most, replace=False))

    def as_if(self, leaves: Longs) -> JudgedLabels:
        """The same rows with other labels, (m,)."""
        return JudgedLabels(self.rows, leaves, self.candidates)

    @property
    def same(self) -> Bools:
        """Whether a candidate is the label itself; (m, k)."""
        same: Bools = self.candidates.leaves == self.leaves[:, None]
        return same

    @property
    def leading(self) -> Longs:
        """The best candidate of each, -1 where there is none; (m,)."""
        there = self.candidates.leaves != NO_LEAF
        if not there.shape[1]:
            return np.full(len(self), NO_LEAF, dtype=np.int64)
        first = np.argmax(there, axis=1)
        leading: Longs = self.candidates.leaves[np.arange(len(self)), first]
        return leading


@dataclass(frozen=True)
class Landing:
    """Where a mistaken label lands.

    Attributes:
        anywhere: Share of each leaf in all labels; (leaves,).
        parents: Node above each leaf; (leaves,).
        siblings: Leaves with labels under that node; (leaves,).
    """

    anywhere: Reals
    parents: Longs
    siblings: Longs

    @classmethod
    def of(cls, leaves: Longs, tree: Tree) -> Landing:
        """Args: leaves: Leaf of every label, (m,)."""
        counts = np.bincount(leaves, minlength=len(tree.leaves)).astype(np.float64)
        parents = tree.parents[tree.leaves]
        under = np.bincount(parents[counts > 0], minlength=len(tree))
        return cls(counts / max(counts.sum(), 1.0), parents, under[parents])

    def beside(self, labels: JudgedLabels) -> Reals:
        """Probability of the label if it were a sibling, drawn evenly, of its row's leading leaf; (m,)."""
        leading = labels.leading
        near = (leading != NO_LEAF) & (leading != labels.leaves)
        near &= self.parents[leading] == self.parents[labels.leaves]
        return np.where(near, 1 / np.maximum(self.siblings[labels.leaves] - 1, 1), 0.0)
