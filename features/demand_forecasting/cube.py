"""The second pass over sales: rows added up into series x weeks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from features.demand_forecasting.days import Longs
from features.demand_forecasting.parameters import FeaturesParameters
from features.demand_forecasting.sales import Rows
from features.demand_forecasting.survey import Survey
from features.demand_forecasting.weeks import WEEK, Grid
from models.demand_forecasting.panel import WEEKDAY_BLOCK

Floats = npt.NDArray[np.float32]
_FAINT = 1e-3  # weight of the price of a row that sold nothing: it counts where no other price is known


@dataclass
class Cube:
    """n series over w weeks, as rows gave them.

    Attributes:
        units: Net units, below 0 where more came back, (n, w).
        first_row: Week of the first row, (n,); w where none lies in the grid.
        region_rows: Rows of a region in a week, (r, w).
        price: Mean price, NaN where none is known, (n, w); None where no row has one.
        orders: Sum, (n, w); None where no row has them.
        stockout: Share of the week without stock, (n, w); None where no row is flagged or not.
        weekday: Units by day of the week from the grid's first day on, in blocks of `WEEKDAY_BLOCK` weeks,
            (n, ceil(w / WEEKDAY_BLOCK), 7); None for weekly tables.
        daily: series (position), day (from the grid's first on), units above 0, of the sampled series.
        used: Rows that count, within the grid.
        returned: Units of rows below 0, as a number above 0.
    """

    units: Floats
    first_row: npt.NDArray[np.int32]
    region_rows: npt.NDArray[np.int32]
    price: Floats | None
    orders: Floats | None
    stockout: Floats | None
    weekday: Floats | None
    daily: pd.DataFrame
    used: int
    returned: float


def add_up(
    blocks: Iterator[Rows],
    found: Survey,
    grid: Grid,
    sampled: npt.NDArray[np.bool_],
    parameters: FeaturesParameters,
) -> Cube:
    """Add up all rows; memory holds the result and one block.

    Args:
        blocks: The rows that count.
        found: Of the same table.
        grid: Its weeks.
        sampled: Series whose single days are kept, (n,).
        parameters: Settings.
    """
    adding = _Adding(found, grid, sampled, parameters)
    for block in blocks:
        adding.add(block)
    return adding.cube()


class _Adding:
    def __init__(
        self, found: Survey, grid: Grid, sampled: npt.NDArray[np.bool_], parameters: FeaturesParameters
    ) -> None:
        self._found, self._grid, self._parameters = found, grid, parameters
        self._sampled = sampled
        shape = (len(found.keys), grid.weeks)
        self._units = np.zeros(shape, dtype=np.float32)
        self._first = np.full(shape[0], grid.weeks, dtype=np.int32)
        self._region_rows = np.zeros((len(found.region_names), grid.weeks), dtype=np.int32)
        self._value = np.zeros(shape, dtype=np.float32) if "price" in found.given else None
        self._weight = np.zeros(shape, dtype=np.float32) if "price" in found.given else None
        self._orders = np.zeros(shape, dtype=np.float32) if "orders" in found.given else None
        self._blocks = -(-grid.weeks // WEEKDAY_BLOCK)
        self._weekday = np.zeros((shape[0], self._blocks, WEEK), dtype=np.float32) if grid.daily else None
        self._daily: list[tuple[Longs, Floats]] = []
        self._out: list[tuple[Longs, npt.NDArray[np.bool_]]] = []
        self._used, self._returned = 0, 0.0

    def add(self, rows: Rows) -> None:
        days = self._found.clock.days(rows.moment)
        week = self._grid.week_of(days)
        here = (week >= 0) & (week < self._grid.weeks)
        series, days, week, units = self._found.series_of(rows)[here], days[here], week[here], rows.units[here]
        flat = series * self._grid.weeks + week
        self._used += len(flat)
        self._returned -= float(np.minimum(units, 0).sum())
        np.add.at(self._units.reshape(-1), flat, units.astype(np.float32))
        np.minimum.at(self._first, series, week.astype(np.int32))
        region = self._found.region_rank[rows.region[here]]
        np.add.at(self._region_rows.reshape(-1), region * self._grid.weeks + week, np.int32(1))
        self._add_prices(flat, units, rows.price[here])
        if self._orders is not None:
            np.add.at(self._orders.reshape(-1), flat, np.nan_to_num(rows.orders[here]).astype(np.float32))
        self._add_days(series, days - self._grid.start, units)
        out = rows.out[here]
        if out.any():
            self._out.append((series[out] * self._span + days[out] - self._grid.start, units[out] > 0))

    def _add_prices(self, flat: Longs, units: npt.NDArray[np.float64], price: npt.NDArray[np.float64]) -> None:
        if self._value is None or self._weight is None:
            return
        there = np.isfinite(price)
        weight = np.maximum(units[there], _FAINT).astype(np.float32)
        np.add.at(self._value.reshape(-1), flat[there], weight * price[there].astype(np.float32))
        np.add.at(self._weight.reshape(-1), flat[there], weight)

    def _add_days(self, series: Longs, day: Longs, units: npt.NDArray[np.float64]) -> None:
        if self._weekday is None:
            return
        sold = units > 0
        block = series * self._blocks + day // (WEEK * WEEKDAY_BLOCK)
        np.add.at(self._weekday.reshape(-1), (block * WEEK + day % WEEK)[sold], units[sold].astype(np.float32))
        kept = self._sampled[series]
        self._daily.append(((series * self._span + day)[kept], units[kept].astype(np.float32)))

    @property
    def _span(self) -> int:
        return self._grid.weeks * WEEK

    def cube(self) -> Cube:
        price = None
        if self._value is not None and self._weight is not None:
            price = np.divide(self._value, self._weight, out=self._value, where=self._weight > 0)
            price[self._weight == 0] = np.nan
        return Cube(
            units=self._units,
            first_row=self._first,
            region_rows=self._region_rows,
            price=price,
            orders=self._orders,
            stockout=self._stockout() if "stock_out" in self._found.given else None,
            weekday=self._weekday,
            daily=self._single_days(),
            used=self._used,
            returned=self._returned,
        )

    def _single_days(self) -> pd.DataFrame:
        keys = np.concatenate([np.empty(0, dtype=np.int64), *(key for key, _ in self._daily)])
        units = np.concatenate([np.empty(0, dtype=np.float32), *(units for _, units in self._daily)])
        days, place = np.unique(keys, return_inverse=True)
        net = np.bincount(place, weights=units, minlength=len(days))
        series, day = np.divmod(days[net > 0], self._span)
        sold = net[net > 0].astype(np.float32)
        return pd.DataFrame({"series": series, "day": day.astype(np.int32), "units": sold})

    def _stockout(self) -> Floats:
        """Days without stock over the days of sales of a week; a day with some sales counts in part."""
        share = np.zeros(self._units.shape, dtype=np.float32)
        if not self._out:
            return share
        keys = np.concatenate([key for key, _ in self._out])
        sold = np.concatenate([sold for _, sold in self._out])
        days, place = np.unique(keys, return_inverse=True)
        some = np.bincount(place, weights=sold, minlength=len(days)) > 0
        lost = np.where(some, self._parameters.partial_stockout, 1.0).astype(np.float32)
        series, week = days // self._span, days % self._span // WEEK
        np.add.at(share, (series, week), lost / (self._grid.open_days if self._grid.daily else 1))
        return np.minimum(share, 1, out=share)
