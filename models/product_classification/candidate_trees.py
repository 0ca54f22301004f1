"""Boosted trees that tell a listing's leaves from its other candidates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt
import xgboost as xgb

from .rescoring_settings import RescoringSettings

Floats = npt.NDArray[np.float32]

_EVERY: Final = 10  # rounds between two calls of progress


def grown(
    table: Floats,
    right: npt.NDArray[np.bool_],
    weights: Floats,
    settings: RescoringSettings,
    seed: int,
    threads: int,
    progress: Callable[[float], None] | None = None,
) -> xgb.Booster:
    """Trees for the log odds that a candidate is right; the same seed and threads give the same.

    Args:
        table: Features of each candidate, NaN where they are not known; (candidates, features).
        right: Whether it is a leaf of its listing; (candidates,).
        weights: How much it counts; (candidates,).
        settings: Of the trees.
        seed, threads: Of growing them.
        progress: Called with the share of the rounds that are done.
    """
    data = xgb.QuantileDMatrix(
        table, right.astype(np.float32), weight=weights, max_bin=settings.max_bins, nthread=threads
    )
    chosen = {
        "objective": "binary:logistic",
        "base_score": 0.5,  # given, or labels that are all the same would have none
        "tree_method": "hist",
        "max_depth": settings.max_depth,
        "eta": settings.learning_rate,
        "subsample": settings.subsample,
        "colsample_bytree": settings.column_share,
        "min_child_weight": settings.min_child_weight,
        "lambda": settings.l2,
        "max_bin": settings.max_bins,
        "nthread": threads,
        "seed": seed,
    }
    booster = xgb.Booster(chosen, [data])
    for step in range(settings.rounds):
        booster.update(data, step)
        if progress and step % _EVERY == 0:
            progress(step / settings.rounds)
    booster.set_param({"nthread": 1})  # requests are asked in threads of their own
    return booster


def log_odds(booster: xgb.Booster, table: Floats) -> Floats:
    """Log odds of each candidate; (candidates,)."""
    if not len(table):
        return np.zeros(0, dtype=np.float32)
    margins = booster.inplace_predict(table, predict_type="margin", validate_features=False)
    return np.asarray(margins, dtype=np.float32)
