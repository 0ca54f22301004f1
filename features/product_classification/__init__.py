"""Labelled listings as examples, with the tree that they are filed under."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from features.product_classification.examples import slices_of, write_examples
from features.product_classification.facts import facts_of
from features.product_classification.parameters import FeaturesParameters
from features.product_classification.refusals import refuse_few, refuse_small_tree
from features.product_classification.splits import split_of
from features.product_classification.tables import read_labelled, read_tree
from features.product_classification.texts import text_keys

__all__ = ["FeaturesParameters", "build"]


def build(tables: Path, out: Path, parameters: FeaturesParameters) -> dict[str, Any]:
    """Write examples for training, validation and test.

    Listings without a label are left out. The split is that of labels.split where it is given (valid is carved from
    train by a hash of the text where it gives none); else the latest listings are the test, where three different
    listed_at are known; else a hash of the text decides, so that equal texts fall alike, and a leaf's only listings
    stay in train.

    The listings lie in memory whole: at its peak it takes two and a half times the bytes of their texts, beside some
    400 MB.

    Args:
        tables: Folder of clean contract tables: listings.parquet, taxonomy.parquet, labels.parquet.
        out: Folder for taxonomy.parquet (node_id, parent_id, name, accessory_of), {train,valid,test}.parquet
            (example_id, the listing's texts and price; in valid and test what `examples.slices_of` tells),
            labels.parquet (example_id, leaf_id, split) and facts.json.
        parameters: Settings.

    Returns:
        Counts per split, of the tree and of its leaves, and how the split was made.

    Raises:
        DataError: A table is absent or not as the contract wants it, a split is given only in part, or the labels do
            not suffice for one.
    """
    taxonomy, tree = read_tree(tables)
    refuse_small_tree(tree)
    labelled = read_labelled(tables, tree)
    keys = text_keys(labelled.listings)
    split = split_of(labelled, keys, parameters)
    refuse_few(labelled, keys, split, tree, parameters)
    slices = slices_of(labelled, split, keys, parameters)
    out.mkdir(parents=True, exist_ok=True)
    write_examples(labelled, split, slices, taxonomy, tree, out)
    facts = facts_of(labelled, split, slices, tree, parameters)
    (out / "facts.json").write_text(json.dumps(facts, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return facts
