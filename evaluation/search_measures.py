"""What of the outcomes of product search is measured, with intervals."""

from __future__ import annotations

from typing import Final

import pandas as pd

from evaluation import search_slices
from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.search_meanings import MEANING
from evaluation.search_statistics import LOWER_IS_BETTER, NDCG, STATISTICS

OF_OUTCOMES: Final = tuple(f"ndcg_10_{name}" for name in search_slices.SLICES)


def measures(table: pd.DataFrame, *, resamples: int, confidence: float, seed: int) -> dict[str, Measure]:
    """All measures that derive from the outcomes, with intervals that resample searches for the same words together.

    Parts that no test search falls into are left out.
    """
    settings = {"resamples": resamples, "confidence": confidence, "seed": seed}
    found = measured(table, STATISTICS, MEANING, settings, LOWER_IS_BETTER)
    for name, rows in search_slices.slices(table).items():
        if rows["measurable"].any():
            says = {f"ndcg_10_{name}": f"ndcg_10 of {search_slices.MEANING[name]}"}
            found |= measured(rows, dict.fromkeys(says, NDCG), says, settings)
    return found
