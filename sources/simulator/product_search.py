"""Contract tables of product search, drawn from the simulated market of searches, and their truth."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa

from sources.simulator.files import write_parts
from sources.simulator.search_asked import Searches, pool, searches
from sources.simulator.search_catalogue import shelf_goods
from sources.simulator.search_judged import judged
from sources.simulator.search_market import Market, market
from sources.simulator.search_mess import Mess
from sources.simulator.search_relevance import query_relevance_rows, relevance_rows, told_searches
from sources.simulator.search_rows import customers_table, event_rows, search_truth_rows, typed
from sources.simulator.search_shown import MOST_SHOWN, shown
from sources.simulator.search_stock import stock_rows
from sources.simulator.search_texts import product_rows
from sources.simulator.search_truth import customer_truth_rows, examination_rows, product_truth_rows
from sources.simulator.words import Index

TABLES = ("products", "stock", "customers", "events", "judgments")
TRUTH = (
    "search_truth",
    "relevance_truth",
    "query_truth",
    "query_relevance_truth",
    "judgments_truth",
    "product_truth",
    "customer_truth",
    "examination",
)
_BATCH = 4_000  # searches made at once
_TRUTH_BATCH = 500  # searches whose truth is made at once: all products of a kind are looked at


def write(out: Path, *, seed: int, scale: float, messy: bool = True) -> None:
    """Write `products`, `stock`, `customers`, `events` and `judgments`, and in `truth/` what is behind them (`TRUTH`).

    120 days of searches in six regions and three languages. The bytes depend on the arguments alone, today's date is
    not one of them. A larger scale holds the products, stock and customers of a smaller one; searches are others, as
    there is more to find. Products go through memory shelf by shelf, searches batch by batch; what they are made from
    is held as numbers, a few hundred bytes for a product or a search.

    Args:
        out: Made if it is not there.
        seed: Of the world.
        scale: 1.0 is about 20,000 products, 8,000 customers and 60,000 searches.
        messy: Add rows that the contract refuses, about one in a hundred, leave products out that were taken off sale,
            and write times, ranks, clicks and prices as text.

    Raises:
        SettingsError: A seed or a scale that is not to be had.
    """
    made = market(seed, scale)
    paths = {name: out / f"{name}.parquet" for name in TABLES}
    paths |= {name: out / "truth" / f"{name}.parquet" for name in TRUTH}
    write_parts(tables(made, messy), paths)


def write_catalogue(out: Path, *, seed: int, scale: float) -> None:
    """Write `products`, `stock` and `truth/product_truth` alone, whole and in order, for load tests.

    Shelf by shelf: what is in memory does not grow with the scale. Arguments as `write` takes them.

    Raises:
        SettingsError: A seed or a scale that is not to be had.
    """
    paths = {name: out / f"{name}.parquet" for name in ("products", "stock")}
    paths["product_truth"] = out / "truth" / "product_truth.parquet"
    write_parts(catalogue(market(seed, scale), messy=False), paths)


def tables(made: Market, messy: bool = True) -> Iterator[dict[str, pa.Table]]:
    """The contract's tables and their truth, part by part."""
    mess = Mess(made.seed) if messy else None
    yield {
        "customers": customers_table(made.seed, made.customers),
        "customer_truth": customer_truth_rows(made),
        "examination": examination_rows(MOST_SHOWN),
    }
    yield from catalogue(made, messy)
    shared, weights = pool(made)
    found = judged(made, shared, weights)
    yield {
        "judgments": mess.judgments(found.rows) if mess else found.rows,
        "judgments_truth": found.truth,
        "query_truth": found.query_truth,
    }
    for rows in _batches(len(found.query_id), _TRUTH_BATCH):
        some = found.query_id.take(pa.array(rows))
        yield {"query_relevance_truth": query_relevance_rows(made, found.intents.take(rows), some)}
    asked = searches(made, shared, weights)
    for number, rows in enumerate(_batches(len(asked), _BATCH)):
        yield _searched(made, asked.take(rows), number, mess)
    late = asked.take(told_searches(made, asked))
    for rows in _batches(len(late), _TRUTH_BATCH):
        yield {"relevance_truth": relevance_rows(made, late.take(rows))}


def catalogue(made: Market, messy: bool) -> Iterator[dict[str, pa.Table]]:
    """Products and stock, shelf by shelf, and with them `product_truth`."""
    mess = Mess(made.seed) if messy else None
    brands = pa.array(made.brands)
    for shelf in made.world.catalogue():
        goods = shelf_goods(made.world, shelf)
        products = product_rows(made.seed, goods, brands, shelf.products.features[: len(goods)])
        stock = stock_rows(goods.number, goods.lives, goods.gaps)
        part = {"products": products, "stock": stock}
        if mess:
            part["products"] = mess.products(products.filter(pa.array(~goods.lives.removed)), shelf.number)
            part["stock"] = mess.stock(stock, shelf.number)
        yield part | {"product_truth": product_truth_rows(goods)}


def _batches(count: int, size: int) -> Iterator[Index]:
    for first in range(0, count, size):
        yield np.arange(first, min(first + size, count))


def _searched(made: Market, asked: Searches, number: int, mess: Mess | None) -> dict[str, pa.Table]:
    """Events of a batch of searches, and what was meant by them."""
    happened = shown(made, asked, number)
    text, clean, slipped = typed(made, asked, number)
    events = event_rows(made, asked, happened, text)
    return {
        "events": mess.events(events, number) if mess else events,
        "search_truth": search_truth_rows(made, asked, clean, slipped),
    }
