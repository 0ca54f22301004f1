"""Training examples as they lie on disk, checked before any work is spent on them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp

from ..errors import InputError
from .tree import NONE, Tree

COLUMNS: Final = ("title", "description", "brand", "attributes", "price", "language")
TAXONOMY: Final = "taxonomy.parquet"
LABELS: Final = "labels.parquet"

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Split:
    """Labelled listings of one split.

    Attributes:
        ids: Their listing ids, object array of str (n,).
        listings: Their columns, see `COLUMNS`; n rows.
        truth: 1 where a listing is filed under a leaf; (n, leaves), every row has one at least.
    """

    ids: npt.NDArray[np.object_]
    listings: pd.DataFrame
    truth: sp.csr_array

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class Examples:
    """The tree, the listings to fit on, and those to tune on."""

    tree: Tree
    train: Split
    valid: Split


def read(directory: Path) -> Examples:
    """Read the tree, the labels, and the listings of train and valid; the test split is never opened.

    Raises:
        InputError: Train has no listing.
        ValueError: The tree is none, a listing occurs twice or without a leaf, or a label names what is no leaf.
    """
    tree = Tree.of(pd.read_parquet(directory / TAXONOMY))
    labels = pd.read_parquet(directory / LABELS)
    train, valid = (_split(directory, name, labels, tree) for name in ("train", "valid"))
    if not len(train):
        raise InputError(
            "train holds no labelled listing, so there is nothing to learn from; give labels of listings, or let "
            "fewer of them fall to valid and test."
        )
    return Examples(tree, train, valid)


def leaf_counts(truth: sp.csr_array) -> Ints:
    """Listings of each leaf; (leaves,)."""
    return np.bincount(truth.indices, minlength=truth.shape[1]).astype(np.int64)


def _split(directory: Path, name: str, labels: pd.DataFrame, tree: Tree) -> Split:
    frame = pd.read_parquet(directory / f"{name}.parquet").reset_index(drop=True)
    ids = pd.Index(frame["example_id"].astype("str"))
    if ids.has_duplicates:
        raise ValueError(f"{name}: {int(ids.duplicated().sum())} of {len(ids)} example_id occur twice.")
    own = labels[(labels["split"] == name).to_numpy()]
    row = ids.get_indexer(pd.Index(own["example_id"].astype("str")))
    leaf = tree.leaf_numbers(own["leaf_id"])
    for lost, what in ((row == NONE, f"a listing that {name} does not hold"), (leaf == NONE, "no leaf of the tree")):
        if lost.any():
            raise ValueError(f"labels: {int(lost.sum())} of {len(own)} rows of {name} name {what}.")
    ones = np.ones(len(own), dtype=np.float32)
    truth = sp.csr_array((ones, (row, leaf)), shape=(len(ids), len(tree.leaves)))
    truth.sum_duplicates()
    truth.data[:] = 1
    bare = int((np.diff(truth.indptr) == 0).sum())
    if bare:
        raise ValueError(f"{name}: {bare} of {len(ids)} listings have no label.")
    return Split(ids.to_numpy(dtype=object), frame.reindex(columns=list(COLUMNS)), truth)
