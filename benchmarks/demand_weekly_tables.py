"""Weekly tables of the simulated marketplace with so many series, for measuring cost and nothing else."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from contracts.demand_forecasting import CONTRACT
from contracts.validation import ARROW
from sources.simulator.demand_events import calendar
from sources.simulator.demand_means import expected
from sources.simulator.demand_noise import draw, surprised
from sources.simulator.demand_prices import Prices, make_prices
from sources.simulator.demand_products import Sold, runs
from sources.simulator.demand_rows import regions_table
from sources.simulator.demand_time import FIRST, by_week, regions
from sources.simulator.words import gather
from sources.simulator.world import World

_SERIES_PER_SCALE: Final = 4_500  # some fewer than there are, so that the world is large enough
_LEAST_SCALE: Final = 0.05


def write_weekly(out: Path, seed: int, series: int) -> int:
    """Write sales (one row a week), products, calendar, promotions and regions of the first so many series.

    Sales are the simulator's daily ones added up; a week in which nothing happened has no row.

    Returns:
        The number of series, a few more than asked for: whole runs of products are taken. Some of them never sold.
    """
    out.mkdir(parents=True, exist_ok=True)
    world = World(seed, max(1.1 * series / _SERIES_PER_SCALE, _LEAST_SCALE))
    pq.write_table(_typed("calendar", calendar(seed)), out / "calendar.parquet")
    pq.write_table(_typed("regions", regions_table()), out / "regions.parquet")
    written = 0
    with ExitStack() as files:
        writers: dict[str, pq.ParquetWriter] = {}
        for sold in runs(world):
            prices = make_prices(seed, sold)
            parts = {"sales": _sales(seed, sold, prices), "products": sold.table(), "promotions": prices.table(sold)}
            for name, part in parts.items():
                table = _typed(name, part)
                if name not in writers:
                    writer = pq.ParquetWriter(out / f"{name}.parquet", table.schema, compression="zstd")
                    writers[name] = files.enter_context(writer)
                writers[name].write_table(table)
            written += sold.inside * len(regions())
            if written >= series:
                break
    return written


def _typed(name: str, table: pa.Table) -> pa.Table:
    """The types that validation gives, since these tables do not pass through it."""
    (declared,) = (one for one in CONTRACT.tables if one.name == name)
    kinds = {column.name: ARROW[column.kind] for column in declared.columns}
    return table.cast(pa.schema([pa.field(column, kinds[column]) for column in table.column_names]))


def _sales(seed: int, sold: Sold, prices: Prices) -> pa.Table:
    counts = draw(seed, sold, surprised(seed, sold, expected(seed, sold, prices)))
    units = by_week((counts.sold - counts.returned).astype(np.float64))
    orders, flagged = by_week(counts.orders.astype(np.float64)), by_week(counts.flagged.astype(np.float64)) > 0
    there = (orders > 0) | (units != 0) | flagged
    product, region, week = np.nonzero(there[: sold.inside])
    at = (product, region, week)
    return pa.table(
        {
            "product_id": sold.product_id.take(pa.array(product)),
            "region": gather(pa.array([one.name for one in regions()]), region),
            "date": pa.array(FIRST + 7 * week),
            "units": units[at],
            "price": by_week(prices.asked)[at] / 7,
            "currency": gather(pa.array([one.currency for one in regions()]), region),
            "stock_out": flagged[at],
            "orders": orders[at],
        }
    )
