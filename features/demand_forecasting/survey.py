"""The first pass over sales: which series there are, on which days, in which currencies."""

from __future__ import annotations

from calendar import day_name
from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from features.demand_forecasting.days import HOUR, Clock, Longs, distinct
from features.demand_forecasting.sales import Codes, Rows, Sales, typed
from features.demand_forecasting.weeks import WEEK, weekday_of
from infra.errors import DataError

_REGION_BITS = 24
_HOURS_OF_WEEK = 7 * 24
_MERGE_AT = 4_000_000  # pairs that wait before they are merged


@dataclass
class Survey:
    """What the sales table holds.

    Attributes:
        products, regions: Their numbers, in the order in which they came.
        clock: How moments become days.
        rows_of_day: Rows by day number.
        given: Optional columns of which some cell is filled.
        keys: Of the n series, sorted by product and region as text: rank of the product x regions + rank of the region.
    """

    products: Codes = field(default_factory=Codes)
    regions: Codes = field(default_factory=Codes)
    clock: Clock = field(default_factory=Clock)
    rows_of_day: dict[int, int] = field(default_factory=dict)
    given: frozenset[str] = frozenset()
    keys: Longs = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    product_rank: Longs = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    region_rank: Longs = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    product_names: list[str] = field(default_factory=list)
    region_names: list[str] = field(default_factory=list)

    def series_of(self, rows: Rows) -> Longs:
        """Position of each row's series."""
        key = self.product_rank[rows.product] * len(self.region_names) + self.region_rank[rows.region]
        return np.searchsorted(self.keys, key)


def survey(sales: Sales) -> Survey:
    """Read the table once.

    Raises:
        DataError: A region has prices in two currencies, regions have weeks of their own, or a cell that must
            be filled is missing.
    """
    found = Survey()
    pairs = _Pairs()
    hours: Counter[int] = Counter()  # enough to tell days whichever way the clock turns out to read moments
    of_week = np.zeros(0, dtype=np.int64)
    currencies, money = Codes(), set[tuple[int, int]]()
    given: set[str] = set()
    for batch in sales.batches():
        rows = typed(batch, found.products, found.regions)
        given.update(name for name in sales.columns if batch.column(name).null_count < batch.num_rows)
        pairs.add(rows.product << _REGION_BITS | rows.region)
        found.clock.learn(rows.moment)
        _count_hours(hours, rows.moment)
        of_week = _counted_by_hour_of_week(of_week, rows, len(found.regions))
        if "currency" in sales.columns:
            money |= _currencies(rows, batch.column("currency"), currencies)
    _refuse_two_currencies(money, found.regions.names, currencies.names)
    days = found.clock.days(np.fromiter(hours, dtype=np.int64, count=len(hours)) * HOUR)
    for day, count in zip(days.tolist(), hours.values(), strict=True):
        found.rows_of_day[day] = found.rows_of_day.get(day, 0) + count
    _refuse_weeks_of_their_own(of_week.reshape(-1, _HOURS_OF_WEEK), found)
    found.given = frozenset(given)
    _rank(found, pairs.sorted())
    return found


def _count_hours(hours: Counter[int], moments: Longs) -> None:
    hour = np.floor_divide(moments, HOUR)
    first = int(hour.min())
    counts = np.bincount(hour - first)
    there = np.flatnonzero(counts)
    hours.update(dict(zip((there + first).tolist(), counts[there].tolist(), strict=True)))


def _counted_by_hour_of_week(counts: Longs, rows: Rows, regions: int) -> Longs:
    """Rows by region and hour of the week (from Thursday on, as 1970 began), flat, with those of `rows`."""
    place = rows.region * _HOURS_OF_WEEK + np.floor_divide(rows.moment, HOUR) % _HOURS_OF_WEEK
    more = np.bincount(place, minlength=regions * _HOURS_OF_WEEK)
    more[: len(counts)] += counts
    return more


def _refuse_weeks_of_their_own(of_week: Longs, found: Survey) -> None:
    day = found.clock.days(np.arange(_HOURS_OF_WEEK) * HOUR) % WEEK
    by_day = np.zeros((len(of_week), WEEK), dtype=np.int64)
    np.add.at(by_day.T, day, of_week.T)
    if by_day.any(axis=0).sum() < 2 or ((by_day > 0).sum(axis=1) != 1).any() or len(found.rows_of_day) <= len(by_day):
        return
    begins = weekday_of(by_day.argmax(axis=1))
    names = dict(sorted(zip(found.regions.names, begins.tolist(), strict=True)))
    shown = [f"{next(name for name in names if names[name] == one)} on {day_name[one]}" for one in sorted(set(begins))]
    raise DataError(
        f"sales.date: the weeks of {len(names):,} regions begin on {len(shown)} days of the week ({', '.join(shown)}).",
        "Give the weeks of all regions from the same day on, or single days.",
    )


def _rank(found: Survey, pairs: Longs) -> None:
    found.product_names, found.product_rank = _ranks(found.products.names)
    found.region_names, found.region_rank = _ranks(found.regions.names)
    product, region = pairs >> _REGION_BITS, pairs & ((1 << _REGION_BITS) - 1)
    found.keys = np.sort(found.product_rank[product] * len(found.region_names) + found.region_rank[region])


def _ranks(names: list[str]) -> tuple[list[str], Longs]:
    order = np.argsort(np.array(names, dtype=object), kind="stable")
    rank = np.empty(len(names), dtype=np.int64)
    rank[order] = np.arange(len(names))
    return [names[at] for at in order], rank


class _Pairs:
    """Distinct numbers of a stream; merged only when they have doubled, so that all merges cost one sort."""

    def __init__(self) -> None:
        self._merged = np.empty(0, dtype=np.int64)
        self._waiting: list[Longs] = []

    def add(self, numbers: Longs) -> None:
        self._waiting.append(distinct(numbers))
        if sum(map(len, self._waiting)) > max(_MERGE_AT, len(self._merged)):
            self._merged = self.sorted()
            self._waiting = []

    def sorted(self) -> Longs:
        return distinct(np.concatenate([self._merged, *self._waiting]))


def _currencies(rows: Rows, column: pa.Array, currencies: Codes) -> set[tuple[int, int]]:
    """Pairs of region and currency of rows with a price."""
    code = currencies.of(column)
    there = (code >= 0) & np.isfinite(rows.price)
    pairs = distinct(rows.region[there] << _REGION_BITS | code[there])
    return {(int(pair >> _REGION_BITS), int(pair & ((1 << _REGION_BITS) - 1))) for pair in pairs}


def _refuse_two_currencies(money: set[tuple[int, int]], regions: list[str], currencies: list[str]) -> None:
    by_region: dict[int, list[str]] = {}
    for region, currency in sorted(money):
        by_region.setdefault(region, []).append(currencies[currency])
    several = {regions[region]: sorted(names) for region, names in by_region.items() if len(names) > 1}
    if several:
        shown = "; ".join(f"{region}: {', '.join(names)}" for region, names in sorted(several.items())[:5])
        raise DataError(
            f"sales.currency: prices of {len(several):,} regions are in more than one currency ({shown}).",
            "Convert the prices of a region into one currency, or give each currency a region of its own.",
        )
