"""What choosing the source is worth: the same questions, of the passages of one source alone."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from evaluation.bootstrap import Statistic, Weights
from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.qa_asking import Asking
from evaluation.qa_judged import PASSAGES
from evaluation.ratios import of_sums

_GAIN: Final = "gain_over_best_source"
_EVERY: Final = "p_at_1_every_source"
_BEST: Final = "p_at_1_best_source"
MEASURES: Final = (_EVERY, *(f"p_at_1_{source}_alone" for source in PASSAGES), _BEST, _GAIN)


def measures(asking: Asking, sample: pd.DataFrame) -> dict[str, Measure]:
    """P@1 of each source alone, of all together, and by how much these are better than the best one.

    Args:
        asking: Asks the model.
        sample: Answerable rows of `qa_requests.requests` whose candidates are passages.
    """
    if len(sample) == 0:
        return {}
    judged = asking.judged(sample)
    passages = judged.passages()
    rows = sample[["group"]].assign(every=asking.outcomes(sample)["first_right"].to_numpy(bool))
    for source in PASSAGES:
        told = judged.told(passages[passages["source"] == source])
        has = told.notna().to_numpy(dtype=bool)
        right = np.zeros(len(sample), dtype=bool)
        if has.any():
            table = sample.assign(candidates=told.to_numpy(object))[has].reset_index(drop=True)
            right[has] = asking.outcomes(table)["first_right"].to_numpy(bool)
        rows[source] = right
    statistics: dict[str, Statistic] = {_EVERY: of_sums("every")}
    statistics |= {f"p_at_1_{source}_alone": of_sums(source) for source in PASSAGES}
    meaning = {
        _EVERY: "p_at_1 of the answerable questions below, of the passages of all sources",
        **{f"p_at_1_{source}_alone": f"p_at_1 of the same, of passages of the source {source} alone; a question "
           "without any counts as wrong" for source in PASSAGES},
        _BEST: "the highest of these of one source alone",
        _GAIN: "p_at_1_every_source less p_at_1 of the best source alone",
    }  # fmt: skip
    return measured(rows, statistics | {_BEST: _best, _GAIN: _gain}, meaning, asking.settings)


def _best(rows: pd.DataFrame, weights: Weights) -> Any:
    return np.max([of_sums(source)(rows, weights) for source in PASSAGES], axis=0)


def _gain(rows: pd.DataFrame, weights: Weights) -> Any:
    return of_sums("every")(rows, weights) - _best(rows, weights)
