"""What is told of the examples of product classification."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import numpy as np

from features.product_classification.parameters import FeaturesParameters
from features.product_classification.splits import TRAIN, Split
from features.product_classification.tables import Labelled, Mask
from features.splits import SPLITS
from models.product_classification.tree import NONE, Tree


def facts_of(
    labelled: Labelled, split: Split, slices: dict[str, Mask], tree: Tree, parameters: FeaturesParameters
) -> dict[str, Any]:
    """Counts as JSON values: of each split, of the tree and its leaves, and of what was left out."""
    trained = np.bincount(labelled.leaf[split.of[labelled.listing] == TRAIN], minlength=len(tree.leaves))
    facts: dict[str, Any] = {
        "split": split.how,
        "listings": len(labelled) + labelled.unlabelled,
        "unlabelled_listings": labelled.unlabelled,
        "labels": len(labelled.leaf),
        "labels_of_no_listing_or_leaf": labelled.lost,
        "listings_kept_in_train_for_their_leaf": split.kept_for_leaf,
        "listings_left_out": split.left_out,
        "nodes": len(tree),
        "roots": int((tree.parents == 0).sum()) if tree.ids[0] == "" else 1,
        "depth": int(tree.depths.max()),
        "nodes_of_accessories": int((tree.accessory_of != NONE).sum()),
        "leaves": len(tree.leaves),
        "leaves_with_train_rows": int((trained > 0).sum()),
        "leaves_without_train_rows": int((trained == 0).sum()),
        "scarce_leaves": int(((trained > 0) & (trained < parameters.scarce_rows)).sum()),
    }
    if split.ends is not None:
        facts["valid_from"], facts["test_from"] = map(_iso, split.ends)
    of_label = split.of[labelled.listing]
    for place, name in enumerate(SPLITS):
        own = split.of == place
        facts[name] = {
            "listings": int(own.sum()),
            "labels": int((of_label == place).sum()),
            "leaves": len(np.unique(labelled.leaf[of_label == place])),
            "several_leaves": int(slices["several_leaves"][own].sum()),
        }
        if place != TRAIN:
            facts[name] |= {what: int(holds[own].sum()) for what, holds in slices.items()}
    return facts


def _iso(micros: int) -> str:
    return datetime.fromtimestamp(micros / 1e6, UTC).isoformat()
