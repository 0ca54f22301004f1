"""LightGBM on deals that were shown, its settings chosen on valid: LambdaMART within requests, or a logistic loss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import lightgbm as lgb
import numpy as np
import pandas as pd
from sklearn.metrics import average_precision_score

from benchmarks.deal_gains import ndcg
from benchmarks.deal_rows import Floats, Rows
from tasks.progress import Event, tell

LAMBDAMART: Final = "LightGBM LambdaMART"
BINARY: Final = "LightGBM binary"
PLACES: Final = 5
TRIES: Final = 12
BAGS: Final = 3
SEED: Final = 5
MOST_ROUNDS: Final = 300
EVERY: Final = 10  # rounds between two looks at valid
GRID: Final[dict[str, tuple[Any, ...]]] = {
    "num_leaves": (7, 15, 31),
    "learning_rate": (0.03, 0.05, 0.1),
    "min_data_in_leaf": (20, 50, 200),
    "feature_fraction": (0.3, 0.5, 0.8),
    "bagging_fraction": (0.6, 0.8, 1.0),
    "lambda_l2": (0.0, 1.0, 10.0),
}
GRID_WORDS: Final = {
    "num_leaves": "leaves",
    "learning_rate": "rate",
    "min_data_in_leaf": "a leaf",
    "feature_fraction": "columns",
    "bagging_fraction": "rows",
    "lambda_l2": "l2",
}
_OBJECTIVES: Final = {LAMBDAMART: "lambdarank", BINARY: "binary"}


@dataclass(frozen=True)
class Tuned:
    """What valid chose.

    Attributes:
        settings: Of LightGBM.
        rounds: Trees.
        valid: NDCG@5 of LambdaMART, average precision of the logistic loss.
    """

    settings: dict[str, Any]
    rounds: int
    valid: float


def tuned(name: str, learnt: tuple[pd.DataFrame, Rows], asked: tuple[pd.DataFrame, Rows], threads: int) -> Tuned:
    """The settings and the number of trees that do best on valid, of draws from a grid.

    Requests in which nothing is redeemed have no order, and LambdaMART is not told of them.

    Args:
        name: `LAMBDAMART` or `BINARY`.
        learnt: Features and rows of train.
        asked: Those of valid.
        threads: Of LightGBM.
    """
    if name == LAMBDAMART:
        asked = _with_order(*asked)
    rng = np.random.default_rng(SEED)
    best = Tuned({}, 1, -np.inf)
    for number in range(TRIES):
        tell(Event(name, "advanced", f"setting {number + 1} of {TRIES}", number / TRIES))
        drawn = {key: options[rng.integers(len(options))] for key, options in GRID.items()}
        settings = {**drawn, **_fixed(name, threads)}
        grown = lgb.train(settings, _dataset(name, *learnt), MOST_ROUNDS)
        value, rounds = max(_on_valid(name, grown, *asked), key=lambda one: one[0])
        best = max(best, Tuned(settings, rounds, value), key=lambda one: one.valid)
    return best


def fitted(name: str, learnt: tuple[pd.DataFrame, Rows], features: pd.DataFrame, chosen: Tuned) -> Floats:
    """Scores by trees of all that may be learnt, averaged over three seeds; (n,)."""
    data = _dataset(name, *learnt)
    grown = (lgb.train(chosen.settings | {"seed": seed}, data, chosen.rounds) for seed in range(BAGS))
    found: Floats = np.mean([np.asarray(one.predict(features)) for one in grown], axis=0)
    return found


def _fixed(name: str, threads: int) -> dict[str, Any]:
    more = {"lambdarank_truncation_level": PLACES + 3} if name == LAMBDAMART else {}
    return {
        "objective": _OBJECTIVES[name],
        "bagging_freq": 1,
        "verbose": -1,
        "num_threads": threads,
        "deterministic": True,
        **more,
    }


def _dataset(name: str, features: pd.DataFrame, rows: Rows) -> lgb.Dataset:
    if name == BINARY:
        return lgb.Dataset(features, rows.label, free_raw_data=False)
    features, rows = _with_order(features, rows)
    return lgb.Dataset(features, rows.label, group=rows.sizes, free_raw_data=False)


def _with_order(features: pd.DataFrame, rows: Rows) -> tuple[pd.DataFrame, Rows]:
    useful = rows.with_redemption
    return features[useful].reset_index(drop=True), rows.some(useful)


def _on_valid(name: str, grown: lgb.Booster, features: pd.DataFrame, rows: Rows) -> list[tuple[float, int]]:
    """What is measured on valid after so many rounds."""
    score, found = np.zeros(len(rows)), []
    for begin in range(0, MOST_ROUNDS, EVERY):
        score += np.asarray(grown.predict(features, start_iteration=begin, num_iteration=EVERY, raw_score=True))
        if name == BINARY:
            value = float(average_precision_score(rows.label, score))
        else:
            value = float(np.nanmean(ndcg(rows.request, score, rows.label, PLACES)[0]))
        found.append((value, begin + EVERY))
    return found
