"""Boosted trees that order the candidates of a request, starting from the blend of the sources."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import xgboost as xgb

from .ranking_settings import RankingSettings
from .valid_metrics import Wanted, ndcg

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Progress = Callable[[float], None]

OBJECTIVES: Final = ("ndcg", "softmax", "binary")


@dataclass(frozen=True)
class Table:
    """Candidates of requests, sorted by request.

    Attributes:
        features: NaN where not known; (rows, features).
        labels: Worth, at least 0; (rows,).
        requests: Number of the request of each; rising; (rows,).
        blended: What the blend says; (rows,).
    """

    features: Floats
    labels: Floats
    requests: Ints
    blended: Floats

    def __len__(self) -> int:
        return len(self.labels)


def grown(
    table: Table,
    valid: Table,
    wanted: Wanted,
    names: tuple[str, ...],
    settings: RankingSettings,
    seed: int,
    threads: int,
    progress: Progress | None = None,
) -> xgb.Booster:
    """Trees on top of the blend; the same seed gives the same.

    Args:
        table: To learn from.
        valid: The trees with the best NDCG on it are kept; with no row, all of them.
        wanted: What the requests of valid wanted.
        names: Of the features.
        settings: Of the trees.
        seed, threads: Of growing them.
        progress: Called with the share of the rounds that are done.
    """
    data = xgb.DMatrix(
        table.features, table.labels, qid=table.requests, feature_names=list(names), nthread=threads, missing=np.nan
    )
    if settings.from_blend:
        data.set_base_margin(table.blended)
    booster = xgb.Booster(_chosen(settings, seed, threads), [data])
    gradient = softmax_gradient(table) if settings.objective == "softmax" else None
    start = valid.blended if settings.from_blend else np.zeros_like(valid.blended)
    score, best, kept, seen = start.astype(np.float32), -np.inf, settings.rounds, 0
    for step in range(settings.rounds):
        if gradient is None:
            booster.update(data, step)
        else:
            slope, bend = gradient(booster.predict(data, output_margin=True, training=True))
            booster.boost(data, step, grad=slope, hess=bend)
        if len(valid) and (step + 1) % settings.measured_every == 0:
            score = score + _margin(booster, valid.features, (seen, step + 1))
            seen = step + 1
            mean = float(
                ndcg(valid.requests, score, valid.labels.astype(np.float64), wanted, settings.measured_at).mean()
            )
            if mean > best:
                best, kept = mean, seen
            if seen - kept >= settings.patience:
                break
            if progress:
                progress(seen / settings.rounds)
    trees = booster[: min(kept, booster.num_boosted_rounds())]
    trees.set_param({"nthread": 1})  # requests are asked in threads of their own
    return trees


def scores(booster: xgb.Booster, features: Floats, blended: Floats, settings: RankingSettings) -> Floats:
    """Worth of each candidate, on no scale; (candidates,)."""
    if not len(features):
        return np.zeros(0, dtype=np.float32)
    found = _margin(booster, features, (0, 0))
    return found + blended if settings.from_blend else found


def softmax_gradient(table: Table) -> Callable[[Floats], tuple[Floats, Floats]]:
    """Of the chance that the relevant candidates are chosen from among those of their request.

    The loss of a request is the cross-entropy of its labels, shared to one, with the softmax of its scores (ListNet
    with top-one chances: Cao et al., ICML 2007). Requests without a relevant candidate teach nothing.
    """
    starts = np.flatnonzero(np.append(True, table.requests[1:] != table.requests[:-1]))
    sizes = np.diff(np.append(starts, len(table)))
    total = np.add.reduceat(table.labels, starts)
    aim = table.labels / np.repeat(np.where(total > 0, total, 1.0), sizes)
    told = np.repeat(total > 0, sizes)

    def gradient(score: Floats) -> tuple[Floats, Floats]:
        odds = np.exp(score - np.repeat(np.maximum.reduceat(score, starts), sizes))
        chance = odds / np.repeat(np.add.reduceat(odds, starts), sizes)
        slope = np.where(told, chance - aim, 0.0)
        bend = np.where(told, chance * (1.0 - chance), 0.0)
        return slope.astype(np.float32), np.maximum(bend, 1e-6).astype(np.float32)

    return gradient


def _margin(booster: xgb.Booster, features: Floats, trees: tuple[int, int]) -> Floats:
    found = booster.inplace_predict(features, iteration_range=trees, predict_type="margin", validate_features=False)
    return np.asarray(found, dtype=np.float32)


def _chosen(settings: RankingSettings, seed: int, threads: int) -> dict[str, Any]:
    if settings.objective not in OBJECTIVES:
        raise ValueError(f"ranking.objective is {settings.objective!r}; it is one of {', '.join(OBJECTIVES)}.")
    told: dict[str, dict[str, Any]] = {
        "ndcg": {
            "objective": "rank:ndcg",
            "ndcg_exp_gain": False,  # the label is the gain
            "lambdarank_pair_method": "mean",
            "lambdarank_num_pair_per_sample": settings.pairs,
        },
        "binary": {"objective": "binary:logistic"},
        "softmax": {},
    }
    return told[settings.objective] | {
        "base_score": 0.5 if settings.objective == "binary" else 0.0,  # a margin of 0
        "disable_default_eval_metric": True,
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
