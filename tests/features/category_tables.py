"""Small tables of product classification, made up: clean, as validation would leave them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from features.product_classification import FeaturesParameters

SPLITS = ("train", "valid", "test")
SMALL = FeaturesParameters(valid_share=0.2, test_share=0.2, min_examples=5)


def shop(per_leaf: Sequence[int], seed: int = 0) -> dict[str, pd.DataFrame]:
    """A tree of two inner nodes, and so many listings a leaf, each with a text of its own, in random order."""
    leaves = [f"leaf{at}" for at in range(len(per_leaf))]
    taxonomy = pd.DataFrame(
        {
            "node_id": ["top", "left", "right", *leaves],
            "parent_id": [None, "top", "top", *(("left", "right")[at % 2] for at in range(len(leaves)))],
            "name": ["All", "Left", "Right", *(leaf.title() for leaf in leaves)],
        }
    )
    leaf = np.repeat(leaves, per_leaf)
    order = np.random.default_rng(seed).permutation(len(leaf))
    ids = [f"l{at}" for at in range(len(leaf))]
    listings = pd.DataFrame({"listing_id": ids, "title": [f"thing {at} of {name}" for at, name in enumerate(leaf)]})
    labels = pd.DataFrame({"listing_id": ids, "leaf_id": leaf})
    return {"listings": listings.iloc[order].reset_index(drop=True), "taxonomy": taxonomy, "labels": labels}


def write(folder: Path, tables: dict[str, pd.DataFrame]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in tables.items():
        frame.to_parquet(folder / f"{name}.parquet", index=False)
    return folder
