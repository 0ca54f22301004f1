"""What is learnt of days: those of events, and how far days scatter around their forecast."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from .aggregates import members, sum_by
from .daily import DailyModel, DailySettings, Days, sampled_days
from .day_events import fit_factors
from .day_spread import DaySpread
from .panel import Floats, Panel

Reals = npt.NDArray[np.float64]
Pairs = tuple[Reals, Reals]
_SUMS = ("product", "region", "total")  # of the sampled series, for the scatter of larger sums


def fit_daily(
    panel: Panel,
    train_end: int,
    forecasts: Sequence[tuple[int, Floats]],
    coverage: float,
    settings: DailySettings,
) -> DailyModel:
    """Learn from the daily sample of a panel.

    Args:
        panel: Of series, cut where learning ends.
        train_end: Week before which events are learnt for the days of the backtests.
        forecasts: Origins from there on, and means of all series (n, h) from them; only those of the sample are read.
        coverage: Of the interval.
        settings: How much is believed.
    """
    seen = panel.until(train_end)
    factors = fit_factors(seen, Days.of(seen, settings).profile.series, settings.event_prior_units)
    pairs = [pair for origin, means in forecasts for pair in _backtest(panel, origin, means, factors, settings)]
    nothing = np.zeros(0)
    mean, actual = (np.concatenate([nothing, *(pair[side] for pair in pairs)]) for side in (0, 1))
    latest = fit_factors(panel, Days.of(panel, settings).profile.series, settings.event_prior_units)
    return DailyModel(settings, latest, DaySpread.fit(mean, actual, coverage, settings.least_days))


def _backtest(
    panel: Panel, origin: int, means: Floats, factors: dict[str, float], settings: DailySettings
) -> Iterator[Pairs]:
    """Forecast means and sales of days, of the sampled series and of sums of them."""
    horizon = min(means.shape[1], panel.weeks - origin)
    rows, sold = sampled_days(panel, origin, horizon)
    if not len(rows) or horizon < 1:
        return
    days = Days.of(panel.until(origin), settings)
    mean = days.of_series(rows, means[rows, :horizon].astype(np.float64), origin, factors)
    known = np.isfinite(panel.units[rows, origin : origin + horizon])
    yield mean[known].ravel(), sold[known].ravel()
    part = panel.series.iloc[rows].reset_index(drop=True)
    blank = np.where(known[:, :, None], 1.0, 0.0)
    for level in _SUMS:
        groups, codes = members(part, level)
        yield tuple(sum_by(values * blank, codes, len(groups)).ravel() for values in (mean, sold))  # type: ignore[misc]
