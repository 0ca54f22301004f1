"""Boosted trees that order the candidates of a search by what they are worth: LambdaMART on NDCG."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import xgboost as xgb

from .ranking_settings import RankingSettings

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Progress = Callable[[float], None]

_EVERY: Final = 10  # rounds between two calls of progress


@dataclass(frozen=True)
class Table:
    """Products of searches, sorted by search.

    Attributes:
        features: NaN where not known; (rows, features).
        labels: Worth, at least 0; (rows,).
        searches: Number of the search of each; rising; (rows,).
    """

    features: Floats
    labels: Floats
    searches: Ints

    def __len__(self) -> int:
        return len(self.labels)

    def matrix(self, names: tuple[str, ...], threads: int) -> xgb.DMatrix:
        """As XGBoost takes it."""
        return xgb.DMatrix(
            self.features, self.labels, qid=self.searches, feature_names=list(names), nthread=threads, missing=np.nan
        )


def grown(
    table: Table,
    valid: Table,
    names: tuple[str, ...],
    settings: RankingSettings,
    seed: int,
    threads: int,
    progress: Progress | None = None,
) -> xgb.Booster:
    """Trees by rank:ndcg, whose gain is the label itself (Burges, MSR-TR-2010-82); the same seed gives the same.

    Args:
        table: To learn from.
        valid: The trees with the best NDCG on it are kept; with no row, all of them.
        names: Of the features.
        settings: Of the trees.
        seed, threads: Of growing them.
        progress: Called with the share of the rounds that are done.
    """
    data = table.matrix(names, threads)
    chosen = {
        "objective": "rank:ndcg",
        "ndcg_exp_gain": False,  # the label is the gain: judged worth, or a corrected click
        "lambdarank_pair_method": "mean",
        "lambdarank_num_pair_per_sample": settings.pairs,
        "eval_metric": f"ndcg@{settings.measured_at}",
        "tree_method": "hist",
        "max_depth": settings.max_depth,
        "eta": settings.learning_rate,
        "subsample": settings.subsample,
        "colsample_bytree": settings.column_share,
        "min_child_weight": settings.min_child_weight,
        "lambda": settings.l2,
        "nthread": threads,
        "seed": seed,
    }
    held = valid.matrix(names, threads) if len(valid) else None
    booster, best, best_round = xgb.Booster(chosen, [data]), -np.inf, settings.rounds - 1
    for step in range(settings.rounds):
        booster.update(data, step)
        if held is not None:
            found = float(booster.eval(held).rsplit(":", 1)[1])
            if found > best:
                best, best_round = found, step
            if step - best_round >= settings.patience:
                break
        if progress and step % _EVERY == 0:
            progress(step / settings.rounds)
    kept = booster[: best_round + 1]
    kept.set_param({"nthread": 1})  # requests are asked in threads of their own
    return kept


def scores(booster: xgb.Booster, features: Floats) -> Floats:
    """Worth of each candidate, on no scale; (candidates,)."""
    if not len(features):
        return np.zeros(0, dtype=np.float32)
    found = booster.inplace_predict(features, predict_type="margin", validate_features=False)
    return np.asarray(found, dtype=np.float32)
