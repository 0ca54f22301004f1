"""Words that an accessory's name has to itself, sought before "for": "net" of trampoline nets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from .accessory_words import accessory_targets
from .leaf_names import LeafNames, held
from .sorted_keys import found_at
from .tree import NONE, Tree
from .words import Words

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

NAMES: Final = ("own_words", "accessory_words")


@dataclass(frozen=True)
class AccessoryNames:
    """What tells an accessory from what it goes with, by their names alone.

    Attributes:
        names: Of leaves.
        own: Weight of each word of an accessory's name that no product it goes with is called by, 0 of others; float32
            (leaves, most).
        keys: Stem times the number of leaves plus a leaf that has an accessory with that word of its own, sorted.
    """

    names: LeafNames
    own: Floats
    keys: Ints

    @classmethod
    def of(cls, tree: Tree, names: LeafNames) -> AccessoryNames:
        """As the tree says it by `accessory_of`."""
        leaves, below, target = len(tree.leaves), sp.csc_array(tree.membership), accessory_targets(tree)
        own, keys = np.zeros_like(names.weights), [np.zeros(0, dtype=np.int64)]
        for node in np.unique(target[target != NONE]):
            of = np.flatnonzero(target == node)
            products = np.setdiff1d(below.indices[below.indptr[node] : below.indptr[node + 1]], of)
            called = np.union1d(names.stems[products], names.parent_stems[products])
            own[of] = names.weights[of] * ~np.isin(names.stems[of], called)
            words = np.unique(names.stems[of][own[of] > 0]).astype(np.int64)
            keys.append((words[:, None] * leaves + products).ravel())
        return cls(names, own, np.unique(np.concatenate(keys)))

    def said(self, words: Words, leaves: Ints) -> Floats:
        """`NAMES` of each candidate.

        Args:
            words: n listings.
            leaves: Leaf numbers, (n, k).

        Returns:
            (n, k, 2) float32: share of the weight of the words that an accessory's name has to itself, less 1 where a
            word is there that it shares with what it goes with, NaN of a leaf without words of its own; and whether a
            word is there that one of the leaf's accessories has to itself. The title's words count, up to the one like
            "for".
        """
        at = np.arange(words.stems.shape[1])
        before = np.where(at < words.connector[:, None], words.stems, np.uint32(0))
        weight = self.own[leaves]
        total = weight.sum(axis=2)
        here = held(self.names.stems[leaves], before)
        own = (here * weight).sum(axis=2) / np.maximum(total, 1e-9)
        shared = np.any(here & (weight == 0), axis=2)
        share = np.where(total > 0, own - shared, np.nan)
        wanted = before.astype(np.int64)[:, None, :] * len(self.own) + leaves[:, :, None]
        other = np.any(found_at(self.keys, wanted) >= 0, axis=2)
        return np.stack([share, other], axis=2, dtype=np.float32)
