"""Boosted trees that say how likely a passage answers, set out from a line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import numpy as np
import xgboost as xgb

from ..booster_file import booster_of
from .forest_settings import ForestSettings
from .line import Line
from .passages import Reals

_LINE: Final = "line.json"


@dataclass(frozen=True)
class Forest:
    """A line over all columns, and trees for what it leaves.

    Attributes:
        line: Regression over all columns.
        booster: The trees.
    """

    line: Line
    booster: xgb.Booster

    @classmethod
    def grown(
        cls,
        columns: Reals,
        chance: Reals,
        names: Sequence[str],
        settings: ForestSettings,
        seed: int,
        threads: int,
        weight: Reals | None = None,
    ) -> Self:
        """Grow trees (XGBoost: Chen and Guestrin, KDD 2016); the same seed gives the same.

        Args:
            columns: NaN where not known; (n, columns).
            chance: That each pair is right, 0 to 1; (n,).
            names: Of the columns.
            settings: Of trees.
            seed, threads: Of growing them.
            weight: How much each pair counts, None where all count alike; those of 0 are left out; (n,).
        """
        if weight is not None:
            kept = weight > 0
            columns, chance, weight = columns[kept], chance[kept], weight[kept]
        line = Line.fit(columns, chance, settings.line_l2, settings.line_farthest, weight)
        matrix = xgb.QuantileDMatrix(
            columns.astype(np.float32),
            chance,
            weight=None if weight is None or (weight == 1).all() else weight,
            base_margin=line.log_odds(columns),
            feature_names=list(names),
            max_bin=settings.max_bins,
            nthread=threads,
        )
        told = {
            "objective": "binary:logistic",
            "tree_method": "hist",
            "num_parallel_tree": settings.bags,
            "max_depth": settings.max_depth,
            "eta": settings.learning_rate,
            "subsample": settings.subsample,
            "colsample_bynode": settings.column_share,
            "min_child_weight": settings.min_child_weight,
            "lambda": settings.l2,
            "max_bin": settings.max_bins,
            "nthread": threads,
            "seed": seed,
        }
        booster = xgb.train(told, matrix, settings.rounds, verbose_eval=False)
        booster.set_param({"nthread": 1})  # requests are asked in threads of their own
        return cls(line, booster)

    def margins(self, columns: Reals, rounds: int = 0) -> Reals:
        """Log odds of pairs by the line and the trees of the first rounds, of all where they are 0; (n,)."""
        if not len(columns):
            return np.zeros(0)
        values = columns.astype(np.float32)
        found = self.booster.inplace_predict(
            values,
            iteration_range=(0, rounds),
            predict_type="margin",
            base_margin=self.line.log_odds(columns),
            validate_features=False,
        )
        return np.asarray(found, dtype=np.float64)

    def save(self, path: Path) -> None:
        """Write what `load` reads; the line beside the trees."""
        self.booster.save_model(path)
        line = json.dumps(self.line.as_dict(), allow_nan=False)
        path.with_name(_LINE).write_text(line + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path, names: Sequence[str]) -> Self:
        """Read what `save` wrote.

        Raises:
            ValueError: It is not there, or reads other columns.
        """
        booster = booster_of(path, names)
        if booster is None:
            raise ValueError(f"{path} is not there.")
        line = json.loads(path.with_name(_LINE).read_text(encoding="utf-8"))
        return cls(Line.read(line), booster)
