"""The category tree: leaves that listings are filed under, and the nodes above them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp

Ints = npt.NDArray[np.int64]
SEPARATOR: Final = " > "
NONE: Final = -1


@dataclass(frozen=True)
class Tree:
    """A tree of n nodes, each after its parent; of several roots one is put above them.

    Attributes:
        ids: Node ids as the tables have them, object array of str (n,); the root that was put above has "".
        parents: Position of each node's parent, -1 for the root; (n,).
        names: What nodes are called, object array of str (n,).
        accessory_of: Position of the node whose products this node's products go with, -1 for none; (n,).
    """

    ids: npt.NDArray[np.object_]
    parents: Ints
    names: npt.NDArray[np.object_]
    accessory_of: Ints

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def of(cls, taxonomy: pd.DataFrame) -> Tree:
        """From rows of node_id, parent_id (null for a root), name and, where there is one, accessory_of.

        Raises:
            ValueError: No row, a node twice, a parent that is not there, or a cycle.
        """
        ids = taxonomy["node_id"].astype("str")
        place = pd.Index(ids)
        if not len(ids) or place.has_duplicates:
            raise ValueError(f"a tree needs nodes with ids of their own; {len(ids)} were given.")
        above = taxonomy["parent_id"]
        parents = np.where(above.isna(), NONE, place.get_indexer(pd.Index(above.astype("str")))).astype(np.int64)
        lost = int(((parents == NONE) & above.notna().to_numpy()).sum())
        if lost:
            raise ValueError(f"{lost} nodes of the tree name a parent that is not in it.")
        with_other = "accessory_of" in taxonomy
        other = (
            place.get_indexer(pd.Index(taxonomy["accessory_of"].astype("str")))
            if with_other
            else np.full(len(ids), NONE)
        )
        depth = _depths(parents)
        names = taxonomy["name"].astype("str").fillna("").to_numpy(dtype=object)
        order = np.argsort(depth, kind="stable")
        position = np.empty(len(order), dtype=np.int64)
        position[order] = np.arange(len(order))
        moved = np.append(position, NONE)  # -1 stays -1
        tree = cls(ids.to_numpy(dtype=object)[order], moved[parents[order]], names[order], moved[other[order]])
        return tree if (tree.parents == NONE).sum() == 1 else tree._under_one_root()

    def _under_one_root(self) -> Tree:
        return Tree(
            np.concatenate([np.array([""], dtype=object), self.ids]),
            np.concatenate([[NONE], self.parents + 1]),
            np.concatenate([np.array([""], dtype=object), self.names]),
            np.concatenate([[NONE], np.where(self.accessory_of == NONE, NONE, self.accessory_of + 1)]),
        )

    @cached_property
    def depths(self) -> Ints:
        """Steps from the root, 0 for the root itself; (n,)."""
        return _depths(self.parents)

    @cached_property
    def leaves(self) -> Ints:
        """Positions of the nodes without children, ascending; (leaves,)."""
        inner = np.zeros(len(self), dtype=bool)
        inner[self.parents[self.parents != NONE]] = True
        return np.flatnonzero(~inner)

    @cached_property
    def ancestors(self) -> Ints:
        """Node and its ancestors from the root down, padded by -1 on the right; (n, deepest + 1)."""
        table = np.full((len(self), int(self.depths.max()) + 1), NONE, dtype=np.int64)
        for node in range(len(self)):  # each after its parent
            if self.parents[node] != NONE:
                table[node] = table[self.parents[node]]
            table[node, self.depths[node]] = node
        return table

    @cached_property
    def membership(self) -> sp.csr_array:
        """1 where a leaf is a node or lies below it; (leaves, n)."""
        above = self.ancestors[self.leaves]
        row, step = np.nonzero(above != NONE)
        ones = np.ones(len(row), dtype=np.float32)
        return sp.csr_array((ones, (row, above[row, step])), shape=(len(self.leaves), len(self)))

    @cached_property
    def paths(self) -> npt.NDArray[np.object_]:
        """Names from below the root down to the node, joined by ` > `; of the root its own name; (n,)."""
        found = self.names.copy()
        for node in range(len(self)):
            if self.depths[node] > 1:
                found[node] = found[self.parents[node]] + SEPARATOR + self.names[node]
        return found

    def leaf_numbers(self, ids: pd.Series[str]) -> Ints:
        """Position among `leaves` of each node id, -1 for one that is no leaf of the tree."""
        return pd.Index(self.ids[self.leaves]).get_indexer(pd.Index(ids.astype("str"))).astype(np.int64)

    def frame(self) -> pd.DataFrame:
        """The rows it was made from, without a root that was put above."""
        rows = np.flatnonzero(self.ids != "")
        named = np.append(self.ids, "")  # -1 finds the last
        return pd.DataFrame(
            {
                "node_id": pd.array(self.ids[rows], dtype="str"),
                "parent_id": pd.array([one or None for one in named[self.parents[rows]]], dtype="str"),
                "name": pd.array(self.names[rows], dtype="str"),
                "accessory_of": pd.array([one or None for one in named[self.accessory_of[rows]]], dtype="str"),
            }
        )


def _depths(parents: Ints) -> Ints:
    depth = np.full(len(parents), NONE, dtype=np.int64)
    level, here = 0, np.flatnonzero(parents == NONE)
    while len(here):
        depth[here] = level
        below = np.isin(parents, here) & (parents != NONE)
        level, here = level + 1, np.flatnonzero(below & (depth == NONE))
    if (depth == NONE).any():
        raise ValueError(f"{int((depth == NONE).sum())} nodes of the tree lie on or below a cycle.")
    return depth
