"""Statistics of the outcomes of deal ranking that a paired test can compare.

Each takes outcomes and weights of shape (resamples, rows), which say how often a request is in a resample, and returns
one value per resample; NaN where it is undefined.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation import classification, probabilities
from evaluation.bootstrap import Statistic, Weights
from evaluation.calibration_intervals import ECE, ERROR, RATIO
from evaluation.deal_rows import by_rows
from evaluation.ratios import distance, divided, of_sums, quotient

# What is summed, over what.
_RATIOS: Final = {
    "ndcg_5": ("ndcg_5", "measurable"),
    "ndcg_10": ("ndcg_10", "measurable"),
    "revenue_5": ("revenue_5", "revenue_best_5"),
    "ndcg_5_new": ("ndcg_5_new", "with_new"),
    "ndcg_5_seen": ("ndcg_5_seen", "with_seen"),
    "ndcg_5_among_new": ("ndcg_5_among_new", "with_among_new"),
    "ndcg_5_among_seen": ("ndcg_5_among_seen", "with_among_seen"),
    "log_loss": ("loss", "weight"),
    "log_loss_new": ("loss_new", "weight_new"),
    "brier": ("squared", "weight"),
    RATIO: ("expected", "positives"),
    "missing": ("missing", "candidates"),
    "not_allowed": ("not_allowed", "shown"),
    "redeemed_already": ("redeemed_already", "shown"),
    "shown_twice": ("shown_twice", "shown"),
}


def _normalised_entropy(suffix: str = "") -> Statistic:
    """Log loss over that of the share redeemed, known beforehand and said of every deal (He et al., 2014, ADKDD)."""

    def statistic(outcomes: pd.DataFrame, weights: Weights) -> npt.NDArray[np.float64]:
        columns = outcomes[[f"{name}{suffix}" for name in ("loss", "positives", "weight")]].to_numpy(np.float64)
        loss, positives, rows = (weights.astype(np.float64) @ columns).T
        return divided(divided(loss, rows), probabilities.entropy(divided(positives, rows)))

    return statistic


_OF_SUMS: Final = {name: of_sums(*columns) for name, columns in _RATIOS.items()}
STATISTICS: dict[str, Statistic] = {
    **{name: one for name, one in _OF_SUMS.items() if name != RATIO},
    "new_of_seen": quotient(_OF_SUMS["ndcg_5_new"], _OF_SUMS["ndcg_5_seen"]),
    "normalised_entropy": _normalised_entropy(),
    "normalised_entropy_new": _normalised_entropy("_new"),
    "auc": by_rows(classification.auc),
    "auc_new": by_rows(classification.auc, new=True),
    "average_precision": by_rows(classification.average_precision),
    ECE: by_rows(probabilities.expected_calibration_error),
    ERROR: distance(_OF_SUMS[RATIO], 1.0),
}
CALIBRATION_RATIO: Final = _OF_SUMS[RATIO]
LOWER_IS_BETTER: frozenset[str] = frozenset(
    {
        "log_loss",
        "log_loss_new",
        "brier",
        "normalised_entropy",
        "normalised_entropy_new",
        ECE,
        ERROR,
        "missing",
        "not_allowed",
        "redeemed_already",
        "shown_twice",
    }
)
# The column that is above 0 in the requests that a statistic rests on.
RESTS_ON: Final = {
    **{name: lower for name, (_, lower) in _RATIOS.items()},
    "new_of_seen": "with_new",
    "normalised_entropy_new": "weight_new",
    "auc_new": "weight_new",
}
# What says how far probabilities are off: of exposures that nobody logged it says nothing.
OF_CALIBRATION: Final = (RATIO, ERROR, ECE)
