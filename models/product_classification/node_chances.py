"""Probabilities of the nodes above the candidates."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .candidates import NO_LEAF, Candidates, Longs
from .tree import Tree

Reals = npt.NDArray[np.float64]


def inner_chances(probabilities: Candidates, shares: Candidates, tree: Tree) -> tuple[Longs, Longs, Reals]:
    """Row, node and probability of every inner node below the root with a candidate under it, by row; (e,) each.

    A node is as probable as the shares below it together, and at least as its most probable leaf. Leaves that are no
    candidates add nothing, so it is too low rather than too high. The root, which is always right, is left out.

    Args:
        probabilities: Of each candidate alone, that it is a leaf of the listing; a row may sum to more than 1.
        shares: The same leaves as if a listing had one; a row sums to 1 at most. The probabilities themselves where
            each listing has one leaf.
    """
    n, nodes = len(probabilities), len(tree)
    inner = np.ones(nodes, dtype=bool)
    inner[tree.leaves] = False
    inner[tree.depths == 0] = False
    chain = tree.ancestors[tree.leaves]
    chain = np.where(inner[chain], chain, -1)
    there = probabilities.leaves != NO_LEAF
    above = np.where(there[:, :, None], chain[np.where(there, probabilities.leaves, 0)], -1)
    row, place, level = np.nonzero(above >= 0)
    keys = row.astype(np.int64) * nodes + above[row, place, level]
    order = np.argsort(keys, kind="stable")
    keys, row, place = keys[order], row[order], place[order]
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    if not n or not len(starts):
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
    together = np.add.reduceat(shares.scores[row, place].astype(np.float64), starts)
    greatest = np.maximum.reduceat(probabilities.scores[row, place].astype(np.float64), starts)
    return keys[starts] // nodes, keys[starts] % nodes, np.minimum(np.maximum(together, greatest), 1.0)
