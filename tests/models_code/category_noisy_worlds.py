"""Answers of a model that is made up: leaves under nodes, listings with a true leaf, and scores that mostly tell it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp

from models.product_classification.candidates import Candidates
from models.product_classification.tree import Tree

Longs = npt.NDArray[np.int64]
LEAVES = 200


def tree_of(nodes: int, leaves: int) -> Tree:
    """A root, nodes under it, and leaves under each."""
    above = [("root", None, "All")] + [(f"n{node}", "root", f"Node {node}") for node in range(nodes)]
    below = [(f"n{node}-{leaf}", f"n{node}", f"Leaf {node} {leaf}") for node in range(nodes) for leaf in range(leaves)]
    return Tree.of(pd.DataFrame(above + below, columns=["node_id", "parent_id", "name"]))


def several(lists: list[list[int]], leaves: int) -> sp.csr_array:
    """Labels of rows that may have several."""
    rows = np.repeat(np.arange(len(lists)), [len(one) for one in lists])
    columns = np.array([leaf for one in lists for leaf in one], dtype=np.int64)
    return sp.csr_array((np.ones(len(columns), dtype=np.float32), (rows, columns)), shape=(len(lists), leaves))


def one_each(leaves: Longs, size: int) -> sp.csr_array:
    """Labels of rows with one leaf each."""
    return several([[int(leaf)] for leaf in leaves], size)


def best(scores: npt.NDArray[np.float64], k: int) -> Candidates:
    """The k best columns of each row."""
    order = np.argsort(-scores, axis=1, kind="stable")[:, :k].astype(np.int64)
    return Candidates(order, np.take_along_axis(scores, order, axis=1).astype(np.float32))


@dataclass(frozen=True)
class World:
    """n rows.

    Attributes:
        tree: Forty nodes of five leaves.
        true: Leaf number of each row, (n,).
        scores: Margins of all leaves: those of softmax odds, so that a true leaf is as probable as they say; (n, 200).
    """

    tree: Tree
    true: Longs
    scores: npt.NDArray[np.float64]

    @property
    def leaves(self) -> int:
        return len(self.tree.leaves)

    @property
    def candidates(self) -> Candidates:
        return best(self.scores, 10)

    def unsure(self, seed: int, k: int = 8) -> Candidates:
        """The same order from a model that learnt of many mistakes: its margins say little of how sure it may be."""
        lead = self.scores - np.sort(self.scores, axis=1)[:, [-k]]
        scale = np.exp(np.random.default_rng(seed).uniform(np.log(0.02), 0.0, (len(self.true), 1)))
        return best(lead * scale - 1, k)

    def flipped(self, share: float, seed: int, beside: bool = False) -> Longs:
        """Labels of which some are another leaf, any or a sibling."""
        rng = np.random.default_rng(seed)
        wrong = rng.random(len(self.true)) < share
        step = rng.integers(1, 5 if beside else self.leaves, len(self.true))
        moved = self.true - self.true % 5 + (self.true + step) % 5 if beside else (self.true + step) % self.leaves
        return np.where(wrong, moved, self.true)


def world(rows: int, seed: int, sharpness: float = 3.0, kinship: float = 3.0, skew: float = 0.0) -> World:
    """Rows of which the model is sure, some of which it doubts between siblings, some of which it doubts anywhere.

    Args:
        sharpness: The greater, the more often the best candidate is the true leaf.
        kinship: The greater, the more often others are siblings of it.
        skew: The greater, the more unlike in rows the leaves are; 0 is evenly.
    """
    rng = np.random.default_rng(seed)
    tree = tree_of(40, 5)
    drawn = rng.integers(0, LEAVES, rows)
    if skew:
        size = np.arange(1, LEAVES + 1) ** -skew
        drawn = rng.permutation(LEAVES)[rng.choice(LEAVES, rows, p=size / size.sum())]
    scores = rng.normal(0.0, 1.0, (rows, LEAVES))
    near = np.arange(LEAVES)[None, :] // 5 == drawn[:, None] // 5
    scores += near * rng.uniform(0.0, kinship, (rows, 1))
    scores[np.arange(rows), drawn] += rng.uniform(1.0, 8.0, rows)
    odds = np.exp(sharpness * (scores - scores.max(axis=1, keepdims=True)))
    chance = odds / odds.sum(axis=1, keepdims=True)
    true = (chance.cumsum(axis=1) > rng.random((rows, 1))).argmax(axis=1).astype(np.int64)
    return World(tree, true, scores)
