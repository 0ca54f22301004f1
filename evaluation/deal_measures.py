"""What of the outcomes of deal ranking is measured, with intervals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import numpy as np
import pandas as pd

from evaluation import deal_slices, probabilities
from evaluation.bootstrap import once, resampled
from evaluation.calibration_intervals import ECE, ERROR, RATIO, interval_of
from evaluation.deal_meanings import LEFT_OUT, MEANING, RELATIVE
from evaluation.deal_rows import unfolded
from evaluation.deal_statistics import (
    CALIBRATION_RATIO,
    LOWER_IS_BETTER,
    OF_CALIBRATION,
    RESTS_ON,
    STATISTICS,
)
from evaluation.measure import Measure
from evaluation.measured import measured

_LEAST, _CHANCE, _SHARE = "calibration_error_at_least", "ece_by_chance", "positive_share"
_OF_LOSS: Final = ("log_loss", "log_loss_new", "brier", "normalised_entropy", "normalised_entropy_new")
_OF_PARTS: Final = ("ndcg_5", "revenue_5")
OF_OUTCOMES: Final = (
    RATIO,
    _LEAST,
    _CHANCE,
    _SHARE,
    *(f"{name}_{part}" for part in deal_slices.SLICES for name in _OF_PARTS),
)


def measures(table: pd.DataFrame, *, resamples: int, confidence: float, seed: int) -> dict[str, Measure]:
    """All measures that derive from the outcomes, with intervals that resample a customer's requests together.

    Parts that no test request falls into are left out; of assumed exposures there is no calibration.
    """
    settings = {"resamples": resamples, "confidence": confidence, "seed": seed}
    logged = bool(table["logged"].all())
    ranking = {name: one for name, one in STATISTICS.items() if name not in OF_CALIBRATION}
    found = measured(table, ranking, MEANING, settings, LOWER_IS_BETTER)
    found |= _calibration(table, settings) if logged else dict.fromkeys((*OF_CALIBRATION, _LEAST, _CHANCE), _nothing())
    found |= {_SHARE: _share(table)}
    found = {name: _counted(name, one, table) for name, one in found.items()}
    if not logged:
        found |= {name: replace(found[name], meaning=f"{MEANING[name]}; {RELATIVE}") for name in _OF_LOSS}
    for part, rows in deal_slices.slices(table).items():
        if rows["measurable"].any():
            both = {f"{name}_{part}": STATISTICS[name] for name in _OF_PARTS}
            says = {name: f"{name.removesuffix(f'_{part}')} of {deal_slices.meaning(part)}" for name in both}
            of_part = measured(rows, both, says, settings)
            found |= {name: replace(one, n=int(rows["measurable"].sum())) for name, one in of_part.items()}
    return found


def _calibration(table: pd.DataFrame, settings: Mapping[str, Any]) -> dict[str, Measure]:
    statistics = {RATIO: CALIBRATION_RATIO, ERROR: STATISTICS[ERROR], ECE: STATISTICS[ECE]}
    drawn = resampled(table, statistics, resamples=settings["resamples"], seed=settings["seed"]) if len(table) else {}
    found = {}
    for name, statistic in statistics.items():
        point = float(statistic(table, once(len(table)))[0])
        defined = bool(np.isfinite(point))
        low, high = interval_of(name, point, drawn, settings["confidence"]) if defined else (None, None)
        value = point if defined else None
        found[name] = Measure(value, low, high, len(table), higher_is_better=name == RATIO, meaning=MEANING[name])
    # Few redeemed deals make the distance itself a coin toss; what the gate holds against a model is what is sure.
    surely = found[ERROR].low
    found[_LEAST] = Measure(surely, n=len(table), higher_is_better=False, meaning=MEANING[_LEAST])
    chance = probabilities.calibration_error_by_chance(unfolded(table))
    value = chance if np.isfinite(chance) else None
    return found | {_CHANCE: Measure(value, n=len(table), higher_is_better=False, meaning=MEANING[_CHANCE])}


def _nothing() -> Measure:
    return Measure(None, n=0, higher_is_better=False, meaning=LEFT_OUT)


def _share(table: pd.DataFrame) -> Measure:
    weight = float(table["weight"].sum())
    return Measure(float(table["positives"].sum()) / weight if weight else None, n=len(table), meaning=MEANING[_SHARE])


def _counted(name: str, measure: Measure, table: pd.DataFrame) -> Measure:
    """With the number of requests that it rests on; of none, the gate's ceilings hold."""
    if name not in RESTS_ON or (measure.value is None and measure.n == 0):
        return measure
    return replace(measure, n=int((table[RESTS_ON[name]] > 0).sum()))
