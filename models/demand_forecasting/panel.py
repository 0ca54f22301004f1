"""Weekly sales of many series side by side, and what is known of their products, events and promotions."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
Day: TypeAlias = "np.datetime64[date]"

SERIES_LEVEL: Final = "series"  # product x region, the level that all others are sums of
ALL: Final = ""  # a product, region, category or country that stands for all of them
WEEKDAY_BLOCK: Final = 13  # weeks whose sales by day of the week are kept as one sum, so that an origin can cut them
_BY_WEEK: Final = ("units", "price", "stockout", "orders")
_ARRAYS: Final = (*_BY_WEEK, "first", "weekday")
_FRAMES: Final = ("series", "products", "regions", "events", "promotions", "daily")
_HEAD: Final = "panel.json"


def no_daily() -> pd.DataFrame:
    """Daily sales of no series."""
    columns = {"product_id": "str", "region": "str", "day": "int32", "units": "float32"}
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in columns.items()})


@dataclass(frozen=True)
class Panel:
    """n series over w weeks.

    Attributes:
        start: First day of week 0; every week begins on its weekday.
        level: What a row is: `series` (product x region), or a sum of those; see `aggregates`.
        series: n rows: product_id, region, category, country (text, "" where it stands for all, or is not known).
        units: Net units sold in a week, float32 (n, w), 0 or more; NaN where nothing is known of the region's week.
        first: Week of the first sale or of the launch, whichever is earlier, int32 (n,); w where there was none yet.
        price: Mean price of a week, float32 (n, w), NaN where nothing was sold or none is given; None without prices.
        stockout: Share of the week without stock, float32 (n, w), 0..1; None where the tables have no such flag.
        orders: Number of orders behind the units, float32 (n, w); None where the tables do not count them.
        weekday: Units by day of the week, counted from `start`'s weekday, in blocks of `WEEKDAY_BLOCK` weeks, float32
            (n, ceil(w / WEEKDAY_BLOCK), 7); None for weekly tables.
        products: product_id, title, category, attributes (text), launch, end (day numbers since 1970, -1 unknown).
        regions: region, country.
        events: event, region ("" for all), week (position, may lie beyond w), days (1..7), known_ahead (bool), on (the
            days as bits: bit d is set where the week's day d has the event).
        promotions: product_id, region ("" for all), week (may lie beyond w), price (NaN unknown), discount (share of
            the usual price, NaN unknown), deal (text, "" unknown), share (of the week, 0..1).
        daily: Days with sales of a sample of the series, to learn how days scatter: product_id, region, day (int32,
            counted from `start`), units (float32, above 0). Empty for weekly tables and for sums.
    """

    start: Day
    level: str
    series: pd.DataFrame
    units: Floats
    first: Ints
    price: Floats | None
    stockout: Floats | None
    orders: Floats | None
    weekday: Floats | None
    products: pd.DataFrame
    regions: pd.DataFrame
    events: pd.DataFrame
    promotions: pd.DataFrame
    daily: pd.DataFrame

    def __len__(self) -> int:
        return len(self.series)

    @property
    def weeks(self) -> int:
        """Weeks that are known."""
        return int(self.units.shape[1])

    def date_of(self, week: int) -> Day:
        """First day of a week, of a future one too."""
        return self.start + np.timedelta64(7 * int(week), "D")

    def week_of(self, day: Day) -> int:
        """Position of the week that a day lies in; below 0 before the panel."""
        return int((day - self.start) // np.timedelta64(7, "D"))

    def until(self, week: int) -> Panel:
        """The panel as it was known before a week: later sales are gone, what was known ahead stays.

        Known ahead are promotions, launch dates and the events that say so; that a product will end is known ahead only
        at the panel's own end, as tables often tell the last sale for it. Series that had not begun stay as rows, with
        `first` at the end. Arrays are views.
        """
        week = min(week, self.weeks)
        cut: dict[str, Any] = {
            name: None if (array := getattr(self, name)) is None else array[:, :week] for name in _BY_WEEK
        }
        if self.weekday is not None and week < self.weeks:
            cut["weekday"] = self.weekday[:, : week // WEEKDAY_BLOCK]
        if week < self.weeks:
            day = int(self.date_of(week).astype(np.int64))
            cut["products"] = self.products.assign(end=self.products["end"].where(self.products["end"] < day, -1))
        return replace(
            self,
            first=np.minimum(self.first, week).astype(np.int32),
            events=self.events[self.events["known_ahead"] | (self.events["week"] < week)],
            daily=self.daily[self.daily["day"] < 7 * week],
            **cut,
        )

    def rows(self, positions: npt.NDArray[np.integer[Any]]) -> Panel:
        """Some of the series, in the order of `positions`."""
        taken: dict[str, Any] = {
            name: None if (array := getattr(self, name)) is None else np.asarray(array[positions]) for name in _ARRAYS
        }
        return replace(self, series=self.series.iloc[positions].reset_index(drop=True), **taken)

    def save(self, directory: Path) -> None:
        """Write arrays as npy, frames as parquet; `directory` is made."""
        directory.mkdir(parents=True, exist_ok=True)
        present = [name for name in _ARRAYS if getattr(self, name) is not None]
        for name in present:
            np.save(directory / f"{name}.npy", np.ascontiguousarray(getattr(self, name)), allow_pickle=False)
        for name in _FRAMES:
            getattr(self, name).to_parquet(directory / f"{name}.parquet", index=False)
        head = {"start": str(self.start), "level": self.level, "arrays": present}
        (directory / _HEAD).write_text(json.dumps(head, sort_keys=True) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, directory: Path) -> Panel:
        """Read what `save` wrote; arrays stay on disk until they are looked at."""
        head = json.loads((directory / _HEAD).read_text(encoding="utf-8"))
        parts: dict[str, Any] = dict.fromkeys(_ARRAYS)
        for name in head["arrays"]:
            parts[name] = np.load(directory / f"{name}.npy", mmap_mode="r", allow_pickle=False)
        for name in _FRAMES:
            parts[name] = pd.read_parquet(directory / f"{name}.parquet")
        return cls(start=as_day(head["start"]), level=head["level"], **parts)


def as_day(day: str) -> Day:
    """A day from its ISO text."""
    return np.datetime64(date.fromisoformat(day))


def launch_weeks(panel: Panel) -> pd.Series[int]:
    """Week of each product's launch day, by product_id; -1 where the day is not known or lies before the panel."""
    known = panel.products.drop_duplicates("product_id").set_index("product_id")["launch"]
    week = (known - int(panel.start.astype(np.int64))) // 7
    return week.where(known >= 0, -1).clip(lower=-1).astype("int64")
