"""Gradient-boosted trees of one block of horizon: the mean by Tweedie, and quantiles."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import xgboost as xgb

from .core_settings import CoreSettings, TreeSettings
from .forecast import QUANTILES
from .panel import Floats


@dataclass(frozen=True)
class Boosters:
    """Trees of weeks `first` to `last` of the horizon.

    The mean's trees minimise the Tweedie deviance (Jorgensen 1987), as sales are many zeros and a long tail; those of
    the quantiles the pinball loss (Koenker and Bassett 1978) of log(1 + ratio).
    """

    first: int
    last: int
    mean: xgb.Booster
    quantiles: xgb.Booster

    @classmethod
    def fit(
        cls,
        first: int,
        last: int,
        features: Floats,
        ratio: Floats,
        base: Floats,
        weight: Floats,
        settings: CoreSettings,
    ) -> Boosters:
        """Fit on rows; the same seed and threads give the same trees.

        Args:
            features: float32 (rows, features), NaN is missing.
            ratio: Sales over usual sales, float32 (rows,).
            base: Usual sales, which weigh a row, float32 (rows,).
            weight: What else weighs it, float32 (rows,).
        """
        data = xgb.QuantileDMatrix(features, ratio, max_bin=settings.max_bins, nthread=settings.threads)
        models = []
        tweedie = {"objective": "reg:tweedie", "tweedie_variance_power": settings.variance_power}
        pinball = {"objective": "reg:quantileerror", "quantile_alpha": list(QUANTILES)}
        # a quantile is the same one of the logarithm, and there a few bulk orders do not decide where trees split
        for trees, objective, label in (
            (settings.mean, tweedie, ratio),
            (settings.quantiles, pinball, np.log1p(ratio)),
        ):
            weights = weight * base**trees.weight_power
            data.set_info(label=label, weight=weights / weights.mean())
            models.append(xgb.train({**_parameters(trees, settings), **objective}, data, trees.rounds))
        return cls(first, last, *models)

    def predict(self, features: Floats) -> tuple[Floats, Floats]:
        """Ratios to usual sales: mean, float32 (rows,), and quantiles, float32 (rows, 3), in order and none below 0."""
        mean = self.mean.inplace_predict(features, validate_features=False)
        quantiles = np.maximum(np.expm1(self.quantiles.inplace_predict(features, validate_features=False)), 0)
        return mean, np.sort(quantiles, axis=1)

    def save(self, directory: Path) -> None:
        self.mean.save_model(directory / f"mean_{self.last}.ubj")
        self.quantiles.save_model(directory / f"quantiles_{self.last}.ubj")

    @classmethod
    def load(cls, directory: Path, first: int, last: int, threads: int) -> Boosters:
        models = []
        for name in ("mean", "quantiles"):
            booster = xgb.Booster({"nthread": threads})
            booster.load_model(directory / f"{name}_{last}.ubj")
            models.append(booster)
        return cls(first, last, *models)


def _parameters(trees: TreeSettings, settings: CoreSettings) -> dict[str, Any]:
    return {
        "tree_method": "hist",
        "max_depth": trees.max_depth,
        "eta": trees.learning_rate,
        "subsample": trees.subsample,
        "colsample_bytree": trees.column_share,
        "min_child_weight": trees.min_child_weight,
        "lambda": trees.l2,
        "max_bin": settings.max_bins,
        "nthread": settings.threads,
        "seed": settings.seed,
    }
