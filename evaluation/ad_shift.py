"""Whether probabilities hold once the share of positives has shifted, before and after the model has learnt of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation import ad_learner, ad_requests
from evaluation.ad_learner import Learner
from evaluation.copied import copied
from evaluation.measure import Measure
from evaluation.proportion import clopper_pearson

# What becomes of the stream: which label half of the rows of is left out.
SHIFTS: Final = {"fall": 1, "rise": 0}
MEASURES: Final = tuple(
    f"calibration_ratio_after_{shift}_{state}" for shift in SHIFTS for state in ("frozen", "updated")
)


def measures(
    model: Learner, table: pd.DataFrame, frozen: pd.DataFrame, settings: Mapping[str, Any]
) -> dict[str, Measure]:
    """Half of the positives of the test are left out, then, the other way round, half of the negatives.

    The calibration ratio on the second half of what remains is that of the model as it is, and that after it was
    updated with the first half.

    Args:
        model: Stays as it is.
        table: Rows of `ad_requests.requests`.
        frozen: Outcomes of the same rows, as the model sees them.
        settings: `staleness_parts`, in which the stream is learnt; `confidence`.
    """
    found = {}
    for shift, label in SHIFTS.items():
        kept = np.flatnonzero((table["label"].to_numpy() != label) | _heads(table["example_id"]))
        before, after = kept[: len(kept) // 2], kept[len(kept) // 2 :]
        live = copied(model)
        for part in np.array_split(before, max(1, int(settings["staleness_parts"]) // 2)):
            if len(part):
                live.update(ad_requests.impressions(table.iloc[part]))
        outcomes = frozen.iloc[after]
        updated = outcomes.assign(score=ad_learner.probability(live, table.iloc[after]))
        what = f"half of the {'positives' if label else 'negatives'} left out of the test"
        name, confidence = f"calibration_ratio_after_{shift}", float(settings["confidence"])
        found[f"{name}_frozen"] = ratio(outcomes, confidence, f"{what}: its second half, by the model as it is")
        found[f"{name}_updated"] = ratio(updated, confidence, "the same after it was updated with the first half")
    return found


def ratio(outcomes: pd.DataFrame, confidence: float, meaning: str) -> Measure:
    """Predicted over found positives; the interval is that of the share found, undefined where nothing was found."""
    rows, positives, predicted = len(outcomes), int(outcomes["label"].sum()), float(outcomes["score"].sum())
    if positives == 0:
        return Measure(None, n=rows, meaning=meaning)
    low, high = clopper_pearson(positives, rows, confidence)
    return Measure(predicted / positives, predicted / rows / high, predicted / rows / low, rows, meaning=meaning)


def _heads(ids: pd.Series[Any]) -> npt.NDArray[np.bool_]:
    """A coin for each id, the same in every run."""
    hashed: npt.NDArray[np.uint64] = pd.util.hash_array(ids.to_numpy(object), categorize=False)
    return np.asarray((hashed >> np.uint64(32)) % np.uint64(2) == 1)
