"""What of the outcomes of review extraction is measured, with intervals."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd

from evaluation import probabilities, review_attributes, review_slices
from evaluation.bootstrap import once, resampled
from evaluation.calibration_intervals import interval_of
from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.review_meanings import MEANING, why_empty
from evaluation.review_rows import unfolded
from evaluation.review_statistics import ECE, LOWER_IS_BETTER, RESTS_ON, STATISTICS, TRIPLET_F1

_ECE: Final = "ece"
_CHANCE: Final = "ece_by_chance"
OF_OUTCOMES: Final = (_CHANCE, *(f"triplet_f1_{part}" for part in review_slices.SLICES))


def measures(table: pd.DataFrame, *, resamples: int, confidence: float, seed: int) -> dict[str, Measure]:
    """All measures that derive from the outcomes, with intervals that resample a product's reviews together.

    Parts that no annotated triplet falls into are left out.
    """
    settings = {"resamples": resamples, "confidence": confidence, "seed": seed}
    others = {name: one for name, one in STATISTICS.items() if name != _ECE}
    found = measured(table, others, MEANING, settings, LOWER_IS_BETTER)
    found = {name: _counted(name, one, table) for name, one in found.items()}
    found |= _calibration(table, resamples=resamples, confidence=confidence, seed=seed)
    for part, rows in review_slices.slices(table).items():
        if rows["triplets_annotated"].any():
            name = f"triplet_f1_{part}"
            says = {name: f"triplet_f1 of {review_slices.meaning(part)}"}
            found |= measured(rows, {name: TRIPLET_F1}, says, settings)
    return {name: _explained(name, one) for name, one in found.items()}


def _explained(name: str, measure: Measure) -> Measure:
    """With the reason where there is no value."""
    if measure.value is not None:
        return measure
    return replace(measure, n=0, meaning=f"{measure.meaning}; empty, as {why_empty(name)}")


def _calibration(table: pd.DataFrame, *, resamples: int, confidence: float, seed: int) -> dict[str, Measure]:
    point, told = float(ECE(table, once(len(table)))[0]), unfolded(table)
    if not np.isfinite(point):
        return {name: _least(name, None, len(told)) for name in (_ECE, _CHANCE)}
    drawn = resampled(table, {_ECE: ECE}, resamples=resamples, seed=seed)
    low, high = interval_of(_ECE, point, drawn, confidence)
    chance = probabilities.calibration_error_by_chance(told)
    ece = replace(_least(_ECE, point, len(told)), low=low, high=high)
    return {_ECE: ece, _CHANCE: _least(_CHANCE, chance, len(told))}


def _least(name: str, value: float | None, rows: int) -> Measure:
    return Measure(value, n=rows, higher_is_better=False, meaning=MEANING[name])


def _counted(name: str, measure: Measure, table: pd.DataFrame) -> Measure:
    """With the number of reviews, or of mentions, that it rests on."""
    if name in review_attributes.STATISTICS:
        return replace(measure, n=review_attributes.mentions(table))
    if name.startswith("stars_"):
        return replace(measure, n=int((table["stars"].notna() & table["stars_told"].notna()).sum()))
    return replace(measure, n=int((table[RESTS_ON[name]] > 0).sum())) if name in RESTS_ON else measure
