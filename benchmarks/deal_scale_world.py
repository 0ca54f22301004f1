"""Made-up tables of deals at any size, with enough structure to be learnt.

Customers like some shelves and buy mostly there. A deal is on some products of one shelf, for hours or for weeks; at
the end of the period at least `LIVE` of them run. Each visit shows ten that run; what lies on a liked shelf, is cheap
or has a pull of its own is redeemed more often.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.rec_scale_catalogue import SHELF, named, products_table
from features.deal_ranking import FeaturesParameters, build

PRODUCTS: Final = 20_000
LIVE: Final = 600  # deals that run at the end, the least
DEALS: Final = 3_000
LIKED: Final = 3  # shelves of a customer
TASTE: Final = 0.75  # share of purchases from a liked shelf
VISITS: Final = 6  # of a customer on average
SHOWN: Final = 10  # deals of a visit
BOUGHT: Final = 20  # purchases of a customer on average
BASE: Final = -4.2  # log odds of redeeming
FIRST: Final = np.datetime64("2024-01-01T00:00:00", "s")
BEFORE, PERIOD = 60, 120  # days of purchases alone, and of deals
DAY: Final = 86_400

Ints = npt.NDArray[np.int64]


def make(out: Path, *, exposures: int, seed: int, features: dict[str, Any]) -> dict[str, Any]:
    """Write contract tables to `out`/tables and the examples made of them to `out`/examples.

    Args:
        out: Made if absent.
        exposures: About how many.
        seed: Of everything.
        features: Settings of the examples.

    Returns:
        What the examples say of themselves.
    """
    tables = out / "tables"
    tables.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng([seed, 7])
    customers = max(exposures // (VISITS * SHOWN), 100)
    liked = rng.integers(0, PRODUCTS // SHELF, (customers, LIKED))
    deals = Deals(rng)
    written = {
        "products": products_table(PRODUCTS, seed).select(["product_id", "title", "category", "brand", "price"]),
        "deals": deals.table(rng),
        "transactions": _transactions(rng, liked),
        **_shown(rng, deals, liked, exposures // SHOWN),
    }
    for name, table in written.items():
        pq.write_table(table, tables / f"{name}.parquet")
    return build(tables, out / "examples", FeaturesParameters(**features))


class Deals:
    """When deals run and what they are on; arrays of shape (deals,).

    Args:
        rng: Draws them.
    """

    def __init__(self, rng: np.random.Generator) -> None:
        hours = np.clip(rng.lognormal(4.0, 1.5, DEALS), 3, 24 * 60)
        self.start = (rng.random(DEALS) * PERIOD * 24).astype(np.int64) * 3_600
        self.start[:LIVE] = ((PERIOD - rng.random(LIVE) * 40) * 24).astype(np.int64) * 3_600
        self.end = self.start + (hours * 3_600).astype(np.int64)
        self.end[:LIVE] = (PERIOD + 30) * DAY
        self.shelf = rng.integers(0, PRODUCTS // SHELF, DEALS)
        self.discount = rng.integers(1, 15, DEALS) * 0.05
        self.pull = rng.normal(0, 0.7, DEALS)

    def table(self, rng: np.random.Generator) -> pa.Table:
        """The contract's rows."""
        counts = np.minimum(rng.geometric(0.15, DEALS), 20)
        products = [
            json.dumps([f"p{shelf * SHELF + one}" for one in rng.choice(SHELF, count, replace=False)])
            for shelf, count in zip(self.shelf.tolist(), counts.tolist(), strict=True)
        ]
        stock = np.where(rng.random(DEALS) < 0.3, rng.integers(50, 5_000, DEALS), np.nan)
        return pa.table(
            {
                "deal_id": named("d", np.arange(DEALS)),
                "start": _moments(self.start),
                "end": _moments(self.end),
                "type": pa.array(np.where(self.end - self.start < 2 * DAY, "flash", "offer")),
                "products": pa.array(products),
                "discount": self.discount,
                "price": rng.lognormal(3, 0.8, DEALS).round(2),
                "stock": pa.array(stock, from_pandas=True),
            }
        )


def _transactions(rng: np.random.Generator, liked: Ints) -> pa.Table:
    count = rng.poisson(BOUGHT, len(liked))
    who = np.repeat(np.arange(len(liked)), count)
    own = liked[who, rng.integers(0, LIKED, len(who))]
    shelf = np.where(rng.random(len(who)) < TASTE, own, rng.integers(0, PRODUCTS // SHELF, len(who)))
    moment = (rng.random(len(who)) * (BEFORE + PERIOD) * DAY).astype(np.int64) - BEFORE * DAY
    return pa.table(
        {
            "customer_id": named("c", who),
            "product_id": named("p", shelf * SHELF + rng.integers(0, SHELF, len(who))),
            "time": _moments(moment),
            "quantity": np.ones(len(who)),
            "amount": rng.lognormal(3, 0.8, len(who)).round(2),
        }
    )


def _shown(rng: np.random.Generator, deals: Deals, liked: Ints, visits: int) -> dict[str, pa.Table]:
    """Exposures and redemptions, day by day."""
    parts: list[tuple[Ints, ...]] = []
    for day in range(PERIOD):
        hour = np.arange(24)[:, None] * 3_600 + day * DAY
        running = (deals.start <= hour) & (hour + 3_600 <= deals.end)
        for begins, live in zip(hour[:, 0].tolist(), running, strict=True):
            count = rng.poisson(visits / PERIOD / 24)
            there = np.flatnonzero(live)
            if not count or len(there) < SHOWN:
                continue
            order = np.argsort(rng.random((count, len(there))), axis=1)[:, :SHOWN]
            customer = rng.integers(0, len(liked), count)
            moment = begins + rng.integers(0, 3_500, count)
            parts.append((np.repeat(customer, SHOWN), there[order].ravel(), np.repeat(moment, SHOWN)))
    customer, deal, moment = (np.concatenate(column) for column in zip(*parts, strict=True))
    rank = np.tile(np.arange(1, SHOWN + 1), len(customer) // SHOWN)
    likes = (liked[customer] == deals.shelf[deal][:, None]).any(axis=1)
    odds = BASE + 2.0 * likes + 2.0 * deals.discount[deal] + deals.pull[deal] - 0.4 * np.log(rank)
    hit = rng.random(len(deal)) < 1 / (1 + np.exp(-odds))
    names = {"customer_id": named("c", customer), "deal_id": named("d", deal), "time": _moments(moment)}
    shown = pa.table({**names, "rank": rank})
    redeemed = pa.table(names).filter(pa.array(hit))
    revenue = rng.lognormal(2.5, 0.8, int(hit.sum())).round(2)
    return {"exposures": shown, "redemptions": redeemed.append_column("revenue", pa.array(revenue))}


def _moments(seconds: Ints) -> pa.Array:
    return pa.array(FIRST + np.asarray(seconds).astype("timedelta64[s]")).cast(pa.timestamp("us", "UTC"))
