"""The answer to a request: the best leaves of each listing, and the deepest node that is sure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from .request import Words, words_of
from .tree import Tree

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Answers:
    """What is answered of n listings.

    Attributes:
        leaves: Leaf numbers, best first; (n, k).
        probability: Of each; (n, k).
        assigned: Whether each is among the leaves that the listing is filed under; (n, k).
        node: The abstaining answer, a position in the tree; (n,).
        node_probability: That the listing belongs below it, or to it; (n,).
        sure: Whether that node is a leaf that may be acted on; (n,).
    """

    leaves: Ints
    probability: Numbers
    assigned: Truths
    node: Ints
    node_probability: Numbers
    sure: Truths

    @classmethod
    def empty(cls, rows: int, k: int) -> Self:
        """Room for the answers of so many listings, to be written part by part."""
        return cls(
            np.zeros((rows, k), dtype=np.int64),
            np.zeros((rows, k)),
            np.zeros((rows, k), dtype=bool),
            np.zeros(rows, dtype=np.int64),
            np.zeros(rows),
            np.zeros(rows, dtype=bool),
        )

    def put(self, rows: slice | Ints, part: Answers) -> None:
        """Write the answers of some listings."""
        self.leaves[rows], self.probability[rows], self.assigned[rows] = part.leaves, part.probability, part.assigned
        self.node[rows], self.node_probability[rows], self.sure[rows] = part.node, part.node_probability, part.sure


@dataclass(frozen=True)
class Labels:
    """What nodes and leaves are called in answers: columns of text that are looked up by position."""

    leaf_ids: Words
    leaf_paths: Words
    node_ids: Words
    node_paths: Words
    node_levels: Ints

    @classmethod
    def of(cls, tree: Tree) -> Self:
        ids, paths = words_of(tree.ids), words_of(tree.paths)
        return cls(ids.take(tree.leaves), paths.take(tree.leaves), ids, paths, tree.depths)

    def frame(self, ids: Words, answers: Answers) -> pd.DataFrame:
        """One row for each of a listing's k leaves, in the listings' order, best leaf first.

        Args:
            ids: The listings' own, null where not given; (n,).
            answers: What was found of them.
        """
        rows, k = answers.leaves.shape
        listing, leaf = np.repeat(np.arange(rows), k), answers.leaves.ravel()
        node = answers.node[listing]
        columns: dict[str, Any] = {
            "listing_id": ids.take(listing),
            "rank": np.tile(np.arange(1, k + 1, dtype=np.int64), rows),
            "leaf_id": self.leaf_ids.take(leaf),
            "path": self.leaf_paths.take(leaf),
            "probability": answers.probability.ravel(),
            "assigned": answers.assigned.ravel(),
            "node_id": self.node_ids.take(node),
            "node_path": self.node_paths.take(node),
            "node_probability": answers.node_probability[listing],
            "node_level": self.node_levels[node],
            "sure": answers.sure[listing],
        }
        return pd.DataFrame(columns, copy=False)
