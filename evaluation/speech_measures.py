"""What of the outcomes of speech recognition is measured, with intervals."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd

from evaluation import probabilities, speech_slices
from evaluation.bootstrap import once, resampled
from evaluation.calibration_intervals import ECE, interval_of
from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.proportion import clopper_pearson
from evaluation.speech_meanings import CHANCE, MEANING
from evaluation.speech_statistics import LOWER_IS_BETTER, RESTS_ON, STATISTICS, UNITS, WER

OF_OUTCOMES: Final = (CHANCE, *(f"wer_{part}" for part in speech_slices.SLICES))


def measures(table: pd.DataFrame, *, resamples: int, confidence: float, seed: int) -> dict[str, Measure]:
    """All measures that derive from the outcomes; intervals resample the recordings of a speaker together where there
    are enough speakers, else recordings; of recordings of nothing, which are rarely answered, they are exact.

    Parts in which no word was expected are left out.
    """
    settings = {"resamples": resamples, "confidence": confidence, "seed": seed}
    others = {name: one for name, one in STATISTICS.items() if name != ECE}
    found = measured(table, others, MEANING, settings, LOWER_IS_BETTER)
    found = {name: _counted(name, one, table) for name, one in found.items()}
    found |= _of_nothing(found, table, confidence)
    found |= _calibration(table, resamples=resamples, confidence=confidence, seed=seed)
    for part, rows in speech_slices.slices(table).items():
        rows = rows[rows["expected_words"].to_numpy() > 0]
        if len(rows):
            says = {f"wer_{part}": f"word error rate of {speech_slices.meaning(part)}"}
            found |= measured(rows, dict.fromkeys(says, WER), says, settings, says)
    return found


def _counted(name: str, measure: Measure, table: pd.DataFrame) -> Measure:
    """With the number of recordings that it rests on."""
    rows = int((table[RESTS_ON[name]] > 0).sum()) if name in RESTS_ON else measure.n
    return replace(measure, n=rows, unit=UNITS.get(name, ""))


def _of_nothing(found: dict[str, Measure], table: pd.DataFrame, confidence: float) -> dict[str, Measure]:
    """With exact intervals: of no false accept no resample has one, and there may be some all the same."""
    rows = table[table["nothing"].to_numpy(dtype=bool)]
    if rows.empty:
        return {}
    low, high = clopper_pearson(int(rows["accepted"].sum()), len(rows), confidence)
    an_hour = len(rows) / float(rows["hours"].sum())
    return {
        "false_accepts_per_hour": replace(found["false_accepts_per_hour"], low=low * an_hour, high=high * an_hour),
        "refused_nothing": replace(found["refused_nothing"], low=1 - high, high=1 - low),
    }


def _calibration(table: pd.DataFrame, *, resamples: int, confidence: float, seed: int) -> dict[str, Measure]:
    point, rows = float(STATISTICS[ECE](table, once(len(table)))[0]), table[~table["unreadable"].to_numpy(dtype=bool)]
    if not np.isfinite(point):
        return {name: _least(name, None, len(rows)) for name in (ECE, CHANCE)}
    drawn = resampled(table, {ECE: STATISTICS[ECE]}, resamples=resamples, seed=seed)
    low, high = interval_of(ECE, point, drawn, confidence)
    chance = probabilities.calibration_error_by_chance(rows)
    return {ECE: replace(_least(ECE, point, len(rows)), low=low, high=high), CHANCE: _least(CHANCE, chance, len(rows))}


def _least(name: str, value: float | None, rows: int) -> Measure:
    return Measure(value, n=rows, higher_is_better=False, meaning=MEANING[name])
