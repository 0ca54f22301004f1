"""How a model of ad clicks ages, and what it gains by learning from each part of the test once that was scored."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation import ad_learner, ad_requests, probabilities
from evaluation.ad_learner import Learner
from evaluation.bootstrap import Weights, interval, once
from evaluation.copied import copied
from evaluation.measure import Measure
from evaluation.ratios import divided

Floats = npt.NDArray[np.float64]

MEASURES: Final = (
    "log_loss_frozen",
    "log_loss_updated",
    "log_loss_gain_by_update",
    "normalised_entropy_first_part_frozen",
    "normalised_entropy_last_part_frozen",
    "normalised_entropy_last_part_updated",
)


def measures(
    model: Learner, table: pd.DataFrame, frozen: pd.DataFrame, settings: Mapping[str, Any]
) -> dict[str, Measure]:
    """The test in the order of time, in parts: what is said of each by the model as it is, and by one kept up to date.

    The second is updated with a part after that was scored, as if outcomes were known at once: where they come late it
    gains less, and where the test was thinned it learns from fewer impressions than there were. Nothing is measured
    where impressions have no time, or all the same.

    Args:
        model: Stays as it is.
        table: Rows of `ad_requests.requests`.
        frozen: Outcomes of the same rows, as the model sees them.
        settings: `staleness_parts`; `resamples`, `confidence`, `seed`.
    """
    parts = in_order(table, int(settings["staleness_parts"]))
    if len(parts) < 2:
        return {}
    updated = frozen.assign(score=_kept_up_to_date(copied(model), table, parts))
    # Before the first part both models are the same.
    later = slice(parts[1].start, None)
    gain = frozen.iloc[later].assign(gain=_losses(frozen.iloc[later]) - _losses(updated.iloc[later]))
    point, low, high = interval(
        gain, _mean_gain, **{name: settings[name] for name in ("resamples", "confidence", "seed")}
    )
    says = f"parts 2 to {len(parts)} of the test in the order of time"
    first, last = frozen.iloc[parts[0]], parts[-1]
    return {
        "log_loss_frozen": _measure(probabilities.log_loss, frozen.iloc[later], f"{says}, by the model as it is"),
        "log_loss_updated": _measure(
            probabilities.log_loss, updated.iloc[later], f"{says}, by a model updated with each once that was scored"
        ),
        "log_loss_gain_by_update": Measure(
            point, low, high, len(gain), meaning="log_loss_frozen less log_loss_updated"
        ),
        "normalised_entropy_first_part_frozen": _measure(
            probabilities.normalised_entropy, first, f"the first of {len(parts)} parts of the test"
        ),
        "normalised_entropy_last_part_frozen": _measure(
            probabilities.normalised_entropy, frozen.iloc[last], "the last part, by the model as it is: how it ages"
        ),
        "normalised_entropy_last_part_updated": _measure(
            probabilities.normalised_entropy, updated.iloc[last], "the last part, by the updated model"
        ),
    }


def in_order(table: pd.DataFrame, count: int) -> list[slice]:
    """Up to so many parts of about equally many rows, cut between two times; none where there is no time."""
    if ad_requests.TIME not in table or len(table) == 0:
        return []
    moment = table[ad_requests.TIME].to_numpy("datetime64[us]").astype(np.int64)
    even = moment[np.linspace(0, len(moment), count, endpoint=False).astype(np.int64)]
    cuts = [*np.unique(np.searchsorted(moment, even)), len(moment)]
    return [slice(int(start), int(stop)) for start, stop in pairwise(cuts)]


def _kept_up_to_date(live: Learner, table: pd.DataFrame, parts: list[slice]) -> Floats:
    said = np.empty(len(table))
    for part in parts:
        rows = table.iloc[part]
        said[part] = ad_learner.probability(live, rows)
        if part is not parts[-1]:
            live.update(ad_requests.impressions(rows))
    return said


def _losses(outcomes: pd.DataFrame) -> Floats:
    return probabilities.losses(outcomes["score"].to_numpy(np.float64), outcomes["label"].to_numpy(np.float64))


def _mean_gain(outcomes: pd.DataFrame, weights: Weights) -> Floats:
    weighted: Floats = weights.astype(np.float64) @ outcomes["gain"].to_numpy(np.float64)
    return divided(weighted, weights.sum(axis=1, dtype=np.float64))


def _measure(statistic: Any, rows: pd.DataFrame, meaning: str) -> Measure:
    return Measure(float(statistic(rows, once(len(rows)))[0]), n=len(rows), higher_is_better=False, meaning=meaning)
