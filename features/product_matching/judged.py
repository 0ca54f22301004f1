"""Examples from pairs that people judged."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from features.product_matching.pairs import given_split, origin, pair_frame
from features.product_matching.parameters import FeaturesParameters
from features.splits import components, split_groups


def judged_pairs(
    listings: pd.DataFrame, pairs: pd.DataFrame, parameters: FeaturesParameters
) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Pairs as people judged them, with the given split or one by product group."""
    ids = pd.Index(listings["listing_id"])
    left = ids.get_indexer(pd.Index(pairs["left_id"].astype("str")))
    right = ids.get_indexer(pd.Index(pairs["right_id"].astype("str")))
    known = (left >= 0) & (right >= 0)
    left, right, pairs = left[known], right[known], pairs[known]
    label = pairs["label"].astype(bool).to_numpy()
    given = given_split(pairs, "pairs")
    shares = (parameters.valid_share, parameters.test_share)
    groups = components(len(ids), left[label], right[label])
    used = np.bincount(np.concatenate([left, right]), minlength=len(ids))
    if given is None:
        node = split_groups(groups, listings["listing_id"], used, parameters.seed, shares)
        split = np.maximum(node[left], node[right])
    else:
        split = given
        if not (split == 1).any():
            node = split_groups(groups, listings["listing_id"], used, parameters.seed, (parameters.valid_share, 0.0))
            split = np.where(split == 0, np.maximum(node[left], node[right]), split)
    frame = pair_frame(left, right, label, split)
    return frame, {"labels": "pairs", "split": origin(given), "unknown_listing": int((~known).sum())}
