"""Statistics of product classification that a gate may compare, computed for many resamples at once.

Every statistic takes outcomes with n rows (see `category_outcomes`) and weights of shape (resamples, n), and returns
one value per resample; NaN where it is undefined.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation import probabilities
from evaluation.bootstrap import Statistic, Weights
from evaluation.category_coverage import coverage_at_precision
from evaluation.category_f1 import macro_f1, weighted_f1
from evaluation.ratios import divided, of_sums

Floats = npt.NDArray[np.float64]


def jaccard(outcomes: pd.DataFrame, weights: Weights) -> Floats:
    """Mean over rows of assigned leaves that are true, over leaves that are either."""
    right, given, true = (outcomes[name].to_numpy(np.float64) for name in ("assigned_right", "assigned", "true_leaves"))
    weighted: Floats = weights.astype(np.float64) @ divided(right, given + true - right)
    return divided(weighted, weights.sum(axis=1, dtype=np.float64))


TOP1: Final = of_sums("label")
STATISTICS: dict[str, Statistic] = {
    "top1": TOP1,
    "top5": of_sums("hit_5"),
    "macro_f1": macro_f1,
    "weighted_f1": weighted_f1,
    "hierarchical_f1": of_sums("shared_nodes", "predicted_nodes", "true_nodes", times=2.0),
    "tree_distance": of_sums("distance"),
    "micro_f1": of_sums("assigned_right", "assigned", "true_leaves", times=2.0),
    "jaccard": jaccard,
    "ece": probabilities.expected_calibration_error,
    "coverage_at_95_precision": coverage_at_precision(0.95),
    "answer_precision": of_sums("answer_right", "answered"),
    "answer_coverage": of_sums("answered"),
    "leaf_precision": of_sums("sure_right", "sure"),
    "leaf_coverage": of_sums("sure"),
    "answered_depth": of_sums("level_share"),
}
LOWER_IS_BETTER: frozenset[str] = frozenset({"tree_distance", "ece"})
