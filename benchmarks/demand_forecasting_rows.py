"""The rows on which everybody is measured: weekly units of products, of countries, and in total."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.demand_forecasting.aggregates import aggregate
from models.demand_forecasting.panel import Panel

Floats = npt.NDArray[np.float64]
LEVELS: Final = ("product", "country", "total")
_ID: Final = {"product": "product_id", "country": "country"}


@dataclass(frozen=True)
class Rows:
    """n rows of one level over w weeks.

    Attributes:
        level: One of `LEVELS`.
        ids: Name of each row, (n,).
        units: Units of a week, (n, w). A week in which the shop was shut counts 0, for all, as it did in the floors.
        first: Week of the first sale, (n,); w where there was none.
        start: First day of week 0.
    """

    level: str
    ids: npt.NDArray[np.str_]
    units: Floats
    first: npt.NDArray[np.int64]
    start: np.datetime64

    def __len__(self) -> int:
        return len(self.ids)

    def day(self, week: int) -> np.datetime64:
        """First day of a week."""
        found: np.datetime64 = self.start + np.timedelta64(7 * week, "D")
        return found

    def week(self, day: date) -> int:
        """The week that begins on a day."""
        return int((np.datetime64(day, "D") - self.start) // np.timedelta64(7, "D"))

    def known(self, origin: int) -> npt.NDArray[np.bool_]:
        """Which rows had sold anything before a week, (n,)."""
        return self.first < origin

    def long(self, origin: int) -> pd.DataFrame:
        """What was known before a week, as statsforecast and mlforecast take it.

        Returns:
            unique_id, ds (first day of the week) and y, one row a week from a row's first sale on; rows that had sold
            nothing are absent.
        """
        weeks = np.arange(origin)
        there = (weeks[None, :] >= self.first[:, None]) & self.known(origin)[:, None]
        row, week = np.nonzero(there)
        days = self.start + week * np.timedelta64(7, "D")
        return pd.DataFrame(
            {"unique_id": self.ids[row], "ds": days.astype("datetime64[ns]"), "y": self.units[row, week]}
        )

    def wide(self, forecast: pd.DataFrame, column: str, horizon: int) -> Floats:
        """A column of a peer's long answer as (n, horizon); a row that the peer was not asked about is forecast 0."""
        answer = np.zeros((len(self), horizon))
        ordered = forecast.sort_values(["unique_id", "ds"])
        values = ordered[column].to_numpy(dtype=np.float64).reshape(-1, horizon)
        position = pd.Index(self.ids).get_indexer(ordered["unique_id"].to_numpy()[::horizon])
        answer[position] = np.maximum(np.nan_to_num(values), 0.0)
        return answer


def rows_of(panel: Panel, level: str) -> Rows:
    """The rows of a level, from the panel that the flow's `build` wrote."""
    summed = aggregate(panel, level)
    units = np.nan_to_num(np.asarray(summed.units, dtype=np.float64))
    sold = units > 0
    first = np.where(sold.any(axis=1), sold.argmax(axis=1), summed.weeks)
    names = summed.series[_ID[level]].to_numpy(dtype=np.str_) if level in _ID else np.array(["all"])
    return Rows(level, names, units, first.astype(np.int64), np.datetime64(summed.start, "D"))
