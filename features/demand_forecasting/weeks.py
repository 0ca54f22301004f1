"""The grid of weeks that a table's days lie on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from features.demand_forecasting.days import Longs
from features.demand_forecasting.parameters import FeaturesParameters
from infra.errors import DataError

WEEK: Final = 7


@dataclass(frozen=True)
class Grid:
    """Weeks in a row.

    Attributes:
        start: Day number of the first day of week 0.
        weeks: How many are known from their first to their last day of sales.
        filled: How many of these have rows.
        daily: Whether the table tells days; else each row is a week.
        open_days: Days of a week on which anything is sold.
        partial_first_days: Days known of a first week that is left out because the table begins within it, 0 where it
            is whole.
        partial_days: Days known of a last week that is left out because it is not over, 0 where it is.
        early_rows: Rows before week 0, which are older than what is kept.
    """

    start: int
    weeks: int
    filled: int
    daily: bool
    open_days: int
    partial_first_days: int
    partial_days: int
    early_rows: int

    def week_of(self, days: Longs) -> Longs:
        """Position of the week of each day; below 0 before the grid, and `weeks` or more after it."""
        return np.floor_divide(days - self.start, WEEK)


def weekday_of(days: Longs) -> Longs:
    """0 for Monday to 6 for Sunday; 1970 began on a Thursday."""
    return (days + 3) % WEEK


def grid_of(rows_of_day: Mapping[int, int], parameters: FeaturesParameters) -> Grid:
    """Weeks from Monday on for daily tables; where all dates fall on one weekday, the table is weekly and keeps it.

    A last week is over when no weekday on which anything is sold is still to come in it, and a first one is whole when
    none lies in it before the first date. Week 0 is the first whole week with rows of those that are kept.

    Raises:
        DataError: All dates lie more than a week apart.
    """
    days = np.array(sorted(rows_of_day), dtype=np.int64)
    rows = np.array([rows_of_day[int(day)] for day in days], dtype=np.int64)
    _refuse_more_than_weeks(days)
    by_weekday = np.bincount(weekday_of(days), weights=rows, minlength=WEEK)
    is_open = by_weekday >= parameters.open_share * rows.sum()
    is_open &= by_weekday > 0
    daily = int(is_open.sum()) > 1 or len(days) == 1
    anchor = 0 if daily else int(np.argmax(by_weekday))
    origin = int(days[0]) - int((weekday_of(days[:1])[0] - anchor) % WEEK)
    last = int(days[-1]) - origin
    known = last % WEEK + 1
    partial = known if daily and is_open[(anchor + np.arange(known, WEEK)) % WEEK].any() else 0
    end = last // WEEK + (0 if partial else 1)
    week = (days - origin) // WEEK
    filled = np.unique(week[(week < end) & (week >= end - parameters.history_weeks)])
    partial_first = (
        _partial_first(days[week == filled[0]], filled[0] - 1 in week, is_open) if daily and len(filled) else 0
    )
    filled = filled[1:] if partial_first else filled
    begin = int(filled[0]) if len(filled) else end
    start = origin + WEEK * begin
    return Grid(
        start=start,
        weeks=end - begin,
        filled=len(filled),
        daily=daily,
        open_days=int(is_open.sum()),
        partial_first_days=partial_first,
        partial_days=partial,
        early_rows=int(rows[days < start].sum()),
    )


def _partial_first(days: Longs, goes_on: bool, is_open: npt.NDArray[np.bool_]) -> int:
    """Days known of a week from Monday on, by the dates of it, if it is the first and the table begins within it."""
    before = int(weekday_of(days[:1])[0])
    return 0 if goes_on or not is_open[:before].any() else WEEK - before


def _refuse_more_than_weeks(days: Longs) -> None:
    nearest = int(np.diff(days).min()) if len(days) > 2 else 0
    if nearest > WEEK:
        raise DataError(
            f"sales.date: {len(days)} dates, none nearer to another than {nearest} days: a table of months or of "
            "several weeks, or a few scattered sales.",
            "Give daily or weekly sales: weeks cannot be told from longer times.",
        )
