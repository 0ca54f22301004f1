"""LightGBM on the very matrix that our trees see, its settings chosen on valid."""

from __future__ import annotations

from typing import Any, Final

import lightgbm as lgb
import numpy as np

from benchmarks.ad_click_kdd_folds import Floats, Fold
from benchmarks.ad_click_kdd_ours import Encodings
from models.ad_click.design import Features

TRIES: Final = 12
BAGS: Final = 3
SEED: Final = 5
MOST_ROUNDS: Final = 800
PATIENCE: Final = 50
GRID: Final[dict[str, tuple[Any, ...]]] = {
    "num_leaves": (7, 15, 31),
    "learning_rate": (0.03, 0.05),
    "min_data_in_leaf": (10, 20, 50, 100),
    "feature_fraction": (0.2, 0.3, 0.5, 0.8),
    "bagging_fraction": (0.6, 0.8, 1.0),
    "lambda_l2": (0.0, 1.0, 5.0, 20.0),
}


def by_lightgbm(fold: Fold) -> Floats:
    """LightGBM of the settings that foretell valid best, grown again of train and valid, averaged over three seeds.

    Twelve draws from a grid, each stopped where valid gains no more; the best is grown on all rows as long.
    """
    seen = Encodings.of(fold)
    settings, rounds = tuned(seen, fold.threads)
    features = np.concatenate([seen.train[0], seen.valid[0]])
    label = np.concatenate([seen.train[1], seen.valid[1]])
    found = [
        lgb.train(settings | {"seed": seed}, lgb.Dataset(features, label), rounds).predict(seen.test)
        for seed in range(BAGS)
    ]
    mean: Floats = np.mean(np.asarray(found, dtype=np.float64), axis=0)
    return mean


def tuned(seen: Encodings, threads: int) -> tuple[dict[str, Any], int]:
    """The settings and the number of trees with the least log loss on valid."""
    rng = np.random.default_rng(SEED)
    best: tuple[float, dict[str, Any], int] = (np.inf, {}, 0)
    for _ in range(TRIES):
        drawn = {name: options[rng.integers(len(options))] for name, options in GRID.items()}
        settings = {**drawn, "objective": "binary", "bagging_freq": 1, "verbose": -1, "num_threads": threads}
        loss, rounds = _on_valid(settings, seen.train, seen.valid)
        best = min(best, (loss, settings, rounds), key=lambda one: one[0])
    return best[1:]


def _on_valid(
    settings: dict[str, Any], train: tuple[Features, Floats], valid: tuple[Features, Floats]
) -> tuple[float, int]:
    learnt = lgb.Dataset(*train)
    grown = lgb.train(
        settings,
        learnt,
        MOST_ROUNDS,
        valid_sets=[lgb.Dataset(*valid, reference=learnt)],
        valid_names=["valid"],
        callbacks=[lgb.early_stopping(PATIENCE, verbose=False)],
    )
    return float(grown.best_score["valid"]["binary_logloss"]), int(grown.best_iteration)
