"""Peers on the very rows and weeks that our model learns from: plain rules, statsforecast, mlforecast with LightGBM.

Every peer is fitted at the level at which it is asked, on all weeks before the origin, with the season that the
calendar gives (52 weeks). Nothing of a peer is tuned on the weeks that are measured. A row without any sale before the
origin is forecast 0.
"""

from __future__ import annotations

import importlib.util
import os
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from benchmarks.demand_forecasting_rows import Floats, Rows

SEASON: Final = 52  # weeks
RECENT: Final = 13  # weeks that the plain mean looks back
INTERVAL: Final = 80  # percent
PACKAGES: Final = {"statsforecast": ("statsforecast",), "LightGBM": ("mlforecast", "lightgbm")}


@dataclass(frozen=True)
class Answer:
    """What a method forecasts of n rows over h weeks, each (n, h).

    Attributes:
        point: Units; measured by absolute error.
        mean: Units; measured by squared error and bias. Of a method with one kind of forecast, `point` again.
        p10: Where the method gives quantiles.
        p90: The same.
        low: Lower end of the interval that states 80 %, where the method gives one.
        high: Upper end.
        seconds: It took to fit and forecast.
    """

    point: Floats
    mean: Floats
    p10: Floats | None = None
    p90: Floats | None = None
    low: Floats | None = None
    high: Floats | None = None
    seconds: float = 0.0

    @classmethod
    def of(cls, point: Floats, low: Floats | None = None, high: Floats | None = None) -> Answer:
        """Of a method with one forecast and one central interval of 80 %, whose ends are P10 and P90."""
        return cls(point, point, low, high, low, high)


# AutoETS leaves a season of more than 24 periods out of account, as R's ets does; told so at once it is twelve times as
# fast and forecasts the same.
SEASONAL: Final[dict[str, dict[str, int]]] = {
    "SeasonalNaive": {"season_length": SEASON},
    "Theta": {"season_length": SEASON},
    "AutoETS": {"season_length": 1},
}

Method = Callable[[Rows, int, int], Answer]


def methods() -> dict[str, Method]:
    """Every peer that can be run here by name; each takes rows, origin and horizon (weeks)."""
    found: dict[str, Method] = {
        "zero": lambda rows, _origin, horizon: Answer.of(np.zeros((len(rows), horizon))),
        f"mean of {RECENT} weeks": _recent_mean,
    }
    if installed("statsforecast"):
        found |= {
            "SeasonalNaive": _statistical("SeasonalNaive", intervals=True),
            "AutoETS": _statistical("AutoETS", intervals=True),
            "Theta": _statistical("Theta", intervals=True),
            "CrostonSBA": _statistical("CrostonSBA", intervals=False),
        }
    if installed("LightGBM"):
        from benchmarks.demand_forecasting_lightgbm import boosted

        found |= {
            "LightGBM, Tweedie": boosted("tweedie"),
            "LightGBM, L1": boosted("regression_l1"),
        }
    return found


def installed(peer: str) -> bool:
    """Whether the packages of a peer are here: the `bench` extra brings them."""
    return all(importlib.util.find_spec(package) is not None for package in PACKAGES[peer])


def measured(method: Method, rows: Rows, origin: int, horizon: int) -> Answer:
    """Fit and forecast, and tell the seconds."""
    start = time.perf_counter()
    with _quiet():
        answer = method(rows, origin, horizon)
    return replace(answer, seconds=time.perf_counter() - start)


def _recent_mean(rows: Rows, origin: int, horizon: int) -> Answer:
    recent = rows.units[:, max(0, origin - RECENT) : origin].mean(axis=1, keepdims=True)
    return Answer.of(np.repeat(recent, horizon, axis=1))


def _statistical(name: str, *, intervals: bool) -> Method:
    def forecast(rows: Rows, origin: int, horizon: int) -> Answer:
        from statsforecast import StatsForecast, models
        from statsforecast.models import HistoricAverage

        model = getattr(models, name)(**SEASONAL.get(name, {}), alias="peer")
        # A row with too few weeks for the model is forecast by its mean.
        runner = StatsForecast(models=[model], freq="W-MON", n_jobs=1, fallback_model=HistoricAverage(alias="peer"))
        told = {"level": [INTERVAL]} if intervals else {}
        found = runner.forecast(df=rows.long(origin), h=horizon, **told)
        if not intervals:
            return Answer.of(rows.wide(found, "peer", horizon))
        low, high = (rows.wide(found, f"peer-{side}-{INTERVAL}", horizon) for side in ("lo", "hi"))
        return Answer.of(rows.wide(found, "peer", horizon), low, high)

    return forecast


@contextmanager
def _quiet() -> Iterator[None]:
    """Peers warn of short rows by the thousand."""
    os.environ.setdefault("NIXTLA_ID_AS_COL", "1")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
