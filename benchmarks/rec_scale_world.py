"""Made-up tables of recommendation at any size, with enough structure to be learnt.

Products belong to shelves; within a shelf, and over all, few are wanted by many (Zipf). A customer likes a few shelves,
comes a number of times in a year and takes some products each time; after some products another is likely that goes
with them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.rec_scale_catalogue import REGIONS, SHELF, named, products_table, stock_table
from features.recommendation import FeaturesParameters, build

LIKED: Final = 3  # shelves of a customer
TASTE: Final = 0.75  # share of events from a liked shelf
NEXT: Final = 0.35  # share of events that follow the one before
ZIPF: Final = 0.9
EVENTS: Final = 20  # a customer on average; some have hundreds
SPREAD: Final = 0.9  # of the logarithm of the events of a customer
MOST: Final = 1_000  # events of a customer
BASKET: Final = 3  # events of a visit on average
FIRST: Final = np.datetime64("2024-01-01T00:00:00", "us")
SECONDS: Final = 365 * 86_400
BATCH: Final = 100_000  # customers made at once

Ints = npt.NDArray[np.int64]


def make(out: Path, *, customers: int, products: int, seed: int, features: dict[str, Any]) -> dict[str, Any]:
    """Write contract tables to `out`/tables and the examples made of them to `out`/examples.

    Args:
        out: Made if absent.
        customers: How many; they have about `EVENTS` events each.
        products: How many.
        seed: Of everything.
        features: Settings of the examples.

    Returns:
        What the examples say of themselves.
    """
    tables = out / "tables"
    tables.mkdir(parents=True, exist_ok=True)
    pq.write_table(products_table(products, seed), tables / "products.parquet")
    pq.write_table(stock_table(products, seed), tables / "stock.parquet")
    writer = None
    for part in events_tables(customers, products, seed):
        writer = writer or pq.ParquetWriter(tables / "events.parquet", part.schema)
        writer.write_table(part)
    if writer is not None:
        writer.close()
    return build(tables, out / "examples", FeaturesParameters(**features))


def events_tables(customers: int, products: int, seed: int) -> Iterator[pa.Table]:
    """customer_id, product_id, time, region and visit_id, some customers at a time."""
    rng = np.random.default_rng([seed, 2])
    wanted = Wanted(products, rng)
    for first in range(0, customers, BATCH):
        count = min(BATCH, customers - first)
        mean = np.log(EVENTS) - SPREAD**2 / 2
        events = np.clip(rng.lognormal(mean, SPREAD, count).round(), 1, MOST).astype(np.int64)
        who = np.repeat(np.arange(count), events)
        liked = rng.integers(0, wanted.shelves, (count, LIKED))
        new_visit = rng.random(len(who)) < 1 / BASKET
        new_visit[np.cumsum(events) - events] = True
        visit = np.cumsum(new_visit) - 1
        moments = np.sort(who[new_visit] * SECONDS + rng.integers(0, SECONDS, int(new_visit.sum()))) % SECONDS
        yield pa.table(
            {
                "customer_id": named("c", first + who),
                "product_id": named("p", wanted.draw(rng, who, liked)),
                "time": pa.array(FIRST + moments[visit].astype("timedelta64[s]")).cast(pa.timestamp("us", "UTC")),
                "region": pa.array(REGIONS).take(pa.array(rng.integers(0, len(REGIONS), count)[who])),
                "visit_id": named("v", first * MOST + visit),
            }
        )


class Wanted:
    """Which products are drawn; numbers say how much one is wanted, within its shelf and of all.

    Args:
        products: How many.
        rng: Shuffles who is wanted, and says what goes with what.
    """

    def __init__(self, products: int, rng: np.random.Generator) -> None:
        self.products, self.shelves = products, -(-products // SHELF)
        self.within = np.cumsum(1.0 / np.arange(1, SHELF + 1) ** ZIPF)
        self.overall = np.cumsum(1.0 / np.arange(1, products + 1) ** ZIPF)
        self.shuffled = rng.permutation(products)
        step = rng.integers(1, SHELF, products)
        shelf = np.arange(products) // SHELF
        self.follows = np.minimum(shelf * SHELF + (np.arange(products) + step) % SHELF, products - 1)

    def draw(self, rng: np.random.Generator, who: Ints, liked: Ints) -> Ints:
        """Products of events, (events,); `who` rises, `liked` are the shelves of each customer."""
        count = len(who)
        shelf = liked[who, rng.integers(0, liked.shape[1], count)]
        place = np.searchsorted(self.within, rng.random(count) * self.within[-1])
        anyone = self.shuffled[np.searchsorted(self.overall, rng.random(count) * self.overall[-1])]
        found = np.where(rng.random(count) < TASTE, np.minimum(shelf * SHELF + place, self.products - 1), anyone)
        same = np.append(False, who[1:] == who[:-1])
        follow = np.flatnonzero(same & (rng.random(count) < NEXT))
        # What follows is drawn after the one before, which may itself have followed; twice is deep enough.
        for _ in range(2):
            found[follow] = self.follows[found[follow - 1]]
        return found
