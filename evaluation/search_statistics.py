"""Statistics of product search that a gate may compare, computed for many resamples at once.

Every statistic takes outcomes with n rows (see `search_outcomes`) and weights of shape (resamples, n), and returns
one value per resample; NaN where it is undefined.
"""

from __future__ import annotations

from typing import Final

from evaluation.bootstrap import Statistic
from evaluation.ratios import of_sums

NDCG: Final = of_sums("ndcg_10", "measurable")
STATISTICS: dict[str, Statistic] = {
    "ndcg_10": NDCG,
    "mrr": of_sums("reciprocal_rank", "with_right"),
    "recall_100": of_sums("recall_100", "with_right"),
    "ndcg_10_unbiased": of_sums("dcg_unbiased", "ideal_unbiased"),
    "unavailable": of_sums("unavailable", "shown"),
    "answered": of_sums("answered"),
    "substitutes_5": of_sums("substitutes_5", "graded_5"),
    "complements_5": of_sums("complements_5", "graded_5"),
    "new_share_10": of_sums("new_10", "shown_10"),
}
LOWER_IS_BETTER: frozenset[str] = frozenset({"unavailable", "substitutes_5", "complements_5"})
