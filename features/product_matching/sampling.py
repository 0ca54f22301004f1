"""Fewer train pairs where there are more than training can use."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from features.product_matching.parameters import FeaturesParameters
from features.splits import unit_hash

_HARD_SHARE: Final = 0.5  # of the negatives that a cap leaves, those that blocking found most alike


def capped(pairs: pd.DataFrame, parameters: FeaturesParameters) -> pd.DataFrame:
    """At most `max_train_pairs` train pairs, classes in their proportion, the hardest negatives among them."""
    train = np.flatnonzero(pairs["split"] == 0)
    surplus = len(train) - parameters.max_train_pairs
    if surplus <= 0:
        return pairs
    label = pairs["label"].to_numpy()[train]
    matches, others = train[label == 1], train[label == 0]
    keep_matches = max(1, round(parameters.max_train_pairs * len(matches) / len(train)))
    keep_others = parameters.max_train_pairs - keep_matches
    key = pairs["left"].astype("str") + "-" + pairs["right"].astype("str")
    draw = unit_hash(key, parameters.seed)
    matches = matches[np.argsort(draw[matches], kind="stable")][:keep_matches]
    hardest = others[np.argsort(-pairs["score"].to_numpy()[others], kind="stable")]
    hard = round(keep_others * _HARD_SHARE)
    rest = hardest[hard:]
    drawn = rest[np.argsort(draw[rest], kind="stable")][: keep_others - hard]
    later = np.flatnonzero(pairs["split"] != 0)
    return pairs.iloc[np.sort(np.concatenate([matches, hardest[:hard], drawn, later]))]
