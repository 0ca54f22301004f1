"""Damped seasonal naive with growth: the forecast of a total, of which a tree has too few examples."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .panel import Floats, Panel

YEAR = 52  # weeks from a week to the one that stands at its place a year before


@dataclass(frozen=True)
class TopDownSettings:
    """How last year is carried forward."""

    smoothing: int = 5  # weeks around the same week of last year whose mean is taken, so that one odd week weighs less
    recent_weeks: int = 4  # weeks whose sum, over the same weeks a year before, is the growth
    damping: float = 0.9  # of the growth, per week of horizon
    growth_limit: float = 2.0  # growth is held between 1 / limit and limit
    trust: float = 0.3  # power of the growth that is believed, 0..1: a ratio of two noisy sums overstates itself


def seasonal_naive(panel: Panel, origin: int, horizon: int, settings: TopDownSettings | None = None) -> Floats:
    """Units of the same weeks a year before, times a growth that is damped towards none.

    A damped multiplicative trend (Taylor, International Journal of Forecasting 2003) on a seasonal naive forecast. A
    week whose counterpart a year before is not known takes the recent level instead. Only weeks before `origin` count.

    Args:
        panel: Of any level; for a handful of long series it is meant.
        origin: First week of the forecast.
        horizon: Weeks ahead.
        settings: The defaults where none are given.

    Returns:
        Units a week, float32 (n, horizon), none below 0; 0 where nothing is known before the origin.
    """
    return carried_forward(np.asarray(panel.units[:, :origin]), horizon, settings or TopDownSettings(), origin)


def carried_forward(units: Floats, horizon: int, settings: TopDownSettings, origin: int | None = None) -> Floats:
    """As `seasonal_naive`, of units (n, w) that all lie before the origin, which is w unless given."""
    known = np.asarray(units, dtype=np.float64)
    begin = known.shape[1] if origin is None else origin
    recent = _window(known, known.shape[1] - settings.recent_weeks, known.shape[1])
    year_before = _window(known, known.shape[1] - settings.recent_weeks - YEAR, known.shape[1] - YEAR)
    with np.errstate(divide="ignore", invalid="ignore"):
        growth = np.clip(recent / year_before, 1 / settings.growth_limit, settings.growth_limit) ** settings.trust
    growth = np.where(np.isfinite(growth), growth, 1.0)
    out = np.empty((len(known), horizon), dtype=np.float64)
    for step in range(horizon):
        same = _same_week(known, begin + step, settings.smoothing)
        out[:, step] = same * growth ** (settings.damping ** (step + 1))
    return np.where(np.isfinite(out), out, np.nan_to_num(recent)[:, None]).astype(np.float32)


def _window(known: npt.NDArray[np.float64], start: int, stop: int) -> npt.NDArray[np.float64]:
    """Mean of the known weeks from start to stop; NaN where there are none."""
    part = known[:, max(start, 0) : max(stop, 0)]
    there = np.isfinite(part)
    count = there.sum(axis=1)
    total = np.where(there, part, 0).sum(axis=1)
    return np.asarray(np.divide(total, count, out=np.full(len(known), np.nan), where=count > 0), dtype=np.float64)


def _same_week(known: npt.NDArray[np.float64], week: int, smoothing: int) -> npt.NDArray[np.float64]:
    """Mean around the latest known week that lies whole years before `week`."""
    place = week - YEAR
    while place >= known.shape[1]:
        place -= YEAR
    if place < 0:
        return np.full(len(known), np.nan)
    half = smoothing // 2
    return _window(known, place - half, min(place + half + 1, known.shape[1]))
