"""The category tree as measures need it: numbered leaves, the nodes that they share, what is an accessory of what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp

from models.product_classification.tree import NONE, Tree

Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class LabelledTree:
    """A tree and how many training listings each of its leaves has.

    Attributes:
        tree: Of the examples, which need not be that of the model.
        train_rows: (leaves,).
    """

    tree: Tree
    train_rows: Longs

    def numbers(self, *ids: pd.Series[str]) -> list[Longs]:
        """Leaf numbers of several columns of ids; those of no leaf of the tree are numbered on behind its leaves."""
        found = [self.tree.leaf_numbers(one) for one in ids]
        unknown = [one[leaf == NONE].astype("str") for one, leaf in zip(ids, found, strict=True)]
        strangers = pd.Index(pd.unique(pd.concat(unknown)))
        for one, leaf in zip(unknown, found, strict=True):
            leaf[leaf == NONE] = len(self.train_rows) + strangers.get_indexer(pd.Index(one))
        return found

    def rows_of(self, leaves: Longs) -> Longs:
        """Training listings of each leaf, 0 of a stranger."""
        known = leaves < len(self.train_rows)
        return np.where(known, self.train_rows[np.where(known, leaves, 0)], 0)

    def nodes_of(self, leaves: int) -> sp.csr_array:
        """1 where a leaf is a node or lies below it, the root left out; (leaves, nodes and strangers).

        A stranger is a node of its own below the root.

        Args:
            leaves: Those of the tree, and strangers.
        """
        strangers = sp.eye_array(max(0, leaves - len(self.train_rows)), dtype=np.float32)
        below_root: sp.csr_array = self.tree.membership[:, 1:]
        return sp.csr_array(sp.block_diag([below_root, strangers], format="csr")) if strangers.nnz else below_root

    @cached_property
    def _of_accessories(self) -> sp.csr_array:
        """1 where a leaf holds accessories of the products below a node; (leaves, nodes)."""
        tree = self.tree
        with_other = np.flatnonzero(tree.accessory_of != NONE)
        ones = np.ones(len(with_other), dtype=np.float32)
        targets = sp.csr_array((ones, (with_other, tree.accessory_of[with_other])), shape=(len(tree), len(tree)))
        return sp.csr_array((tree.membership @ targets) > 0).astype(np.float32)

    @cached_property
    def _of_products(self) -> sp.csr_array:
        """1 where a leaf lies below a node and does not hold accessories of that node's products; (leaves, nodes)."""
        under = self.tree.membership
        products = sp.csr_array(under - under.multiply(self._of_accessories))
        products.eliminate_zeros()
        return products

    @cached_property
    def accessories(self) -> Flags:
        """Leaves that hold accessories; (leaves,)."""
        found: Flags = np.diff(self._of_accessories.indptr) > 0
        return found

    @cached_property
    def with_accessories(self) -> Flags:
        """Leaves of products that have accessories elsewhere in the tree; (leaves,)."""
        has = np.asarray(self._of_accessories.sum(axis=0)).ravel() > 0
        found: Flags = np.asarray(self._of_products @ has.astype(np.float32)).ravel() > 0
        return found

    def flagged(self, flags: Flags, leaves: Longs) -> Flags:
        """What is said of each leaf; False of strangers."""
        known = leaves < len(flags)
        return known & flags[np.where(known, leaves, 0)]

    def confused(self, true: Longs, predicted: Longs) -> Flags:
        """Pairs of leaves of which one holds accessories of the other's products; (pairs,)."""
        inside = np.flatnonzero((true < len(self.train_rows)) & (predicted < len(self.train_rows)))
        found = np.zeros(len(true), dtype=bool)
        ours, theirs = true[inside], predicted[inside]
        found[inside] = _overlap(self._of_accessories[theirs], self._of_products[ours]) > 0
        found[inside] |= _overlap(self._of_accessories[ours], self._of_products[theirs]) > 0
        return found


def _overlap(left: sp.csr_array, right: sp.csr_array) -> npt.NDArray[np.float32]:
    return np.asarray(left.multiply(right).sum(axis=1), dtype=np.float32).ravel()


def labelled_tree(examples: Path) -> LabelledTree:
    """The tree of the examples that `build` wrote; read once while its files stay as they are."""
    files = examples / "taxonomy.parquet", examples / "labels.parquet"
    return _read(*files, *(file.stat().st_mtime_ns for file in files))


@lru_cache(maxsize=2)
def _read(taxonomy: Path, labels_of: Path, *_changed: int) -> LabelledTree:
    tree = Tree.of(pd.read_parquet(taxonomy))
    labels = pd.read_parquet(labels_of)
    number = tree.leaf_numbers(labels.loc[labels["split"] == "train", "leaf_id"])
    return LabelledTree(tree, np.bincount(number[number != NONE], minlength=len(tree.leaves)).astype(np.int64))


def one_hot(rows: Sequence[int] | Longs, columns: Longs, shape: tuple[int, int]) -> sp.csr_array:
    """1 at each place named, once or more; float32."""
    table = sp.csr_array((np.ones(len(columns), dtype=np.float32), (rows, columns)), shape=shape)
    table.data[:] = 1.0  # what was named twice was added up
    return table
