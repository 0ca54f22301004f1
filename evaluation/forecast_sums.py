"""What a forecast got wrong, as sums per row: ratios of sums are cheap to resample."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

QUANTILES: Final = {"p10": 0.1, "p50": 0.5, "p90": 0.9}
# Spans of the horizon, first and last week; a single week is its own span.
SPANS: Final = {
    "1": (1, 1),
    "2_4": (2, 4),
    "5_13": (5, 13),
    "14_26": (14, 26),
    "27_52": (27, 52),
    "week_4": (4, 4),
    "week_13": (13, 13),
    "week_26": (26, 26),
    "week_52": (52, 52),
}


@dataclass(frozen=True)
class Forecasts:
    """Answers to n questions over h weeks, each (n, h); NaN past what a question asks."""

    mean: Floats
    p10: Floats
    p50: Floats
    p90: Floats
    low: Floats
    high: Floats


def by_week(units: Floats, forecasts: Forecasts, naive: Floats, average: Floats) -> dict[str, Floats]:
    """Per row and week what the measures add up, each (n, h) and 0 where the demand is unknown.

    `cells` known weeks, `units` sold, `error` of the median (absolute), `signed` error of the mean (forecast minus
    sold), `squared` error of the mean, `pinball` losses of the three quantiles, `covered` by [low, high], `below` P10,
    `above` P90, `naive` and `average`: absolute errors of the seasonal naive forecast and of the 13-week mean.
    """
    known = np.isfinite(units)
    truth = np.where(known, units, 0.0)

    def kept(values: Floats) -> Floats:
        return np.where(known, values, 0.0)

    pinball = sum(
        np.maximum(share * (truth - quantile), (share - 1) * (truth - quantile))
        for share, quantile in ((share, getattr(forecasts, name)) for name, share in QUANTILES.items())
    )
    return {
        "cells": known.astype(np.float64),
        "units": truth,
        "error": kept(np.abs(truth - forecasts.p50)),
        "signed": kept(forecasts.mean - truth),
        "squared": kept((forecasts.mean - truth) ** 2),
        "pinball": kept(np.asarray(pinball)),
        "covered": kept(((forecasts.low <= truth) & (truth <= forecasts.high)).astype(np.float64)),
        "below": kept((truth < forecasts.p10).astype(np.float64)),
        "above": kept((truth > forecasts.p90).astype(np.float64)),
        "naive": kept(np.abs(truth - naive)),
        "average": kept(np.abs(truth - average)),
    }


def sums(weekly: dict[str, Floats], scale: Floats) -> dict[str, Floats]:
    """Sums over the whole horizon by name, over a span of it by `name@span`; all (n,).

    Args:
        weekly: What `by_week` gives.
        scale: Mean squared one-week change before the origin, (n,); NaN where there is none.

    Returns:
        Also `scaled`, root of the mean squared error over the scale (RMSSE of the row), and `scaled_rows`, 1 where that
        is defined.
    """
    found = {name: values.sum(axis=1) for name, values in weekly.items()}
    for span, (first, last) in SPANS.items():
        for name in ("cells", "units", "error", "signed", "covered"):
            found[f"{name}@{span}"] = weekly[name][:, first - 1 : last].sum(axis=1)
    defined = np.isfinite(scale) & (found["cells"] > 0)
    ratio = np.divide(found["squared"], found["cells"] * scale, out=np.zeros(len(scale)), where=defined)
    return {**found, "scaled": np.sqrt(ratio), "scaled_rows": defined.astype(np.float64)}
