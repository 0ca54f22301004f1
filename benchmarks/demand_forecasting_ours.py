"""Our model asked as a consumer asks it: request rows in, a long frame of quantiles out."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.demand_forecasting_peers import Answer
from benchmarks.demand_forecasting_rows import Rows
from models.bundle import open_checked
from models.demand_forecasting.forecaster import DemandForecaster


def asked(bundle: Path, levels: dict[str, Rows], origin: int, horizon: int) -> dict[str, Answer]:
    """Answers of a bundle by level, each at the level at which it is asked.

    Args:
        bundle: What `train` wrote; it was fitted on weeks before the origin alone.
        levels: Rows by level.
        origin: Week from which is forecast.
        horizon: Weeks.
    """
    model = DemandForecaster.load(open_checked(bundle))
    found = {}
    for level, rows in levels.items():
        start = time.perf_counter()
        request = _request(level, rows, str(rows.day(origin)))
        answer = model.predict(request, {"horizon": horizon})
        shaped = {
            name: answer[name].to_numpy(dtype=np.float64).reshape(len(rows), horizon)
            for name in ("mean", "p10", "p50", "p90", "low", "high")
        }
        found[level] = Answer(
            point=shaped["p50"],
            mean=shaped["mean"],
            p10=shaped["p10"],
            p90=shaped["p90"],
            low=shaped["low"],
            high=shaped["high"],
            seconds=time.perf_counter() - start,
        )
    return found


def _request(level: str, rows: Rows, origin: str) -> pd.DataFrame:
    nothing = pd.Series([None] * len(rows), dtype="str")
    names = pd.Series(rows.ids, dtype="str")
    return pd.DataFrame(
        {
            "product_id": names if level == "product" else nothing,
            "country": names if level == "country" else nothing,
            "origin": pd.Series([origin] * len(rows), dtype="str"),
        }
    )
