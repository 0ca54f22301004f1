"""Statistics of the outcomes of review extraction that a paired test can compare.

Each takes outcomes and weights of shape (resamples, rows), which say how often a review is in a resample, and returns
one value per resample; NaN where it is undefined.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation import probabilities, review_attributes
from evaluation.bootstrap import Statistic, Weights
from evaluation.correlation import mean_distance, rank_correlation
from evaluation.ratios import of_sums
from evaluation.review_rows import by_triplets


def f1(what: str) -> Statistic:
    """Harmonic mean of precision and recall, over all reviews together; NaN where nothing is annotated."""
    found, annotated = _f1(what), of_sums(f"{what}_annotated")

    def statistic(outcomes: pd.DataFrame, weights: Weights) -> npt.NDArray[np.float64]:
        return np.where(annotated(outcomes, weights) > 0, found(outcomes, weights), np.nan)

    return statistic


def _f1(what: str) -> Statistic:
    return of_sums(f"{what}_right", f"{what}_told", f"{what}_annotated", times=2.0)


TRIPLET_F1: Final = _f1("triplets")  # 0 where nothing is annotated and something told, as the gate needs a value
ECE: Final = by_triplets(probabilities.expected_calibration_error)
STATISTICS: dict[str, Statistic] = {
    "triplet_f1": TRIPLET_F1,
    "triplet_precision": of_sums("triplets_right", "triplets_told"),
    "triplet_recall": of_sums("triplets_right", "triplets_annotated"),
    "pair_f1": f1("pairs"),
    "aspect_f1": f1("aspects"),
    "opinion_f1": f1("opinions"),
    "polarity_accuracy": of_sums("polarity_right", "pairs_right"),
    "implied_f1": f1("implied"),
    "unseen_f1": f1("unseen"),
    "ece": ECE,
    **review_attributes.STATISTICS,
    "stars_rank_correlation": rank_correlation("stars_told", "stars"),
    "stars_mae": mean_distance("stars_told", "stars"),
    "told_of_nothing": of_sums("told_of_nothing", "without"),
    "told_twice": of_sums("told_twice"),
    "misplaced": of_sums("misplaced", "spans"),
}
LOWER_IS_BETTER: frozenset[str] = frozenset({"ece", "stars_mae", "told_of_nothing", "told_twice", "misplaced"})
# The column that is above 0 in the reviews that a statistic rests on.
RESTS_ON: Final = {
    "polarity_accuracy": "pairs_right",
    "implied_f1": "implied_annotated",
    "unseen_f1": "unseen_annotated",
    "told_of_nothing": "without",
}
