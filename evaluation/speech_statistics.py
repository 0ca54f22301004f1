"""Statistics of the outcomes of speech recognition that a paired test can compare.

Each takes outcomes and weights of shape (resamples, rows), which say how often a recording is in a resample, and
returns one value per resample; NaN where it is undefined.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation import probabilities
from evaluation.bootstrap import Statistic, Weights
from evaluation.ratios import divided, of_sums

FEWEST_WORDS: Final = 20  # that a speaker must have said: of fewer ones the worst is chance


def worst_speaker(outcomes: pd.DataFrame, weights: Weights) -> npt.NDArray[np.float64]:
    """The highest word error rate of a speaker of whom there are enough words."""
    rows = outcomes[outcomes["speaker"].notna().to_numpy(dtype=bool)]
    spoken = rows.groupby("speaker")["expected_words"].transform("sum") >= FEWEST_WORDS
    chosen = outcomes.index.isin(rows.index[spoken.to_numpy(dtype=bool)])
    if not chosen.any():
        return np.full(len(weights), np.nan)
    rows, drawn = outcomes[chosen], weights[:, chosen].astype(np.float64)
    member = pd.get_dummies(rows["speaker"]).to_numpy(np.float64)
    errors, words = (
        drawn @ (member * rows[name].to_numpy(np.float64)[:, None]) for name in ("expected_errors", "expected_words")
    )
    rates = divided(errors.ravel(), words.ravel(), -np.inf).reshape(errors.shape)
    worst: npt.NDArray[np.float64] = rates.max(axis=1)
    worst[~np.isfinite(worst)] = np.nan
    return worst


def readable_only(statistic: Statistic) -> Statistic:
    """A statistic of the recordings that could be read."""

    def of_part(outcomes: pd.DataFrame, weights: Weights) -> npt.NDArray[np.float64]:
        rows = ~outcomes["unreadable"].to_numpy(dtype=bool)
        return statistic(outcomes[rows], weights[:, rows])

    return of_part


WER: Final = of_sums("expected_errors", "expected_words")
STATISTICS: dict[str, Statistic] = {
    "wer": WER,
    "wer_all": of_sums("spoken_errors", "words"),
    "substitution_rate": of_sums("expected_substituted", "expected_words"),
    "deletion_rate": of_sums("expected_deleted", "expected_words"),
    "insertion_rate": of_sums("expected_inserted", "expected_words"),
    "worst_speaker_wer": worst_speaker,
    "sentence_accuracy": of_sums("expected_exact", "expected"),
    "command_accuracy": of_sums("understood", "expected"),
    "intent_accuracy": of_sums("intent_right", "intended"),
    "order_accuracy": of_sums("order_right", "intended"),
    "answered_wrong": of_sums("answered_wrong", "expected"),
    "refused": of_sums("refused_expected", "expected"),
    "refused_other": of_sums("refused_other", "other"),
    "refused_nothing": of_sums("refused_nothing", "nothing"),
    "false_accepts_per_hour": of_sums("accepted", "hours"),
    "unreadable": of_sums("unreadable"),
    "ece": readable_only(probabilities.expected_calibration_error),
}
LOWER_IS_BETTER: frozenset[str] = frozenset(
    {
        *("wer", "wer_all", "substitution_rate", "deletion_rate", "insertion_rate", "worst_speaker_wer"),
        *("answered_wrong", "refused", "false_accepts_per_hour", "unreadable", "ece"),
    }
)
# The column that is above 0 for the recordings that a statistic rests on.
RESTS_ON: Final = {
    **dict.fromkeys(("wer", "substitution_rate", "deletion_rate", "insertion_rate"), "expected_words"),
    **dict.fromkeys(("worst_speaker_wer", "sentence_accuracy", "command_accuracy"), "expected"),
    **dict.fromkeys(("answered_wrong", "refused"), "expected"),
    **dict.fromkeys(("intent_accuracy", "order_accuracy"), "intended"),
    **{"wer_all": "words", "refused_other": "other"},
    **dict.fromkeys(("refused_nothing", "false_accepts_per_hour"), "nothing"),
}
UNITS: Final = {"false_accepts_per_hour": "1/h"}
