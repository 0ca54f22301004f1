"""Contract tables of demand forecasting, drawn from the simulated world."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from sources.simulator.demand_events import calendar
from sources.simulator.demand_means import expected
from sources.simulator.demand_mess import broken_sales
from sources.simulator.demand_noise import draw, surprised
from sources.simulator.demand_prices import make_prices
from sources.simulator.demand_products import RUNS_PER_BLOCK, Sold, runs
from sources.simulator.demand_rows import regions_table, sales_rows, truth_rows
from sources.simulator.files import write_parts
from sources.simulator.streams import stream
from sources.simulator.world import World

TABLES = ("sales", "products", "calendar", "promotions", "regions")
TRUTH = "demand_truth"


def _parts(world: World, sold: Sold) -> dict[str, pa.Table]:
    prices = make_prices(world.seed, sold)
    mean = expected(world.seed, sold, prices)
    rate = surprised(world.seed, sold, mean)
    counts = draw(world.seed, sold, rate)
    return {
        "sales": sales_rows(world.seed, sold, prices, counts),
        "products": sold.table(),
        "promotions": prices.table(sold),
        TRUTH: truth_rows(sold, mean, rate, counts),
    }


def _disordered(world: World, sales: pa.Table, block: int, messy: bool) -> pa.Table:
    """In the order of recording; with `messy`, broken rows in between."""
    if messy:
        rng = stream(world.seed, "demand mess", block)
        sales = pa.concat_tables([sales, broken_sales(rng, sales)])
    return sales.sort_by([("recorded_at", "ascending"), ("product_id", "ascending"), ("region", "ascending")])


def tables(world: World, messy: bool = True) -> Iterator[dict[str, pa.Table]]:
    """The contract's tables and `demand_truth`, block by block: calendar and regions first.

    With `messy`, rows that break the contract come in between (`demand_mess.SALES_BREAKS`). The truth has nothing of
    them.
    """
    yield {"calendar": calendar(world.seed), "regions": regions_table()}
    gathered: list[dict[str, pa.Table]] = []
    for sold in runs(world):
        gathered.append(_parts(world, sold))
        if (sold.run + 1) % RUNS_PER_BLOCK == 0:
            yield _block(world, gathered, sold.run // RUNS_PER_BLOCK, messy)
            gathered = []
    if gathered:
        yield _block(world, gathered, sold.run // RUNS_PER_BLOCK, messy)


def _block(world: World, gathered: list[dict[str, pa.Table]], number: int, messy: bool) -> dict[str, pa.Table]:
    whole = {name: pa.concat_tables([part[name] for part in gathered]) for name in gathered[0]}
    return whole | {"sales": _disordered(world, whole["sales"], number, messy)}


def write(out: Path, *, seed: int, scale: float, messy: bool = True) -> None:
    """Write the contract's tables, and `truth/demand_truth.parquet` beside them, into a directory.

    157 weeks of daily sales of an eighth of the world's products in six regions. The bytes depend on the arguments
    alone, today's date is not one of them. Files get their names when all are complete, so a directory never holds
    half of them.

    Args:
        out: Made if it is not there.
        seed: Of the world.
        scale: Of the world; 1.0 is about 800 products, 5,000 series.
        messy: Add rows that the contract refuses, about one in a hundred.
    """
    world = World(seed, scale)
    paths = {name: out / f"{name}.parquet" for name in TABLES} | {TRUTH: out / "truth" / f"{TRUTH}.parquet"}
    write_parts(tables(world, messy), paths)
