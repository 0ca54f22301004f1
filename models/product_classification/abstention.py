"""The answer that is sure enough: a leaf, or the deepest node above that is."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from ..proportion import lower_bound
from .candidates import Candidates, Longs
from .node_chances import inner_chances
from .tree import Tree
from .truth import among, of_candidates

Reals = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Answers:
    """What n listings are answered where it has to be sure.

    Attributes:
        nodes: Position in the tree, the root where nothing below it is sure; (n,).
        chances: Probability of that node, 1 for the root; (n,).
        sure: Whether it is a leaf; (n,).
    """

    nodes: Longs
    chances: Reals
    sure: Bools


@dataclass(frozen=True)
class Sure:
    """From which probability on an answer is sure.

    Attributes:
        value: That probability.
        certified: Whether the lower bound reached the stated precision; else `value` is the stated precision itself,
            which calibrated probabilities keep.
        precision: Of the sure ones on the rows it was chosen on; none where there were none.
        share: Of these rows that have a sure one.
    """

    value: float
    certified: bool
    precision: float | None
    share: float


@dataclass(frozen=True)
class Abstention:
    """A leaf is sure from `leaf` on; where none is, the deepest inner node that is sure from `node` on is the answer.

    The precision and share of `leaf` are those of sure leaves, of `node` those of all answers below the root.
    """

    leaf: Sure
    node: Sure

    @classmethod
    def fit(
        cls,
        probabilities: Candidates,
        shares: Candidates,
        truth: sp.csr_array,
        tree: Tree,
        precision: float,
        confidence: float,
    ) -> Self:
        """The lowest thresholds at which sure leaves, and all answers below the root, are right as often as stated.

        Right means as often by the lower bound of a proportion (Clopper and Pearson 1934). An answer is right if it is
        a true leaf or lies above one. Selective answers with a guaranteed risk: Geifman and El-Yaniv, "Selective
        Classification for Deep Neural Networks", 2017; answers further up a tree: Deng, Krause, Berg and Fei-Fei,
        "Hedging Your Bets", 2012.

        Args:
            probabilities: Calibrated, falling along a row, (n, k).
            shares: The same leaves as if a listing had one, see `inner_chances`.
            truth: 1 where a leaf is the listing's, (n, leaves).
        """
        if not probabilities.leaves.size:
            return cls(Sure(precision, False, None, 0.0), Sure(precision, False, None, 0.0))
        first = probabilities.scores[:, 0].astype(np.float64)
        right = of_candidates(probabilities, truth)[:, 0].astype(np.float64)
        leaf = _lowest((first, np.ones(len(first)), right), (0, 0), len(first), precision, confidence)
        sure = first >= leaf.value
        events = _events(probabilities, shares, truth, tree, sure)
        before = (int(sure.sum()), int(right[sure].sum()))
        return cls(leaf, _lowest(events, before, len(first), precision, confidence))

    def answer(self, probabilities: Candidates, shares: Candidates, tree: Tree) -> Answers:
        """The sure leaf, or the deepest sure node above candidates, of equals the more probable; else the root."""
        n = len(probabilities)
        nodes = np.full(n, int(np.flatnonzero(tree.depths == 0)[0]), dtype=np.int64)
        chances = np.ones(n)
        if not probabilities.leaves.size:
            return Answers(nodes, chances, np.zeros(n, dtype=bool))
        first = probabilities.scores[:, 0].astype(np.float64)
        sure = (probabilities.leaves[:, 0] >= 0) & (first >= self.leaf.value)
        row, node, chance = inner_chances(probabilities, shares, tree)
        fit = chance >= self.node.value
        row, node, chance = row[fit], node[fit], chance[fit]
        order = np.lexsort((node, chance, tree.depths[node], row))
        last = order[np.append(np.diff(row[order]) > 0, True)] if len(order) else order
        nodes[row[last]], chances[row[last]] = node[last], chance[last]
        nodes[sure], chances[sure] = tree.leaves[probabilities.leaves[sure, 0]], first[sure]
        return Answers(nodes, chances, sure)

    def as_dict(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return asdict(self)

    @classmethod
    def from_dict(cls, given: dict[str, Any]) -> Self:
        """What `as_dict` gave."""
        return cls(Sure(**given["leaf"]), Sure(**given["node"]))


def _lowest(
    events: tuple[Reals, Reals, Reals], before: tuple[int, int], rows: int, precision: float, confidence: float
) -> Sure:
    """The lowest probability down to which answers are right as often as stated.

    Args:
        events: Probabilities, and what each adds to the answers and to the right ones, (e,) each.
        before: Answers and right ones that there are anyway.
        rows: Of which they are a share.
    """
    order = np.argsort(-events[0], kind="stable")
    falling = events[0][order]
    taken, right = (start + np.cumsum(added[order]) for start, added in zip(before, events[1:], strict=True))
    last = np.append(falling[1:] != falling[:-1], True) if len(order) else np.zeros(0, dtype=bool)
    good = np.flatnonzero(last & (lower_bound(right, taken, confidence) >= precision))
    if len(good):
        lowest = int(good[-1])
        value = float((falling[lowest] + falling[min(lowest + 1, len(falling) - 1)]) / 2)
    else:
        value, lowest = precision, int((falling >= precision).sum()) - 1
    answers = (taken[lowest], right[lowest]) if lowest >= 0 else before
    return Sure(
        value, bool(len(good)), float(answers[1] / answers[0]) if answers[0] else None, float(answers[0] / rows)
    )


def _events(
    probabilities: Candidates, shares: Candidates, truth: sp.csr_array, tree: Tree, sure: Bools
) -> tuple[Reals, Reals, Reals]:
    """Where a falling threshold makes the answer of a row that has no sure leaf deeper.

    Returns:
        The threshold; 1 where the row had no answer before, else 0; and 1 where it gets right, -1 where it gets wrong,
        0 where it stays as it was; (e,) each.
    """
    row, node, chance = inner_chances(probabilities, shares, tree)
    fit = ~sure[row]
    row, node, chance = row[fit], node[fit], chance[fit]
    depth = tree.depths[node]
    order = np.lexsort((depth, -chance, row))
    row, node, chance, depth = row[order], node[order], chance[order], depth[order]
    deepest = np.maximum.accumulate(row * (int(tree.depths.max()) + 1) + depth)
    deeper = np.diff(deepest, prepend=-1) > 0
    row, node, chance = row[deeper], node[deeper], chance[deeper]
    above = (truth @ tree.membership).tocsr()
    right = among(row, node, above).astype(np.float64)
    begins = np.diff(row, prepend=-1) > 0
    before = np.where(begins, 0.0, np.append(0.0, right[:-1])) if len(row) else right
    return chance, begins.astype(np.float64), right - before
