"""Examples whose test carries the true leaves in place of those that people gave, and training labels made worse."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.product_classification.tree import Tree
from sources.simulator.category_labels import mistaken
from sources.simulator.category_tree import leaf_ids
from sources.simulator.taxonomy import leaves

SCARCE: Final = 10  # training listings; as the examples say it
_COPIED: Final = ("taxonomy.parquet", "train.parquet", "valid.parquet", "facts.json")

Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def with_true_test(examples: Path, tables: Path, out: Path) -> Path:
    """Copy examples, the test's labels and flags after the truth; train and valid stay as people labelled them.

    Args:
        examples: What `build` wrote.
        tables: What the simulator wrote, `truth` in it.
        out: A folder that is not there.

    Raises:
        ValueError: A test listing is none of the simulator's.
    """
    out.mkdir(parents=True)
    for name in _COPIED:
        if (examples / name).exists():
            shutil.copy(examples / name, out / name)
    test, labels = (pd.read_parquet(examples / f"{name}.parquet") for name in ("test", "labels"))
    truth = pd.read_parquet(tables / "truth" / "leaves_truth.parquet").rename(columns={"listing_id": "example_id"})
    true = truth[truth["example_id"].isin(test["example_id"])]
    if not test["example_id"].isin(true["example_id"]).all():
        raise ValueError("Test listings without a truth: these tables are not those that the examples were made from.")
    counts = labels.loc[labels["split"] == "train", "leaf_id"].value_counts()
    rows = true["leaf_id"].map(counts).fillna(0).groupby(true["example_id"])
    most, several = (found.reindex(test["example_id"]).to_numpy() for found in (rows.max(), rows.size() > 1))
    test = test.assign(scarce_leaf=most < SCARCE, new_leaf=most == 0, several_leaves=several.astype(bool))
    test.to_parquet(out / "test.parquet")
    given = labels[labels["split"] != "test"]
    pd.concat([given, true.assign(split="test")[list(labels.columns)]]).to_parquet(out / "labels.parquet")
    return out


def with_flipped_labels(examples: Path, out: Path, share: float, seed: int) -> Path:
    """Copy examples; of a share of the training listings one label is changed, as people mistake them in the world.

    Labels of valid, which calibrates, get none. These flips come on top of the labels that are wrong already. Of them
    half go to a sibling of the leaf, a quarter between accessories and what they go with, a quarter anywhere. A larger
    share holds the flips of a smaller one.

    Args:
        examples: Of the simulated marketplace.
        out: A folder that is not there.
        share: Of training listings.
        seed: Of the flips.
    """
    shutil.copytree(examples, out)
    labels = pd.read_parquet(examples / "labels.parquet")
    labels[labels["split"] == "train"].pipe(flipped, share, seed).pipe(
        lambda train: pd.concat([train, labels[labels["split"] != "train"]])
    ).to_parquet(out / "labels.parquet")
    return out


def without_wrong_labels(examples: Path, tables: Path, out: Path) -> Path:
    """Copy examples without the training labels that are wrong, as a noise pass would leave them that never errs.

    Args:
        examples: Of the simulated marketplace, flipped or not.
        tables: What the simulator wrote.
        out: A folder that is not there.
    """
    shutil.copytree(examples, out)
    labels = pd.read_parquet(examples / "labels.parquet")
    truth = pd.read_parquet(tables / "truth" / "leaves_truth.parquet")
    given = pd.MultiIndex.from_arrays([labels["example_id"], labels["leaf_id"]])
    right = given.isin(pd.MultiIndex.from_arrays([truth["listing_id"], truth["leaf_id"]]))
    kept = labels[right | (labels["split"] != "train").to_numpy()]
    kept.to_parquet(out / "labels.parquet")
    train = pd.read_parquet(examples / "train.parquet")
    train[train["example_id"].isin(kept["example_id"])].reset_index(drop=True).to_parquet(out / "train.parquet")
    return out


def flipped(train: pd.DataFrame, share: float, seed: int) -> pd.DataFrame:
    """Rows of example_id and leaf_id, of which those of a share of examples name another leaf in one row."""
    train = train.sort_values(["example_id", "leaf_id"], ignore_index=True)
    ids = pd.Index(leaf_ids(np.arange(len(leaves()))).to_pylist())
    given = ids.get_indexer(pd.Index(train["leaf_id"].astype("str"))).astype(np.int64)
    example, _ = pd.factorize(train["example_id"])
    place = train.groupby("example_id").cumcount().to_numpy()
    other = np.full(len(train), -1, np.int64)
    pairs = np.flatnonzero(place == 1)
    other[pairs], other[pairs - 1] = given[pairs - 1], given[pairs]
    draws = np.random.default_rng(seed).random((4, example.max() + 1))[:, example]
    found, _ = mistaken(given, given, other, *draws[1:])
    struck = (draws[0] < share) & (place == 0)
    return train.assign(leaf_id=pd.array(ids.to_numpy()[np.where(struck, found, given)], dtype="str"))


def leaf_tree(examples: Path) -> Tree:
    """The tree of some examples."""
    return Tree.of(pd.read_parquet(examples / "taxonomy.parquet"))
