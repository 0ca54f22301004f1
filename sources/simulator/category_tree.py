"""The category tree as product classification's contract takes it, and which leaves a product is mistaken between."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa

from sources.simulator.taxonomy import accessory_links, leaves, tree
from sources.simulator.words import Floats, Index, Mask, Strings, gather

ROOT_ID, ROOT_NAME = "c0", "All products"
_TYPE_LEVEL = 3  # of the nodes under which all refinements of one kind of product lie


@dataclass(frozen=True)
class Groups:
    """For each leaf a group of others: those of leaf `i` are `members[first[i] : first[i] + count[i]]`."""

    members: Index
    first: Index
    count: Index

    def pick(self, leaf: Index, draw: Floats) -> Index:
        """One of each leaf's group, -1 where it has none; `draw` in [0, 1), shapes (rows,)."""
        count = self.count[leaf]
        place = self.first[leaf] + np.minimum((draw * count).astype(np.int64), np.maximum(count - 1, 0))
        return np.where(count > 0, self.members[np.minimum(place, len(self.members) - 1)], -1)


@cache
def _nodes() -> tuple[Strings, Strings]:
    """Ids of the leaves and of the nodes above them, in the order of `leaves()`."""
    nodes = tree().to_pandas()
    found = nodes[nodes["is_leaf"]].sort_values("leaf_position")
    return _ids(found["category_id"].to_numpy()), _ids(found["parent_id"].to_numpy().astype(np.int64))


def _ids(categories: Index) -> Strings:
    return pa.array([f"c{1 + number}" for number in categories.tolist()], pa.string())


def leaf_ids(leaf: Index) -> Strings:
    """Node ids of leaves, which are given as positions in `leaves()`; (rows,)."""
    return gather(_nodes()[0], leaf)


def parent_ids(leaf: Index) -> Strings:
    """Ids of the nodes above leaves; (rows,)."""
    return gather(_nodes()[1], leaf)


@cache
def siblings() -> Groups:
    """The other leaves under the same node."""
    _, parent = np.unique(np.asarray(_nodes()[1]), return_inverse=True)
    order = np.argsort(parent, kind="stable")
    cohorts = np.split(order, np.flatnonzero(np.diff(parent[order])) + 1)
    return _groups({int(leaf): cohort[cohort != leaf] for cohort in cohorts for leaf in cohort})


@cache
def counterparts() -> Groups:
    """Of a product's leaf those of its accessories, of an accessory's leaf those of the products it goes with."""
    links = accessory_links().to_pandas()
    others = {int(leaf): rows.to_numpy() for leaf, rows in links.groupby("accessory_leaf")["main_leaf"]}
    others |= {int(leaf): rows.to_numpy() for leaf, rows in links.groupby("main_leaf")["accessory_leaf"]}
    return _groups(others)


def _groups(others: dict[int, Index]) -> Groups:
    empty = np.empty(0, np.int64)
    parts = [others.get(leaf, empty) for leaf in range(len(leaves()))]
    count = np.array([len(part) for part in parts])
    return Groups(np.concatenate(parts), np.cumsum(count) - count, count)


@cache
def is_accessory() -> Mask:
    """Which leaves hold accessories of other products; (leaves,)."""
    return np.array([bool(leaf.accessory_of) for leaf in leaves()])


@cache
def refinements() -> tuple[str, ...]:
    """What sets each leaf apart within its kind, as `with subwoofer`; empty for accessories."""
    names = [
        (leaf.nouns[1], bool(leaf.accessory_of)) for leaf in leaves()
    ]  # abroad it stands behind the noun, as it is
    return tuple("" if accessory else full.removeprefix(f"{short} ") for (full, short), accessory in names)


def taxonomy() -> pa.Table:
    """The contract's table: node_id, parent_id (null for the root), name, accessory_of.

    Accessories, and the node above them, name the node of the kind of product that they go with.
    """
    nodes = tree().to_pandas()
    ids = np.asarray(_ids(nodes["category_id"].to_numpy()))
    by_path = dict(zip(nodes["path"], ids, strict=True))
    goes_with: dict[str, str] = {}
    for leaf in leaves():
        if leaf.accessory_of:
            kind = by_path[" > ".join(leaves()[leaf.accessory_of[0]].path[:_TYPE_LEVEL])]
            goes_with |= {by_path[" > ".join(leaf.path[:depth])]: kind for depth in (_TYPE_LEVEL, len(leaf.path))}
    parents = [ROOT_ID if np.isnan(parent) else ids[int(parent)] for parent in nodes["parent_id"]]
    return pa.table(
        {
            "node_id": pa.array([ROOT_ID, *ids], pa.string()),
            "parent_id": pa.array([None, *parents], pa.string()),
            "name": pa.array([ROOT_NAME, *nodes["name"]], pa.string()),
            "accessory_of": pa.array([None, *(goes_with.get(one) for one in ids)], pa.string()),
        }
    )
