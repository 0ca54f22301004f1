"""What of the outcomes of recommendation is measured, with intervals."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pandas as pd

from evaluation import rec_slices, rec_whole
from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.rec_meanings import MEANING
from evaluation.rec_statistics import LOWER_IS_BETTER, NDCG, RECALL, RESTS_ON, STATISTICS

OF_OUTCOMES: Final = (
    *rec_whole.MEASURES,
    *(f"{name}_{part}" for part in rec_slices.SLICES for name in ("ndcg_10", "recall_10")),
)


def measures(table: pd.DataFrame, *, resamples: int, confidence: float, seed: int) -> dict[str, Measure]:
    """All measures that derive from the outcomes, with intervals that resample a customer's requests together.

    Parts that no test request falls into are left out.
    """
    settings = {"resamples": resamples, "confidence": confidence, "seed": seed}
    found = measured(table, STATISTICS, MEANING, settings, LOWER_IS_BETTER)
    found = {name: _counted(name, one, table) for name, one in found.items()} | rec_whole.measures(table)
    for part, rows in rec_slices.slices(table).items():
        if rows["measurable"].any():
            both = {f"ndcg_10_{part}": NDCG, f"recall_10_{part}": RECALL}
            says = {name: f"{name.removesuffix(f'_{part}')} of {rec_slices.meaning(part)}" for name in both}
            part_of = measured(rows, both, says, settings)
            found |= {name: replace(one, n=int(rows["measurable"].sum())) for name, one in part_of.items()}
    return found


def _counted(name: str, measure: Measure, table: pd.DataFrame) -> Measure:
    """With the number of requests that it rests on; of none, the gate's ceilings hold."""
    return replace(measure, n=int((table[RESTS_ON[name]] > 0).sum())) if name in RESTS_ON else measure
