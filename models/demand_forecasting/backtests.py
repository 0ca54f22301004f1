"""Forecasts from origins in the past beside what happened, and how calibration groups them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from .conformal import Groups
from .forecast import QUANTILES, Forecast
from .panel import SERIES_LEVEL, Floats, Ints, Panel

_TREE_LEVELS: Final = (SERIES_LEVEL, "product")
_POOL: Final = "sums"  # one calibration for all levels above the product: each has too few rows of its own


@dataclass(frozen=True)
class CalibrationSettings:
    """How rows are grouped, and how much a group must hold to speak for itself."""

    blocks: tuple[int, ...] = (1, 5, 14, 27)  # first step of each block of horizon
    sizes: tuple[float, ...] = (0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0)  # bounds of the forecast mean, units a week
    sum_sizes: tuple[float, ...] = (100.0, 1_000.0, 10_000.0, 100_000.0)  # the same for levels above the product
    sum_power: float = 0.8  # errors of those grow with their size to this power
    zero_shares: tuple[float, ...] = (0.1, 0.4, 0.7, 0.9)  # bounds of the share of recent weeks without a sale
    recent_weeks: int = 26  # weeks before the origin over which that share is taken
    coverage: float = 0.8  # of the interval
    give: float = 0.02  # of that, what groups that can keep it give where others hold more because zero alone does
    least_low: float = 0.05  # share of P90 below which a P10 is nothing: raised at all, it would leave every zero below
    anchor: float = 0.5  # where between P50 and P90 the upper end of an interval from 0 starts, before it is shifted
    middle_limit: float = 1.25  # factors of P50 are held between 1 / limit and limit
    least: int = 200  # scores at which a group weighs as much as all rows together
    sum_least: int = 30  # the same for levels above the product, of which there are few
    most: int = 1_000_000  # forecast weeks of a level that are learnt from; of more, evenly spaced rows are taken


@dataclass(frozen=True)
class Context:
    """What was known of k rows at their origin.

    Attributes:
        history: Weeks since the first sale, int32 (k,); 0 where there was none.
        zeros: Share of the recent weeks since the first sale that had none, float32 (k,); 1 without history.
    """

    history: Ints
    zeros: Floats

    @classmethod
    def of(
        cls, panel: Panel, rows: npt.NDArray[np.integer[Any]] | None, origin: int, settings: CalibrationSettings
    ) -> Context:
        """Read from the weeks before `origin` of a panel's rows, all where `rows` is None."""
        taken = np.arange(len(panel)) if rows is None else np.asarray(rows)
        end = min(origin, panel.weeks)
        first = np.minimum(panel.first[taken], origin)
        start = max(end - settings.recent_weeks, 0)
        recent = np.asarray(panel.units[taken, start:end])
        counted = np.isfinite(recent) & (np.arange(start, end) >= first[:, None])
        count = counted.sum(axis=1)
        empty = (counted & (recent <= 0)).sum(axis=1)
        zeros = np.divide(empty, count, out=np.ones(len(taken), dtype=np.float64), where=count > 0)
        return cls((origin - first).astype(np.int32), zeros.astype(np.float32))


@dataclass(frozen=True)
class Backtest:
    """A forecast from an origin in the past, and what happened.

    Attributes:
        forecast: Of k rows over h weeks.
        actual: Units, float32 (k, h); NaN where not known (yet).
        context: Of the same rows at the origin.
    """

    forecast: Forecast
    actual: Floats
    context: Context

    def every(self, stride: int) -> Backtest:
        """Each `stride`-th row."""
        part = slice(None, None, stride)
        return Backtest(
            Forecast(self.forecast.mean[part], self.forecast.quantiles[part]),
            self.actual[part],
            Context(self.context.history[part], self.context.zeros[part]),
        )


@dataclass(frozen=True)
class View:
    """A forecast as calibration looks at it.

    Attributes:
        anchors: Quantiles before they are shifted, float32 (k, h, 3).
        scale: What an error is measured in, float32 (k, h).
        groups: Group of each row and step, int64 (k, h).
    """

    anchors: Floats
    scale: Floats
    groups: Groups

    @classmethod
    def of(cls, level: str, forecast: Forecast, context: Context, settings: CalibrationSettings) -> View:
        """For series and products their quantiles and spread; for a larger sum its mean and a power of its size."""
        mean = forecast.mean
        block = np.searchsorted(settings.blocks, np.arange(1, mean.shape[1] + 1), side="right") - 1
        if level not in _TREE_LEVELS:
            anchors = np.repeat(mean[:, :, None], len(QUANTILES), axis=2)
            groups = np.searchsorted(settings.sum_sizes, mean) * len(settings.blocks) + block
            scale = np.maximum(mean, np.float32(1)) ** np.float32(settings.sum_power)
            return cls(anchors, scale, groups.astype(np.int64))
        anchors = forecast.quantiles.copy()
        anchors[anchors[:, :, 0] < settings.least_low * anchors[:, :, 2], 0] = 0
        spread = anchors[:, :, 2] - anchors[:, :, 0]
        zero = np.searchsorted(settings.zero_shares, context.zeros)
        zero = np.where(context.history == 0, len(settings.zero_shares) + 1, zero)
        size = np.searchsorted(settings.sizes, mean)
        groups = (size * (len(settings.zero_shares) + 2) + zero[:, None]) * len(settings.blocks) + block
        # never less than the noise of a count
        return cls(anchors, spread + np.sqrt(mean), groups.astype(np.int64))


def pool(level: str) -> str:
    """Name of the calibration that a level shares."""
    return level if level in _TREE_LEVELS else _POOL


def least_of(name: str, settings: CalibrationSettings) -> int:
    """Scores at which a group of a pool weighs as much as all of it."""
    return settings.sum_least if name == _POOL else settings.least
