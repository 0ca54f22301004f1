"""Training labels made worse on purpose: some name any other leaf, or a sibling of their own."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.product_classification.tree import Tree

Kind = Literal["any", "sibling"]
KINDS: Final[tuple[Kind, ...]] = ("any", "sibling")

Longs = npt.NDArray[np.int64]


def with_flips(examples: Path, out: Path, share: float, kind: Kind, seed: int) -> pd.DataFrame:
    """Copy examples, of whose training labels a share is flipped; those of valid and test stay.

    Calibration, which looks at valid, so has labels as they were: in a shop that mislabels valid would be as wrong.

    Args:
        examples: What `build` wrote.
        out: A folder that is not there.
        share: Of the training labels. A larger one holds the flips of a smaller one. A label that would become another
            one of its listing stays.
        kind: `any`: to any leaf with training labels. `sibling`: to one under the same node, where there is one.
        seed: Of the flips.

    Returns:
        The flipped labels: example_id, leaf_id (as given now) and right_leaf_id.
    """
    shutil.copytree(examples, out)
    labels = pd.read_parquet(examples / "labels.parquet")
    train = labels[labels["split"] == "train"].sort_values(["example_id", "leaf_id"], ignore_index=True)
    tree = Tree.of(pd.read_parquet(examples / "taxonomy.parquet"))
    right = tree.leaf_numbers(train["leaf_id"])
    draws = np.random.default_rng(seed).random((2, len(train)))
    moved = np.where(draws[0] < share, other_leaf(right, draws[1], tree, kind), right)
    given = train.assign(leaf_id=pd.array(tree.ids[tree.leaves[moved]], dtype="str"))
    key = ["example_id", "leaf_id"]
    no_mistake = pd.MultiIndex.from_frame(given[key]).isin(pd.MultiIndex.from_frame(train[key]))
    own_again = no_mistake | given.duplicated(key, keep=False).to_numpy()
    given["leaf_id"] = given["leaf_id"].mask(own_again, train["leaf_id"])
    pd.concat([given, labels[labels["split"] != "train"]]).to_parquet(out / "labels.parquet", index=False)
    flipped = (given["leaf_id"] != train["leaf_id"]).to_numpy()
    return given.assign(right_leaf_id=train["leaf_id"])[flipped][["example_id", "leaf_id", "right_leaf_id"]]


def other_leaf(leaf: Longs, draw: npt.NDArray[np.float64], tree: Tree, kind: Kind) -> Longs:
    """Another leaf that has labels, for each label; its own where there is none.

    Args:
        leaf: Leaf number of each label, (m,).
        draw: From 0 to 1, (m,).
    """
    known = np.unique(leaf)
    group = tree.parents[tree.leaves[known]] if kind == "sibling" else np.zeros(len(known), np.int64)
    order = np.argsort(group, kind="stable")
    known, group = known[order], group[order]
    place = np.zeros(len(tree.leaves), np.int64)
    place[known] = np.arange(len(known))
    start = np.searchsorted(group, group[place[leaf]])
    size = np.searchsorted(group, group[place[leaf]], side="right") - start
    step = 1 + np.floor(draw * np.maximum(size - 1, 0)).astype(np.int64)
    return known[start + (place[leaf] - start + step) % size]
