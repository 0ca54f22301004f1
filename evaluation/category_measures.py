"""What of the outcomes of product classification is measured, with intervals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation import category_slices, probabilities
from evaluation.bootstrap import Statistic, once, percentiles, resampled
from evaluation.category_f1 import about_scarce_leaves, macro_f1_scarce
from evaluation.category_meanings import MEANING
from evaluation.category_statistics import LOWER_IS_BETTER, STATISTICS, TOP1, jaccard
from evaluation.measure import Measure
from evaluation.proportion import share

Floats = npt.NDArray[np.float64]

# Resampling moves these, F1 down as leaves fall out of a resample and distances up: only their spread is taken.
_MOVED_BY_RESAMPLING: Final = frozenset(
    {"macro_f1", "weighted_f1", "macro_f1_scarce", "ece", "coverage_at_95_precision"}
)
OF_SEVERAL: Final = {"micro_f1_several": STATISTICS["micro_f1"], "jaccard_several": jaccard}

OF_OUTCOMES: Final = (
    *(f"top1_{name}" for name in category_slices.SLICES),
    "macro_f1_scarce",
    *OF_SEVERAL,
    "accessory_confusion",
    "accessory_confusion_at_least",
    "answer_errors_at_least",
    "ece_by_chance",
    "ece_at_least",
)


def measures(table: pd.DataFrame, *, resamples: int, confidence: float, seed: int) -> dict[str, Measure]:
    """All measures that derive from the outcomes, with intervals that resample listings of equal text together.

    Parts that no test listing falls into are left out; accessories are not, so that a ceiling on them can hold.
    """

    def measured(
        rows: pd.DataFrame, statistics: Mapping[str, Statistic], meaning: Mapping[str, str] = MEANING
    ) -> dict[str, Measure]:
        points = {name: float(statistic(rows, once(len(rows)))[0]) for name, statistic in statistics.items()}
        drawn = resampled(rows, statistics, resamples=resamples, seed=seed) if len(rows) else {}
        found = {}
        for name, point in points.items():
            low, high = _ends(name, point, drawn[name], confidence) if np.isfinite(point) else (None, None)
            better = name not in LOWER_IS_BETTER
            found[name] = Measure(point, low, high, len(rows), higher_is_better=better, meaning=meaning[name])
        return found

    found = measured(table, STATISTICS)
    parts = category_slices.slices(table)
    for name, rows in parts.items():
        if len(rows):
            found |= measured(rows, {f"top1_{name}": TOP1}, {f"top1_{name}": category_slices.MEANING[name]})
    about_scarce = about_scarce_leaves(table)
    if len(about_scarce):
        found |= measured(about_scarce, {"macro_f1_scarce": macro_f1_scarce})
    if len(parts["several_leaves"]):
        found |= measured(parts["several_leaves"], OF_SEVERAL)
    return found | _accessories(table) | _wrong_answers(table) | _calibration(table, found["ece"])


def _ends(name: str, point: float, drawn: Floats, confidence: float) -> tuple[float, float]:
    low, high = percentiles(drawn, confidence)
    if name not in _MOVED_BY_RESAMPLING:
        return low, high
    shift = point - float(np.nanmean(drawn))
    # The point itself may lie outside where all resamples are alike.
    return min(point, max(0.0, low + shift)), max(point, min(1.0, high + shift))


def _accessories(table: pd.DataFrame) -> dict[str, Measure]:
    """Few such listings make the share a coin toss; what the gate holds against a model is what is sure."""
    confused = table.loc[table["with_counterpart"].to_numpy(bool), "confused"]
    name = "accessory_confusion"
    found = share(int(confused.sum()), len(confused), higher_is_better=False, meaning=MEANING[name])
    least = Measure(found.low, n=len(confused), higher_is_better=False, meaning=MEANING[f"{name}_at_least"])
    return {name: found, f"{name}_at_least": least}


def _wrong_answers(table: pd.DataFrame) -> dict[str, Measure]:
    """What a gate holds against abstaining answers: not that they are few, nor that a few are wrong by chance."""
    right = table.loc[table["answered"].to_numpy(bool), "answer_right"]
    name = "answer_errors_at_least"
    least = share(len(right) - int(right.sum()), len(right)).low
    return {name: Measure(least, n=len(right), higher_is_better=False, meaning=MEANING[name])}


def _calibration(table: pd.DataFrame, ece: Measure) -> dict[str, Measure]:
    chance = probabilities.calibration_error_by_chance(table)
    surely = None if ece.low is None else max(0.0, ece.low - chance)
    return {
        name: Measure(value, n=len(table), higher_is_better=False, meaning=MEANING[name])
        for name, value in (("ece_by_chance", chance), ("ece_at_least", surely))
    }
