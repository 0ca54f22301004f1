"""Forecasts from origins in valid, by a model that saw none of it, beside what happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from .backtests import Backtest, CalibrationSettings, Context
from .level_weights import LevelWeights
from .life import on_sale
from .outlook import OWNED, Bases, agreed
from .panel import Floats, Panel


def origins(train_end: int, valid_end: int, step: int) -> list[int]:
    """Weeks of valid from which is forecast, each `step` weeks, the first one always."""
    return list(range(train_end, valid_end, step))


def happened(panel: Panel, first: int, horizon: int, least_stock: float) -> Floats:
    """Units from week `first` on, float32 (n, horizon); NaN where unknown, not yet known, or mostly out of stock."""
    found = np.full((len(panel), horizon), np.nan, dtype=np.float32)
    weeks = slice(first, first + horizon)
    units = np.asarray(panel.units[:, weeks])
    found[:, : units.shape[1]] = units
    if panel.stockout is not None:
        short = np.nan_to_num(panel.stockout[:, weeks]) > 1 - least_stock
        found[:, : units.shape[1]][short] = np.nan
    return found


def backtests(
    bases: Sequence[Bases],
    panels: Mapping[str, Panel],
    weights: LevelWeights,
    settings: CalibrationSettings,
    least_stock: float,
) -> dict[str, list[Backtest]]:
    """By level one backtest an origin, of forecasts that agree already, since calibration comes after that.

    Args:
        bases: Forecasts from each origin.
        panels: Level -> panel with the weeks that happened.
        weights: Shares of the levels.
        settings: Of calibration.
        least_stock: Share of a week in stock below which its sales are not what was wanted.
    """
    found: dict[str, list[Backtest]] = {}
    for base in bases:
        for level, forecast in agreed(base, weights).items():
            actual = happened(panels[level], base.origin, forecast.mean.shape[1], least_stock)
            if level in OWNED:
                # what nobody could know to come is forecast as nothing, which says nothing of the forecasts
                actual[on_sale(base.panels[level], base.origin, actual.shape[1]) == 0] = np.nan
            context = Context.of(base.panels[level], None, base.origin, settings)
            found.setdefault(level, []).append(Backtest(forecast, actual, context))
    return found
