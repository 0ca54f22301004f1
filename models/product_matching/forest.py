"""Gradient-boosted trees over pair features, bagged over seeds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import xgboost as xgb

from .parameters import ForestParameters

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Forest:
    """Boosters that differ in their seed alone; their margins are averaged (Breiman 1996, bagging)."""

    boosters: tuple[xgb.Booster, ...]

    @classmethod
    def fit(
        cls,
        features: Floats,
        labels: npt.NDArray[np.int8],
        weights: npt.NDArray[np.float32] | None,
        parameters: ForestParameters,
        seed: int,
        threads: int,
    ) -> Forest:
        """Fit on (pairs, features); NaN is missing. The same seed and threads give the same trees."""
        settings = {
            "objective": "binary:logistic",
            "tree_method": "hist",
            "max_depth": parameters.max_depth,
            "eta": parameters.learning_rate,
            "subsample": parameters.subsample,
            "colsample_bytree": parameters.column_share,
            "min_child_weight": parameters.min_child_weight,
            "lambda": parameters.l2,
            "max_bin": parameters.max_bins,
            "nthread": threads,
        }
        data = xgb.QuantileDMatrix(features, labels, weight=weights, max_bin=parameters.max_bins, nthread=threads)
        return cls(
            tuple(
                xgb.train({**settings, "seed": seed + bag}, data, parameters.rounds) for bag in range(parameters.bags)
            )
        )

    def margins(self, features: Floats) -> npt.NDArray[np.float64]:
        """Log odds of a match, float64 (pairs,)."""
        total = np.zeros(len(features), dtype=np.float64)
        if len(features):
            for booster in self.boosters:
                total += booster.inplace_predict(features, predict_type="margin", validate_features=False)
        return total / len(self.boosters)

    def save(self, directory: Path) -> None:
        for position, booster in enumerate(self.boosters):
            booster.save_model(directory / f"forest_{position}.ubj")

    @classmethod
    def load(cls, directory: Path, bags: int) -> Forest:
        boosters = []
        for position in range(bags):
            booster = xgb.Booster()
            booster.load_model(directory / f"forest_{position}.ubj")
            boosters.append(booster)
        return cls(tuple(boosters))
