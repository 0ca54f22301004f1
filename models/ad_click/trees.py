"""Boosted trees over the encodings, beside the logistic regression."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import xgboost as xgb

from ..odds import log_odds
from .batches import Floats, Labels
from .design import Features

STARTS: Final = ("auto", "logit", "rate")
_FILE: Final = "trees_{}.ubj"
_HALF: Final = 0.5


@dataclass(frozen=True)
class TreeSettings:
    """How the trees are grown, and from how many rows."""

    enabled: bool = True  # else the logistic regression answers alone
    rounds: int = 500  # most trees
    patience: int = 40  # trees without gain on the later rows after which growing ends
    stop_share: float = 0.2  # share of the rows, the later ones, that tell when to end
    bags: int = 1  # times that they are grown, with other draws of rows and features; answers are averaged
    max_depth: int = 4
    learning_rate: float = 0.05
    subsample: float = 0.8  # share of rows a tree
    column_share: float = 0.5  # share of features a tree
    min_child_weight: float = 10.0  # least curvature of a leaf, in units of p (1 - p)
    l2: float = 5.0
    max_bins: int = 128
    start: str = "auto"  # what trees add to: "logit" of the logistic regression, "rate" of all, or the better of them
    negative_share: float = 1.0  # share of negatives that is kept
    max_rows: int = 250_000  # most rows; of more, negatives are thinned further, and positives that are over half


@dataclass(frozen=True)
class TreeHead:
    """What is known of the trees beside themselves.

    Attributes:
        kept: Share of the negatives that they were grown from, over that of the positives.
        base: Log odds that they begin from; None where from the logistic regression's.
        bags: Times that they were grown.
        rounds: Trees a time.
    """

    kept: float
    base: float | None
    bags: int
    rounds: int

    def start(self, logit: Floats) -> Floats:
        """Log odds among the kept rows that trees add to, float64 (n,)."""
        found: Floats = logit - np.log(self.kept) if self.base is None else np.full(len(logit), self.base)
        return found


@dataclass(frozen=True)
class Trees:
    """Fitted trees."""

    boosters: tuple[xgb.Booster, ...]
    head: TreeHead

    @classmethod
    def fit(
        cls,
        features: Features,
        logit: Floats,
        label: Labels,
        kept: float,
        settings: TreeSettings,
        *,
        seed: int,
        threads: int,
        like: TreeHead | None = None,
    ) -> Self:
        """Grow on the earlier rows until the later ones gain no more, or on all rows as many as before.

        Args:
            features: float32 (n, features), in time order.
            logit: Of the logistic regression, before it learnt the row, float64 (n,).
            label: 0 or 1, float64 (n,).
            kept: Share of the negatives that these rows hold, over that of the positives.
            like: What was found before.

        Raises:
            ValueError: The start is unknown.
        """
        if settings.start not in STARTS:
            raise ValueError(f"trees start from {settings.start!r}; known are {', '.join(STARTS)}.")
        rate = float(log_odds((label.sum() + _HALF) / (len(label) + 2 * _HALF)))
        bases = {"logit": (None,), "rate": (rate,), "auto": (None, rate)}[settings.start]
        if like:
            bases = (None if like.base is None else rate,)
        rounds = like.rounds if like else settings.rounds
        heads = [TreeHead(kept, base, settings.bags, rounds) for base in bases]
        grown = [_grown(features, logit, label, head, settings, seed, threads, watch=not like) for head in heads]
        boosters, head, _ = min(grown, key=lambda one: one[2])
        return cls(boosters, head)

    def logit(self, features: Features, logit: Floats) -> Floats:
        """Log odds among the kept rows, float64 (n,)."""
        # what trees add to is added here: a base margin that is handed to xgboost costs more than all the trees
        added = [
            booster.inplace_predict(features, predict_type="margin", validate_features=False)
            for booster in self.boosters
        ]
        return self.head.start(logit) + np.mean(added, axis=0, dtype=np.float64)

    def save(self, directory: Path) -> dict[str, Any]:
        """Write the boosters as ubj; returns what `load` needs besides."""
        for bag, booster in enumerate(self.boosters):
            booster.save_model(directory / _FILE.format(bag))
        return asdict(self.head)

    @classmethod
    def load(cls, directory: Path, head: dict[str, Any]) -> Self:
        known = TreeHead(**head)
        boosters = []
        for bag in range(known.bags):
            # one thread: a bid's few candidates are answered before a second one would have woken up
            booster = xgb.Booster({"nthread": 1})
            booster.load_model(directory / _FILE.format(bag))
            boosters.append(booster)
        return cls(tuple(boosters), known)


def _grown(
    features: Features,
    logit: Floats,
    label: Labels,
    head: TreeHead,
    settings: TreeSettings,
    seed: int,
    threads: int,
    *,
    watch: bool,
) -> tuple[tuple[xgb.Booster, ...], TreeHead, float]:
    """Boosters, their number of trees, and the log loss of the later rows (0 where none are watched)."""
    cut = len(label) - int(len(label) * settings.stop_share) if watch else len(label)
    options = {"max_bin": settings.max_bins, "nthread": threads}
    start = head.start(logit)
    grown = xgb.QuantileDMatrix(features[:cut], label[:cut], base_margin=start[:cut], **options)
    watched: dict[str, Any] = {}
    loss = 0.0
    if 0 < label[cut:].sum() < len(label) - cut:
        later = xgb.QuantileDMatrix(features[cut:], label[cut:], base_margin=start[cut:], ref=grown, **options)
        watched = {"evals": [(later, "later")], "early_stopping_rounds": settings.patience}
    boosters = []
    for bag in range(settings.bags):
        booster = xgb.train(
            _parameters(settings, seed + bag, threads), grown, head.rounds, verbose_eval=False, **watched
        )
        if watched:
            loss = float(booster.best_score)
            head = replace(head, rounds=booster.best_iteration + 1)
            watched = {}  # the further bags are as long as the first
            booster = booster[: head.rounds]
        boosters.append(booster)
    return tuple(boosters), head, loss


def _parameters(settings: TreeSettings, seed: int, threads: int) -> dict[str, Any]:
    return {
        "objective": "binary:logistic",
        "base_score": 0.5,  # its log odds are 0: all that trees begin from is given with the rows
        "eval_metric": "logloss",
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
