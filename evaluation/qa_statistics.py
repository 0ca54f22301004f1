"""Statistics of the outcomes of question answering that a paired test can compare.

Each takes outcomes and weights of shape (resamples, rows), which say how often a question is in a resample, and returns
one value per resample; NaN where it is undefined.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation import category_coverage, probabilities
from evaluation.bootstrap import Statistic, Weights
from evaluation.ratios import divided, of_sums

PERCENT: Final = (80, 90, 95)


def coverage_at_precision(target: float) -> Statistic:
    """Largest share of all questions that a threshold on confidence answers with at least so much of it right.

    Refused questions are never answered, whatever the threshold. 0 where no threshold reaches the target (El-Yaniv and
    Wiener, 2010, JMLR 11).
    """
    among_found = category_coverage.coverage_at_precision(target)

    def statistic(outcomes: pd.DataFrame, weights: Weights) -> npt.NDArray[np.float64]:
        found = outcomes["found"].to_numpy(dtype=bool)
        drawn = weights[:, found]
        every = weights.sum(axis=1, dtype=np.float64)
        share = np.nan_to_num(among_found(outcomes[found], drawn))
        return divided(share * drawn.sum(axis=1, dtype=np.float64), every)

    return statistic


def among(column: str, statistic: Statistic) -> Statistic:
    """A statistic of the questions of which a column holds."""

    def of_part(outcomes: pd.DataFrame, weights: Weights) -> npt.NDArray[np.float64]:
        rows = outcomes[column].to_numpy(dtype=bool)
        return statistic(outcomes[rows], weights[:, rows])

    return of_part


def right_among(column: str, right: str) -> Statistic:
    """Share of the questions of which one column holds, that another holds of too."""

    def statistic(outcomes: pd.DataFrame, weights: Weights) -> npt.NDArray[np.float64]:
        asked = outcomes[column].to_numpy(np.float64)
        columns = np.stack([outcomes[right].to_numpy(np.float64) * asked, asked], axis=1)
        sums: Any = weights.astype(np.float64) @ columns
        return divided(sums[:, 0], sums[:, 1])

    return statistic


P_AT_1: Final = right_among("answerable", "first_right")
GIVEN_PRECISION: Final = of_sums("given_right", "given")
ECE: Final = among("found", probabilities.expected_calibration_error)
STATISTICS: dict[str, Statistic] = {
    "p_at_1": P_AT_1,
    "mrr": right_among("answerable", "reciprocal_rank"),
    "p_at_1_all": of_sums("first_right"),
    "mrr_all": of_sums("reciprocal_rank"),
    **{f"coverage_at_precision_{one}": coverage_at_precision(one / 100) for one in PERCENT},
    "given": of_sums("given"),
    "given_precision": GIVEN_PRECISION,
    "false_answers": of_sums("false_answer", "unanswerable"),
    "source_accuracy": right_among("answerable", "source_right"),
    "kind_accuracy": of_sums("kind_right", "kind_known"),
    "same_answer_reworded": of_sums("same_answer", "reworded"),
    "same_found_reworded": of_sums("same_found", "reworded"),
    "same_answer_all_wordings": of_sums("same_wordings", "wordings"),
    "personal_right": of_sums("account_right", "account_asked"),
    "personal_given": of_sums("account_given", "account_asked"),
    "personal_given_right": of_sums("account_told", "account_given"),
    "words_right": of_sums("worded_right", "worded"),
    "disagreement_told": of_sums("mixed_told", "mixed"),
    "from_others": of_sums("from_others"),
    "ece": ECE,
}
LOWER_IS_BETTER: frozenset[str] = frozenset({"false_answers", "from_others", "ece"})
# The column that is true of the questions that a statistic rests on.
RESTS_ON: Final = {
    "p_at_1": "answerable",
    "mrr": "answerable",
    "given_precision": "given",
    "false_answers": "unanswerable",
    "source_accuracy": "answerable",
    "kind_accuracy": "kind_known",
    "same_answer_reworded": "reworded",
    "same_found_reworded": "reworded",
    "same_answer_all_wordings": "wordings",
    "personal_right": "account_asked",
    "personal_given": "account_asked",
    "personal_given_right": "account_given",
    "words_right": "worded",
    "disagreement_told": "mixed",
    "ece": "found",
}
