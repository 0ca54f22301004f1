"""Contract tables of recommendation, drawn from the simulated market, and their truth."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from sources.simulator.files import write_parts
from sources.simulator.rec_lived import lived, told_share
from sources.simulator.rec_market import RecMarket, rec_market
from sources.simulator.rec_mess import BOT_BEGINS, RecMess
from sources.simulator.rec_rows import catalogue_rows, event_rows
from sources.simulator.rec_time import FIRST
from sources.simulator.rec_truth import customer_truth_rows, preference_rows, product_truth_rows, visit_truth_rows
from sources.simulator.rec_visits import blocks
from sources.simulator.search_regions import REGIONS
from sources.simulator.search_rows import customers_table
from sources.simulator.search_time import DAY
from sources.simulator.words import hexadecimal

TABLES = ("events", "products", "customers", "stock")
TRUTH = ("visit_truth", "preference_truth", "product_truth", "customer_truth")


def write(out: Path, *, seed: int, scale: float, messy: bool = True) -> None:
    """Write `events`, `products`, `customers` and `stock`, and in `truth/` what is behind them (`TRUTH`).

    A year and a half of visits in six regions. The bytes depend on the arguments alone, today's date is not one of
    them. A larger scale holds the products, stock and customers of a smaller one; visits are others, as there is more
    to find. Products go through memory shelf by shelf, visits by blocks of customers: what is held grows with the
    products (about 400 bytes each) and the customers (about 600 each), not with the events.

    Args:
        out: Made if it is not there.
        seed: Of the world.
        scale: 1.0 is about 20,000 products, 8,000 customers and 200,000 events. Customers and events grow with it,
            products with its root beyond 1.
        messy: Add rows that the contract refuses, about one in a hundred, copies, visits of one moment and a machine
            with thousands of views; leave products out that were taken off sale; write times and prices as text.

    Raises:
        SettingsError: A seed or a scale that is not to be had.
    """
    paths = {name: out / f"{name}.parquet" for name in TABLES}
    paths |= {name: out / "truth" / f"{name}.parquet" for name in TRUTH}
    write_parts(tables(rec_market(seed, scale), messy), paths)


def tables(made: RecMarket, messy: bool = True) -> Iterator[dict[str, pa.Table]]:
    """The contract's tables and their truth, part by part."""
    mess = RecMess(made.seed) if messy else None
    yield {
        "customers": customers_table(made.seed, made.guests.customers, FIRST).select(["customer_id", "region"]),
        "customer_truth": customer_truth_rows(made),
    }
    yield from _catalogue(made, mess)
    share = told_share(made)
    for block in blocks(made.guests):
        visits, preferred = lived(made, block, share)
        events = event_rows(made, visits, block)
        yield {
            "events": mess.events(events, block) if mess else events,
            "visit_truth": visit_truth_rows(made, visits),
            "preference_truth": preference_rows(made, visits, preferred),
        }
    if mess:
        launched = made.goods.lives.launch < BOT_BEGINS * DAY
        yield mess.machine(hexadecimal("p", made.goods.number[launched]), REGIONS[0].name)


def _catalogue(made: RecMarket, mess: RecMess | None) -> Iterator[dict[str, pa.Table]]:
    """Products and stock, shelf by shelf, and with them `product_truth`."""
    for shelf in made.world.catalogue():
        goods, products, stock = catalogue_rows(made, shelf)
        part = {"products": products, "stock": stock}
        if mess:
            listed = products.filter(pa.array(~goods.lives.removed))
            part = {"products": mess.products(listed, shelf.number), "stock": mess.stock(stock, shelf.number)}
        yield part | {"product_truth": product_truth_rows(made, goods)}
