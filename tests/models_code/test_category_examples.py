"""Examples of the classifier are checked before any work is spent on them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from category_shop import listings, taxonomy, write

from models.errors import InputError
from models.product_classification import examples


def test_listings_and_their_leaves_come_together(tmp_path: Path) -> None:
    train, labels = listings(2, 0, "t")
    also = pd.DataFrame({"example_id": ["t0"], "leaf_id": ["atlases"]}, dtype="str")
    labels = pd.concat([labels, also], ignore_index=True).sample(frac=1, random_state=0)
    data = examples.read(write(tmp_path, (train, labels), listings(1, 1, "v")))
    assert list(data.train.ids) == list(train["example_id"])
    rows, leaves = data.train.truth.nonzero()
    found = {
        (data.train.ids[row], data.tree.ids[data.tree.leaves[leaf]]) for row, leaf in zip(rows, leaves, strict=True)
    }
    assert found == set(labels.itertuples(index=False, name=None))
    assert examples.leaf_counts(data.train.truth).sum() == len(labels)
    assert len(data.valid) == 8


@pytest.mark.parametrize(
    ("leaf", "told"), [("kitchen", "1 of 17 rows of train name no leaf"), ("sheds", "1 of 17 rows of train name no")]
)
def test_labels_of_what_is_no_leaf_are_refused(leaf: str, told: str, tmp_path: Path) -> None:
    train, labels = listings(2, 0, "t")
    also = pd.DataFrame({"example_id": ["t0"], "leaf_id": [leaf]}, dtype="str")
    with pytest.raises(ValueError, match=told):
        examples.read(write(tmp_path, (train, pd.concat([labels, also])), listings(1, 1, "v")))


def test_a_listing_without_a_label_is_refused(tmp_path: Path) -> None:
    train, labels = listings(2, 0, "t")
    with pytest.raises(ValueError, match="train: 3 of 16 listings have no label"):
        examples.read(write(tmp_path, (train, labels.iloc[3:]), listings(1, 1, "v")))


def test_train_without_a_listing_says_so(tmp_path: Path) -> None:
    none = tuple(part.iloc[:0] for part in listings(1, 0, "t"))
    with pytest.raises(InputError, match="train holds no labelled listing"):
        examples.read(write(tmp_path, none, listings(1, 1, "v"), taxonomy()))
