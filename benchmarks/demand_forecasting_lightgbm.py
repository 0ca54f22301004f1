"""The peer mlforecast + LightGBM: one global model a level with lags, rolling statistics and date features.

Set up as the two libraries' own guides do for weekly sales: recursive forecasts, lags of a month, a quarter, half a
year and a year, LightGBM's defaults but for a smaller step and more trees.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from benchmarks.demand_forecasting_peers import Answer, Method
from benchmarks.demand_forecasting_rows import Rows

LAGS: Final = (1, 2, 3, 4, 8, 13, 26, 52)
WINDOWS: Final = (4, 13, 26)
TREES: Final[dict[str, Any]] = {
    "n_estimators": 300,
    "learning_rate": 0.05,
    "num_leaves": 63,
    "min_child_samples": 50,
    "subsample": 0.8,
    "subsample_freq": 1,
    "colsample_bytree": 0.8,
    "n_jobs": 2,
    "random_state": 0,
    "verbosity": -1,
}
QUANTILES: Final = {"low": 0.1, "high": 0.9}
RESERVED: Final = 13  # weeks that a lag must leave to learn from
SMALL: Final = 2_000  # rows of training below which LightGBM's leaves must be smaller


def boosted(objective: str) -> Method:
    """The peer with LightGBM's `tweedie` or `regression_l1` objective; P10 and P90 come of two quantile models."""

    def forecast(rows: Rows, origin: int, horizon: int) -> Answer:
        import lightgbm
        from mlforecast import MLForecast
        from mlforecast.lag_transforms import ExpandingMean, RollingMean, RollingStd

        long = rows.long(origin)
        # The first weeks of a row go in with missing lags, which trees take.
        lags = [lag for lag in LAGS if lag < origin - RESERVED]
        rolling = [RollingMean(window, min_samples=1) for window in WINDOWS if window < origin - RESERVED]
        small = {"min_child_samples": 5} if len(long) < SMALL else {}
        models = {"point": lightgbm.LGBMRegressor(**(TREES | small), objective=objective)}
        for name, alpha in QUANTILES.items():
            models[name] = lightgbm.LGBMRegressor(**(TREES | small), objective="quantile", alpha=alpha)
        runner = MLForecast(
            models=models,
            freq="W-MON",
            lags=lags,
            lag_transforms={1: [*rolling, RollingStd(13, min_samples=2), ExpandingMean()]},
            date_features=["week", "month", "quarter"],
            num_threads=2,
        )
        runner.fit(long, dropna=False)
        found = runner.predict(horizon)
        point, low, high = (rows.wide(found, name, horizon) for name in ("point", "low", "high"))
        return Answer.of(point, np.minimum(low, high), np.maximum(low, high))

    return forecast
