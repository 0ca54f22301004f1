"""Boosted trees, several side by side in each round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import xgboost as xgb

from .forest_settings import ForestSettings

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Rows:
    """What trees are grown from.

    Attributes:
        features: NaN where not known; (n, features).
        label: (n,).
        weight: Of each row; (n,).
        start: Margins that the trees add to; (n,).
        request: Rising, where rows are ordered within requests; else None; (n,).
    """

    features: Floats
    label: Numbers
    weight: Numbers
    start: Numbers
    request: Ints | None = None

    def matrix(self, bins: int, threads: int, like: xgb.QuantileDMatrix | None = None) -> xgb.QuantileDMatrix:
        """As XGBoost reads it; weights of requests are not used."""
        told: dict[str, Any] = {"weight": self.weight} if self.request is None else {"qid": self.request}
        return xgb.QuantileDMatrix(
            self.features, self.label, base_margin=self.start, max_bin=bins, nthread=threads, ref=like, **told
        )


@dataclass(frozen=True)
class Forest:
    """Trees of the same rows; none answer 0.

    Attributes:
        booster: The trees.
        rounds: In which they were grown.
    """

    booster: xgb.Booster | None = None
    rounds: int = 0

    @classmethod
    def grown(
        cls,
        rows: Rows,
        watched: Rows | None,
        objective: dict[str, Any],
        rising: Sequence[int],
        settings: ForestSettings,
        seed: int,
        threads: int,
        rounds: int | None = None,
    ) -> Forest:
        """Grow trees; the same seed gives the same.

        Args:
            rows: To learn from.
            watched: Rows by which growing stops; None: as many are grown as may be.
            objective: XGBoost's parameters of what is minimised.
            rising: For each feature 1 where more of it is never less likely, -1 where it is never more, else 0.
            settings: Of trees.
            seed, threads: Of growing them.
            rounds: Most rounds, instead of those of the settings.
        """
        told = objective | {
            "tree_method": "hist",
            "num_parallel_tree": settings.bags,
            "max_depth": settings.max_depth,
            "eta": settings.learning_rate,
            "subsample": settings.subsample,
            "colsample_bynode": settings.column_share,
            "min_child_weight": settings.min_child_weight,
            "lambda": settings.l2,
            "max_bin": settings.max_bins,
            "monotone_constraints": "(" + ",".join(str(one) for one in rising) + ")",
            "nthread": threads,
            "seed": seed,
        }
        matrix = rows.matrix(settings.max_bins, threads)
        most, watch = settings.rounds if rounds is None else rounds, dict[str, Any]()
        if watched is not None:
            later = watched.matrix(settings.max_bins, threads, matrix)
            watch = {"evals": [(later, "later")], "early_stopping_rounds": settings.patience}
        booster = xgb.train(told, matrix, most, verbose_eval=False, **watch)
        if watch:
            most = booster.best_iteration + 1
            booster = booster[:most]
        booster.set_param({"nthread": 1})  # requests are asked in threads of their own
        return cls(booster, most)

    def margin(self, features: Floats) -> Numbers:
        """What the trees add; (n,)."""
        if self.booster is None or not len(features):
            return np.zeros(len(features))
        found = self.booster.inplace_predict(features, predict_type="margin", validate_features=False)
        return np.asarray(found, dtype=np.float64)

    def save(self, directory: Path, name: str) -> None:
        """Write the file that `load` reads, where there are trees."""
        if self.booster is not None:
            self.booster.save_model(directory / f"{name}.ubj")

    @classmethod
    def load(cls, directory: Path, name: str, rounds: int) -> Forest:
        """Read what `save` wrote."""
        path = directory / f"{name}.ubj"
        if not path.is_file():
            return cls()
        booster = xgb.Booster({"nthread": 1})
        booster.load_model(path)
        return cls(booster, rounds)
