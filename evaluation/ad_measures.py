"""What of the outcomes of ad clicks is measured, and which of it a gate may compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd

from evaluation import ad_slices, classification, probabilities
from evaluation.bootstrap import Statistic, once, resampled
from evaluation.calibration_intervals import interval_of
from evaluation.measure import Measure

STATISTICS: dict[str, Statistic] = {
    "log_loss": probabilities.log_loss,
    "normalised_entropy": probabilities.normalised_entropy,
    "auc": classification.auc,
    "average_precision": classification.average_precision,
    "ece": probabilities.expected_calibration_error,
    "calibration_error": probabilities.calibration_error,
}
LOWER_IS_BETTER: frozenset[str] = frozenset({"log_loss", "normalised_entropy", "ece", "calibration_error"})
OF_PARTS: Final[dict[str, Statistic]] = {
    "log_loss": probabilities.log_loss,
    "normalised_entropy": probabilities.normalised_entropy,
    "auc": classification.auc,
    "calibration_ratio": probabilities.calibration_ratio,
}
_RATIO: Final = "calibration_ratio"
# On no side better: a ratio of 0.9 is not better than one of 1.
_HIGHER_IS_BETTER: Final = frozenset({"auc", "average_precision", _RATIO, "positive_share"})
_ALL: Final[dict[str, Statistic]] = {**STATISTICS, _RATIO: probabilities.calibration_ratio}
OF_OUTCOMES: Final = (
    _RATIO,
    "calibration_error_at_least",
    "positive_share",
    "log_loss_of_share",
    "ece_by_chance",
    *(f"{name}_{part}" for name in OF_PARTS for part in ad_slices.PARTS),
)

MEANING: Final = {
    "log_loss": "mean negative log-likelihood, nats",
    "normalised_entropy": "log loss over that of the test's share of positives told of every impression; below 1 is "
    "better than knowing that share",
    "auc": "a positive scores above a negative",
    "average_precision": "area under precision and recall; positive_share is what chance gives",
    "ece": f"distance of probability and share found over {probabilities.BINS} bins of equal count; above 0 by chance "
    "too, see ece_by_chance; the interval is how far this estimate spreads, not where the error of endless impressions "
    "lies",
    "ece_by_chance": "the ece to expect on so many impressions if every probability were true",
    "calibration_error": "distance of calibration_ratio from 1",
    "calibration_error_at_least": "lower end of the interval: how far off the probabilities surely are",
    _RATIO: "sum of the probabilities over the positives; 1 is meant",
    "positive_share": "of the test impressions",
    "log_loss_of_share": "log loss of positive_share told of every impression",
}


def measures(table: pd.DataFrame, *, resamples: int, confidence: float, seed: int) -> dict[str, Measure]:
    """All measures that derive from the outcomes, with intervals that resample customers whole."""

    def measured(rows: pd.DataFrame, statistics: Mapping[str, Statistic]) -> dict[str, Measure]:
        whole = once(len(rows))
        points = {name: float(statistic(rows, whole)[0]) for name, statistic in statistics.items()}
        drawn = resampled(rows, statistics, resamples=resamples, seed=seed) if len(rows) else {}
        found = {}
        for name, point in points.items():
            low, high = interval_of(name, point, drawn, confidence) if np.isfinite(point) else (None, None)
            better = name in _HIGHER_IS_BETTER
            found[name] = Measure(point, low, high, len(rows), higher_is_better=better, meaning=MEANING[name])
        return found

    found = measured(table, _ALL)
    # Few positives make the distance itself a coin toss; what the gate holds against a model is what is sure.
    name = "calibration_error_at_least"
    surely = found["calibration_error"].low
    found[name] = Measure(surely, n=len(table), higher_is_better=False, meaning=MEANING[name])
    share = float(table["label"].mean()) if len(table) else float("nan")
    found["positive_share"] = Measure(share, n=len(table), meaning=MEANING["positive_share"])
    of_share = float(probabilities.entropy(np.array([share]))[0]) if len(table) else share
    name = "log_loss_of_share"
    found[name] = Measure(of_share, n=len(table), higher_is_better=False, meaning=MEANING[name])
    chance = probabilities.calibration_error_by_chance(table)
    found["ece_by_chance"] = Measure(chance, n=len(table), higher_is_better=False, meaning=MEANING["ece_by_chance"])
    for part, rows in ad_slices.parts(table).items():
        for name, one in measured(rows, OF_PARTS).items():
            found[f"{name}_{part}"] = replace(one, meaning=ad_slices.PARTS[part])
    return found
