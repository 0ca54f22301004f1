"""What forecasts got wrong: the same accounting for every method, with intervals that resample rows whole."""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np
import pandas as pd

from benchmarks.demand_forecasting_peers import Answer
from benchmarks.demand_forecasting_rows import Floats, Rows
from evaluation import bootstrap, forecast_sums
from evaluation.bootstrap import Statistic
from evaluation.forecast_sums import SPANS, Forecasts
from evaluation.measure import Measure
from evaluation.naive_forecasts import seasonal_naive, thirteen_week_mean
from evaluation.ratios import ratio

Json = dict[str, Any]

# Units a week in the half year before the origin, upper bounds.
VOLUMES: Final = {"none": 0.0, "below 1": 1.0, "1 to 10": 10.0, "10 to 100": 100.0, "above 100": math.inf}
RECENT: Final = 26  # weeks


def table(rows: Rows, origin: int, horizon: int, answer: Answer) -> pd.DataFrame:
    """What a method got wrong of each row, as sums over the horizon and over its spans, and the row's volume class."""
    before, actual = rows.units[:, :origin], rows.units[:, origin : origin + horizon]
    forecasts = Forecasts(
        mean=answer.mean,
        p10=_or_nan(answer.p10, answer.point),
        p50=answer.point,
        p90=_or_nan(answer.p90, answer.point),
        low=_or_nan(answer.low, answer.point),
        high=_or_nan(answer.high, answer.point),
    )
    weekly = forecast_sums.by_week(
        actual, forecasts, seasonal_naive(before, horizon), thirteen_week_mean(before, horizon)
    )
    sums = forecast_sums.sums(weekly, scale(rows, origin))
    recent = before[:, -RECENT:].mean(axis=1)
    classes = np.array(list(VOLUMES))[np.searchsorted(list(VOLUMES.values()), recent)]
    return pd.DataFrame({"level": rows.level, "group": rows.ids, "volume": classes, **sums})


def scale(rows: Rows, origin: int) -> Floats:
    """Mean squared change from week to week since the first sale, (n,); NaN under three weeks of it."""
    changes = np.diff(rows.units[:, :origin], axis=1) ** 2
    lived = np.arange(1, origin)[None, :] > rows.first[:, None]
    counted = lived.sum(axis=1)
    sums = np.where(lived, changes, 0.0).sum(axis=1)
    found: Floats = np.divide(sums, counted, out=np.full(len(rows), np.nan), where=(counted > 1) & (sums > 0))
    return found


def measures(scored: pd.DataFrame, answer: Answer, resampling: Json) -> Json:
    """Measures of a method at a level by name; those that need quantiles or an interval where it gives them."""
    level = str(scored["level"].iloc[0])
    asked: dict[str, tuple[Statistic, pd.DataFrame]] = {
        "wape": (ratio("error", "units", level), scored),
        "rmsse": (ratio("scaled", "scaled_rows", level), scored),
        "bias": (ratio("signed", "units", level), scored),
    }
    spans = [span for span in SPANS if scored[f"cells@{span}"].sum() > 0]
    asked |= {f"wape_week_{span}": (ratio(f"error@{span}", f"units@{span}", level), scored) for span in spans}
    if answer.p10 is not None:
        asked["weighted_quantile_loss"] = (ratio("pinball", "units", level, times=2 / 3), scored)
        asked |= {f"{side}": (ratio(side, "cells", level), scored) for side in ("below", "above")}
    if answer.low is not None:
        asked["coverage_80"] = (ratio("covered", "cells", level), scored)
        asked |= {
            f"coverage_80_week_{span}": (ratio(f"covered@{span}", f"cells@{span}", level), scored) for span in spans
        }
        if level == "product":
            for name, part in scored.groupby("volume"):
                asked[f"coverage_80_volume_{name}"] = (ratio("covered", "cells", level), part)
                asked[f"wape_volume_{name}"] = (ratio("error", "units", level), part)
    return {name: measured(part, statistic, resampling) for name, (statistic, part) in asked.items()}


def against(ours: pd.DataFrame, theirs: pd.DataFrame, resampling: Json) -> Json:
    """Our absolute error over a peer's on the same rows; below 1 ours is less."""
    joined = ours.assign(peer=theirs["error"].to_numpy())
    return measured(joined, ratio("error", "peer", str(ours["level"].iloc[0])), resampling)


def measured(scored: pd.DataFrame, statistic: Statistic, resampling: Json) -> Json:
    """Value and interval as JSON values; one row alone has no interval."""
    value, low, high = bootstrap.interval(scored, statistic, **resampling)
    alone = scored["group"].nunique() < 2
    found: Json = Measure(value, math.nan if alone else low, math.nan if alone else high, len(scored)).to_json()
    return found


def _or_nan(given: Floats | None, like: Floats) -> Floats:
    return np.full(like.shape, np.nan) if given is None else given
