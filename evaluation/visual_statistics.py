"""Statistics of the outcomes of visual search that a paired test can compare.

Each takes outcomes and weights of shape (resamples, rows), which say how often a photo is in a resample, and returns
one value per resample; NaN where it is undefined.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation import probabilities
from evaluation.bootstrap import Statistic, Weights
from evaluation.ratios import divided, of_sums

ACCEPTED: Final = 0.95


def refused_at(accepted: float) -> Statistic:
    """Share of the photos of nothing of the catalogue that are refused by the threshold on confidence that accepts so
    large a share of the others: the false positive rate at 95 % true positives of open-set recognition (Hendrycks and
    Gimpel, 2017, ICLR), turned round.
    """

    def statistic(outcomes: pd.DataFrame, weights: Weights) -> npt.NDArray[np.float64]:
        score = outcomes["score"].to_numpy(np.float64)
        shows, stranger = (outcomes[name].to_numpy(dtype=bool) for name in ("shows", "stranger"))
        order = np.argsort(score[shows], kind="stable")
        ranked, drawn = score[shows][order], weights[:, shows][:, order].astype(np.float64)
        every = drawn.sum(axis=1)
        # The lowest score that, with all above it, still makes up the share that is to be accepted.
        left_out = drawn.cumsum(axis=1) <= ((1 - accepted) * every)[:, None] + 1e-9
        at = np.minimum(left_out.sum(axis=1), max(0, len(ranked) - 1))
        threshold = ranked[at] if len(ranked) else np.full(len(weights), np.nan)
        others = weights[:, stranger].astype(np.float64)
        below = (score[stranger][None] < threshold[:, None]) * others
        found = divided(below.sum(axis=1), others.sum(axis=1))
        found[every == 0] = np.nan
        return found

    return statistic


def readable_only(statistic: Statistic) -> Statistic:
    """A statistic of the photos that could be read."""

    def of_part(outcomes: pd.DataFrame, weights: Weights) -> npt.NDArray[np.float64]:
        rows = ~outcomes["unreadable"].to_numpy(dtype=bool)
        return statistic(outcomes[rows], weights[:, rows])

    return of_part


TOP_1: Final = of_sums("hit_1", "shows")
ECE: Final = readable_only(probabilities.expected_calibration_error)
STATISTICS: dict[str, Statistic] = {
    "top_1": TOP_1,
    "top_5": of_sums("hit_5", "shows"),
    "mrr": of_sums("reciprocal_rank", "shows"),
    "recall_at_5": of_sums("found_5", "products"),
    "recall_at_10": of_sums("found_10", "products"),
    "box_recall": of_sums("matched_boxes", "true_boxes"),
    "box_precision": of_sums("matched_boxes", "told_boxes"),
    "box_right": of_sums("right_boxes", "true_boxes"),
    "refused_at_95": refused_at(ACCEPTED),
    "unreadable": of_sums("unreadable"),
    "ece": ECE,
}
LOWER_IS_BETTER: frozenset[str] = frozenset({"unreadable", "ece"})
# The column that is above 0 for the photos that a statistic rests on.
RESTS_ON: Final = {
    **dict.fromkeys(("top_1", "top_5", "mrr", "recall_at_5", "recall_at_10"), "shows"),
    **dict.fromkeys(("box_recall", "box_precision", "box_right"), "true_boxes"),
    "refused_at_95": "stranger",
}
