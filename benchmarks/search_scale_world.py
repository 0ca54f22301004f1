"""The simulated marketplace at a size of its own, with a log that is not larger than training needs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa

from features.product_search import FeaturesParameters, build
from sources.simulator.files import write_parts
from sources.simulator.product_search import catalogue
from sources.simulator.search_asked import pool, searches
from sources.simulator.search_market import Market, market
from sources.simulator.search_rows import customers_table, event_rows, typed
from sources.simulator.search_shown import shown

PER_SCALE: Final = 20_000  # products of the simulator at scale 1
_TABLES: Final = ("products", "stock", "customers", "events")
_BATCH: Final = 4_000  # searches made at once


def make(out: Path, *, products: int, log: int, seed: int, features: dict[str, Any]) -> dict[str, Any]:
    """Write contract tables, whole and in order, to `out`/tables and the examples made of them to `out`/examples.

    Args:
        out: Made if absent.
        products: About so many.
        log: Searches that are kept, evenly over the 120 days of the log.
        seed: Of the world.
        features: Settings of the examples.

    Returns:
        What the examples say of themselves.
    """
    made = market(seed, products / PER_SCALE)
    tables = out / "tables"
    tables.mkdir(parents=True, exist_ok=True)
    write_parts(_tables(made, log), {name: tables / f"{name}.parquet" for name in _TABLES})
    return build(tables, out / "examples", FeaturesParameters(**features))


def _tables(made: Market, log: int) -> Iterator[dict[str, pa.Table]]:
    yield {"customers": customers_table(made.seed, made.customers)}
    for part in catalogue(made, messy=False):
        yield {name: part[name] for name in ("products", "stock")}
    asked = searches(made, *pool(made))
    asked = asked.take(np.unique(np.linspace(0, len(asked) - 1, log).astype(np.int64)))
    for number, first in enumerate(range(0, len(asked), _BATCH)):
        some = asked.take(np.arange(first, min(first + _BATCH, len(asked))))
        text, _, _ = typed(made, some, number)
        yield {"events": event_rows(made, some, shown(made, some, number), text)}
