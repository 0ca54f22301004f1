"""Rows of the sales table and of its truth, from arrays of days."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator.dates import TIME, Times
from sources.simulator.demand_noise import Counts, expected_returns
from sources.simulator.demand_prices import Prices
from sources.simulator.demand_products import Sold
from sources.simulator.demand_time import DAYS, FIRST, by_week, regions
from sources.simulator.streams import stream
from sources.simulator.words import Floats, Index, Strings, chances, gather

_SILENT_PRICE = 0.03  # of rows
_NIGHT_HOURS = (26, 32)  # from a day's beginning until its sales are recorded
_LATE, _LATE_DAYS = 0.01, 6.0  # share of rows recorded late; mean days
_CORRECTED, _CORRECTION_DAYS = 0.006, (1, 30)  # share of rows first recorded wrong; days until they are put right
_WRONG = (0, 2, 10)  # what the units were first taken for, times the right ones


@dataclass(frozen=True)
class Cells:
    """Cells of a run's arrays that have a row: product, region, day; shape (rows,)."""

    product: Index
    region: Index
    day: Index


def sales_rows(seed: int, sold: Sold, prices: Prices, counts: Counts) -> pa.Table:
    """The sales of one run: a row where something was sold or came back, or where the shelf is said to be empty.

    A correction is a second row with the same product, region and date and a later `recorded_at`.
    """
    there = (counts.sold > 0) | (counts.returned > 0) | counts.flagged
    cells = Cells(*np.nonzero(there))
    at = (cells.product, cells.region, cells.day)
    units = (counts.sold - counts.returned)[at]
    # Drawn for all products of the run and cut afterwards, so that a smaller world's rows are those of a larger one.
    rng = stream(seed, "demand rows", sold.run)
    rows = len(cells.day)
    recorded = _recorded(rng, cells.day)
    silent = chances(rng, _SILENT_PRICE, rows)
    table = pa.table(
        {
            "product_id": sold.product_id.take(pa.array(cells.product)),
            "region": gather(pa.array([region.name for region in regions()]), cells.region),
            "date": _written(cells.day),
            "units": units,
            "price": pa.array(prices.asked[at], mask=silent),
            "currency": gather(pa.array([region.currency for region in regions()]), cells.region, ~silent),
            "stock_out": counts.flagged[at],
            "orders": counts.orders[at],
            "recorded_at": pa.array(recorded).cast(TIME),
        }
    )
    found = _with_corrections(rng, table, units, recorded)
    return found.filter(pc.is_in(found.column("product_id"), sold.product_id.slice(0, sold.inside)))


def _recorded(rng: np.random.Generator, day: Index) -> Times:
    hours = rng.uniform(*_NIGHT_HOURS, len(day))
    late = np.where(chances(rng, _LATE, len(day)), rng.exponential(_LATE_DAYS, len(day)), 0.0)
    seconds = ((day + late) * 86_400 + hours * 3_600).astype(np.int64)
    recorded: Times = FIRST.astype("datetime64[us]") + seconds.astype("timedelta64[s]")
    return recorded


def _written(day: Index) -> Strings:
    """Dates as text, as exporters write them."""
    return gather(pa.array(np.datetime_as_string(FIRST + np.arange(DAYS)).tolist()), day)


def _with_corrections(rng: np.random.Generator, table: pa.Table, units: Index, recorded: Times) -> pa.Table:
    """Some rows were wrong at first: the wrong row keeps its time, the right one gets a later time."""
    wrong = np.flatnonzero(chances(rng, _CORRECTED, table.num_rows) & (units > 0))
    first = table.take(pa.array(wrong))
    factor = np.array(_WRONG)[rng.integers(0, len(_WRONG), len(wrong))]
    first = first.set_column(table.schema.get_field_index("units"), "units", pa.array(units[wrong] * factor))
    later = recorded.copy()
    later[wrong] += rng.integers(_CORRECTION_DAYS[0] * 24, _CORRECTION_DAYS[1] * 24, len(wrong)).astype(
        "timedelta64[h]"
    )
    right = table.set_column(table.schema.get_field_index("recorded_at"), "recorded_at", pa.array(later).cast(TIME))
    return pa.concat_tables([right, first])


def truth_rows(sold: Sold, mean: Floats, rate: Floats, counts: Counts) -> pa.Table:
    """What nobody sees, by product, region and week in which the product was on offer.

    Columns: product_id, region, week (its Monday); `mean`: expected net units, were there always stock, knowing all
    but chance and surprises; `rate`: the same knowing moods and surprises too; `asked`: net units that were asked for;
    `out`: share of the week without stock.
    """
    offered = by_week((mean > 0).astype(np.float64))[: sold.inside] > 0
    product, region, week = np.nonzero(offered)

    def kept(daily: Floats) -> Floats:
        return np.asarray(by_week(daily)[product, region, week])

    return pa.table(
        {
            "product_id": sold.product_id.take(pa.array(product)),
            "region": gather(pa.array([one.name for one in regions()]), region),
            "week": pa.array(FIRST + 7 * week),
            "mean": kept(mean - expected_returns(sold, mean)).astype(np.float32),
            "rate": kept(rate - expected_returns(sold, rate)).astype(np.float32),
            "asked": kept((counts.asked - counts.returned).astype(np.float64)).astype(np.int32),
            "out": (kept(counts.out) / 7).astype(np.float32),
        }
    )


def regions_table() -> pa.Table:
    """The regions table of the contract."""
    return pa.table({"region": [one.name for one in regions()], "country": [one.country for one in regions()]})
