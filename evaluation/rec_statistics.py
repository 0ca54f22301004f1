"""Statistics of the outcomes of recommendation that a paired test can compare.

Each takes outcomes and weights of shape (resamples, rows), which say how often a request is in a resample, and returns
one value per resample; NaN where it is undefined.
"""

from __future__ import annotations

from typing import Final

from evaluation.bootstrap import Statistic
from evaluation.ratios import of_sums, quotient
from evaluation.rec_found import RANDOM

_BY_LOT: Final = f"random_recall_{RANDOM}_unseen"
# What is summed, over what; None: over the requests.
_RATIOS: Final[dict[str, tuple[str, str | None]]] = {
    "ndcg_10": ("ndcg_10", "measurable"),
    "hr_10": ("hr_10", "measurable"),
    "recall_10": ("recall_10", "measurable"),
    "recall_20": ("recall_20", "measurable"),
    "recall_100": ("recall_100", "measurable"),
    "mrr": ("reciprocal_rank", "measurable"),
    "recall_10_unseen": ("recall_10_unseen", "with_unseen"),
    "recall_10_warm": ("recall_10_warm", "with_warm"),
    "recall_10_scarce": ("recall_10_scarce", "with_scarce"),
    "recall_10_unseen_first": ("recall_10_unseen_first", "with_unseen_first"),
    "recall_10_warm_first": ("recall_10_warm_first", "with_warm_first"),
    "recall_20_unseen": ("recall_20_unseen", "with_unseen"),
    "recall_20_warm": ("recall_20_warm", "with_warm"),
    _BY_LOT: (f"random_{RANDOM}", "with_unseen"),
    "novelty_10": ("information_10", "shown_10"),
    "novelty_log": ("information_relevant", "relevant"),
    "category_diversity_10": ("apart_10", "pairs_10"),
    "unseen_share_10": ("unseen_10", "shown_10"),
    "answered": ("answered", None),
    "relevant_at_hand": ("relevant", "of_log"),
    "unavailable": ("unavailable", "shown"),
    "shown_twice": ("shown_twice", "shown"),
    "false_because": ("false_because", "because"),
}
STATISTICS: dict[str, Statistic] = {
    name: of_sums(upper) if lower is None else of_sums(upper, lower) for name, (upper, lower) in _RATIOS.items()
}
STATISTICS |= {
    "unseen_of_warm": quotient(STATISTICS["recall_10_unseen"], STATISTICS["recall_10_warm"]),
    "unseen_of_warm_first": quotient(STATISTICS["recall_10_unseen_first"], STATISTICS["recall_10_warm_first"]),
    "unseen_of_random": quotient(STATISTICS[f"recall_{RANDOM}_unseen"], STATISTICS[_BY_LOT]),
}
LOWER_IS_BETTER: frozenset[str] = frozenset({"unavailable", "shown_twice", "false_because"})
# The column that is above 0 in the requests that a statistic rests on.
RESTS_ON: Final = {
    **{name: lower for name, (_, lower) in _RATIOS.items() if lower is not None},
    **dict.fromkeys(("unseen_of_warm", "unseen_of_random"), "with_unseen"),
    "unseen_of_warm_first": "with_unseen_first",
}
NDCG: Final = STATISTICS["ndcg_10"]
RECALL: Final = STATISTICS["recall_10"]
