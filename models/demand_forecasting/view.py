"""All that answers need from one origin on; what few requests ask for is made when the first of them comes."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import numpy.typing as npt

from .aggregates import members
from .backtests import Context
from .daily import DailySettings, Days
from .forecast import Forecast
from .launch import LaunchCurves
from .life import on_sale
from .newcomers import AGGREGATE, HISTORY, NEW_PRODUCT, NEW_REGION, Newcomers, fresh_of
from .outlook import Fitted, Outlook, Predicted, banded
from .panel import SERIES_LEVEL, Floats, Panel
from .reconciliation import GRID, rescaled

_CHUNK = 1_024  # new series that are forecast at once

Reals = npt.NDArray[np.float64]
Positions = npt.NDArray[np.int64]


class View:
    """One origin.

    Attributes:
        panel: Of series, as known at the origin.
        outlook: Forecasts of all that is known.
    """

    def __init__(self, panel: Panel, outlook: Outlook, fitted: Fitted, daily: DailySettings) -> None:
        self.panel = panel.until(outlook.origin)
        self.outlook = outlook
        self._fitted = fitted
        self._daily = daily
        self._parts: dict[str, Positions] = {}

    @cached_property
    def days(self) -> Days:
        """Shares of the days."""
        return Days.of(self.panel, self._daily)

    @cached_property
    def weekly(self) -> Reals:
        """Weekly means of all series, (n, h)."""
        return self.outlook.levels[SERIES_LEVEL].mean

    def parts(self, level: str) -> Positions:
        """Which row of a level each series is a part of, (n,)."""
        if level not in self._parts:
            self._parts[level] = members(self.panel.series, level)[1]
        return self._parts[level]

    def basis(self, level: str, positions: Positions) -> npt.NDArray[np.object_]:
        """What forecasts of known rows are based on; a series that has not sold yet is new, or its product is."""
        found = np.full(len(positions), AGGREGATE, dtype=object)
        origin = self.outlook.origin
        if level == "product":
            found[self._first_of_product[positions] >= origin] = NEW_PRODUCT
        elif level == SERIES_LEVEL:
            found[:] = HISTORY
            found[self.panel.first[positions] >= origin] = NEW_REGION
            found[self._first_of_product[self.parts("product")[positions]] >= origin] = NEW_PRODUCT
        return found

    @cached_property
    def _first_of_product(self) -> Positions:
        codes = self.parts("product")
        first = np.full(codes.max(initial=-1) + 1, self.panel.weeks)
        np.minimum.at(first, codes, self.panel.first)
        return first

    def of_new(self, new: Newcomers) -> tuple[Predicted, Predicted]:
        """Forecasts of the series of newcomers, and of the rows that they answer; the latter's means are sums."""
        horizon = self._fitted.core.horizon
        count, rows = len(new.series), len(new.basis)
        series = Predicted(np.zeros((count, horizon)), np.zeros((count, horizon, 5), dtype=np.float32))
        for start in range(0, count, _CHUNK):
            chosen = np.arange(start, min(start + _CHUNK, count))
            part = new.beside(self.panel, chosen)
            forecast = self._forecast(part)
            mean = np.rint(forecast.mean.astype(np.float64) / GRID) * GRID
            series.mean[chosen] = mean
            series.bands[chosen] = self._bands(part, forecast, mean)
        mean = np.zeros((rows, horizon))
        np.add.at(mean, new.row, series.mean)
        answers = Predicted(mean, np.zeros((rows, horizon, 5), dtype=np.float32))
        single = ~new.summed[new.row]
        answers.bands[new.row[single]] = series.bands[single]
        for whole in np.array_split(np.flatnonzero(new.summed), -(-int(new.summed.sum()) // _CHUNK) or 1):
            if len(whole):
                part = new.sums_beside(self.panel, whole)
                answers.bands[whole] = self._bands(part, self._forecast(part), mean[whole])
        return series, answers

    def _forecast(self, part: Panel) -> Forecast:
        core, origin = self._fitted.core, self.outlook.origin
        forecast = core.forecast(part, _OfNew(self._fitted.launch, self.panel), None, origin, core.horizon)
        share = on_sale(part, origin, core.horizon, asked_for=True)
        return Forecast(forecast.mean * share, forecast.quantiles * share[:, :, None])

    def _bands(self, part: Panel, forecast: Forecast, mean: Reals) -> Floats:
        calibration = self._fitted.calibration
        context = Context.of(part, None, self.outlook.origin, calibration.settings)
        bands = banded(part.level, rescaled(forecast, mean), context, calibration)
        bands[on_sale(part, self.outlook.origin, mean.shape[1], asked_for=True) == 0] = 0
        return bands


class _OfNew:
    """Launch curves of rows that stand in a panel of their own, beside the one that their neighbours are in."""

    def __init__(self, launch: LaunchCurves, known: Panel) -> None:
        self.texts = launch.texts
        self._launch = launch
        self._known = known

    def expected(self, panel: Panel, rows: Positions, origin: int, horizon: int) -> Floats:
        price = np.full(len(rows), np.nan) if panel.price is None else np.asarray(panel.price[rows, -1])
        series = panel.series.iloc[rows]
        return self._launch.expected_new(self._known, fresh_of(panel.products), series, price, origin, horizon)
