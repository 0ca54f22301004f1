"""What of the outcomes of question answering is measured, with intervals."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import numpy as np
import pandas as pd

from evaluation import probabilities, qa_confusion, qa_slices
from evaluation.bootstrap import once, resampled
from evaluation.calibration_intervals import interval_of
from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.qa_meanings import CHANCE, MEANING
from evaluation.qa_statistics import ECE, GIVEN_PRECISION, LOWER_IS_BETTER, P_AT_1, RESTS_ON, STATISTICS

_ECE: Final = "ece"
# Of every part: what it is, whose questions it rests on, and its statistic.
_OF_PARTS: Final = {"p_at_1": ("answerable", P_AT_1), "given_precision": ("given", GIVEN_PRECISION)}
OF_OUTCOMES: Final = (
    CHANCE,
    *(f"{name}_{part}" for name in _OF_PARTS for part in qa_slices.SLICES),
    *qa_confusion.MEASURES,
)


def measures(table: pd.DataFrame, *, resamples: int, confidence: float, seed: int) -> dict[str, Measure]:
    """All measures that derive from the outcomes; intervals resample questions that depend on each other together.

    Parts that no question falls into are left out.
    """
    settings = {"resamples": resamples, "confidence": confidence, "seed": seed}
    others = {name: one for name, one in STATISTICS.items() if name != _ECE}
    found = measured(table, others, MEANING, settings, LOWER_IS_BETTER)
    found = {name: replace(one, n=_rests_on(name, table)) for name, one in found.items()}
    found |= _calibration(table, settings)
    for part, rows in qa_slices.slices(table).items():
        for name, (column, statistic) in _OF_PARTS.items():
            asked = rows[rows[column].to_numpy(dtype=bool)]
            if len(asked):
                says = {f"{name}_{part}": f"{name} of {qa_slices.meaning(part)}"}
                found |= measured(asked, dict.fromkeys(says, statistic), says, settings)
    return found | qa_confusion.measures(table)


def _rests_on(name: str, table: pd.DataFrame) -> int:
    return int(table[RESTS_ON[name]].sum()) if name in RESTS_ON else len(table)


def _calibration(table: pd.DataFrame, settings: dict[str, Any]) -> dict[str, Measure]:
    point, rows = float(ECE(table, once(len(table)))[0]), table[table["found"].to_numpy(dtype=bool)]
    if not np.isfinite(point):
        return {name: _least(name, None, len(rows)) for name in (_ECE, CHANCE)}
    drawn = resampled(table, {_ECE: ECE}, resamples=settings["resamples"], seed=settings["seed"])
    low, high = interval_of(_ECE, point, drawn, settings["confidence"])
    chance = probabilities.calibration_error_by_chance(rows)
    return {
        _ECE: replace(_least(_ECE, point, len(rows)), low=low, high=high),
        CHANCE: _least(CHANCE, chance, len(rows)),
    }


def _least(name: str, value: float | None, rows: int) -> Measure:
    return Measure(value, n=rows, higher_is_better=False, meaning=MEANING[name])
