"""Contract tables of deal ranking, drawn from the simulated market of deals, and their truth."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa

from sources.simulator.deal_happened import Happened
from sources.simulator.deal_market import DealMarket, deal_market
from sources.simulator.deal_mess import DealMess
from sources.simulator.deal_replay import DealReplay
from sources.simulator.deal_rows import (
    customer_rows,
    exposure_rows,
    product_rows,
    redemption_rows,
    transaction_rows,
)
from sources.simulator.deal_table import deal_rows
from sources.simulator.deal_time import BEGINS, BOUGHT_FROM, ENDS
from sources.simulator.deal_truth import customer_truth_rows, deal_truth_rows, exposure_truth_rows
from sources.simulator.files import write_parts
from sources.simulator.search_time import DAY

TABLES = ("deals", "exposures", "redemptions", "transactions", "products", "customers")
TRUTH = ("exposure_truth", "deal_truth", "customer_truth")
# Columns of customers beyond those that the contract names.
CONTRACT_OPTIONS = {"customers": ("age", "income", "region")}
_PART = 7 * DAY  # seconds whose rows are made at once


def write(out: Path, *, seed: int, scale: float, messy: bool = True) -> None:
    """Write `deals`, `exposures`, `redemptions`, `transactions`, `products` and `customers`, and in `truth/` what is
    behind them (`TRUTH`).

    Eighteen weeks of deals and nine weeks of purchases before them. The bytes depend on the arguments alone, today's
    date is not one of them. A week is written at once; what is held grows with the customers (about 3 kB each) and the
    products (about 400 bytes each).

    Args:
        out: Made if it is not there.
        seed: Of the world.
        scale: 1.0 is about 8,000 customers and 500,000 exposures; customers grow with it, deals with its root.
        messy: Add rows that the contract refuses, about one in a hundred, and copies; leave cells out, and exposures of
            some days and of a channel; write times, numbers and prices as text.

    Raises:
        SettingsError: A seed or a scale that is not to be had.
    """
    paths = {name: out / f"{name}.parquet" for name in TABLES}
    paths |= {name: out / "truth" / f"{name}.parquet" for name in TRUTH}
    write_parts(tables(deal_market(seed, scale), messy), paths)


def tables(market: DealMarket, messy: bool = True) -> Iterator[dict[str, pa.Table]]:
    """The contract's tables and their truth, part by part."""
    mess = DealMess(market.seed) if messy else None
    deals, customers = deal_rows(market.rec, market.deals), customer_rows(market)
    yield {
        "deals": mess.deals(deals) if mess else deals,
        "customers": mess.customers(customers) if mess else customers,
        "customer_truth": customer_truth_rows(market),
    }
    for shelf in market.rec.world.catalogue():
        products = product_rows(market, shelf)
        yield {"products": mess.products(products, shelf.number) if mess else products}
    course = market.replay()
    for part, begins in enumerate(range(BOUGHT_FROM, ENDS, _PART)):
        yield _part(market, course, mess, part, begins)
    yield {"deal_truth": deal_truth_rows(market, course)}


def _part(market: DealMarket, course: DealReplay, mess: DealMess | None, part: int, begins: int) -> dict[str, pa.Table]:
    """What was bought in a week, and what was shown and redeemed in it."""
    lines = slice(*np.searchsorted(market.purchases.seconds, [begins, begins + _PART]).tolist())
    shown = _shown(market, course, begins)
    redeemed = shown.take(shown.redeemed)
    found = {"transactions": transaction_rows(market, lines, redeemed)}
    if begins >= BEGINS:
        written = mess.written(shown) if mess else np.ones(len(shown), np.bool_)
        found["exposures"] = exposure_rows(market, shown.take(written))
        found["redemptions"] = redemption_rows(market, redeemed)
        found["exposure_truth"] = exposure_truth_rows(market, shown, written)
    if mess is None:
        return found
    untidy = {"transactions": mess.transactions, "exposures": mess.exposures, "redemptions": mess.redemptions}
    return {name: untidy[name](rows, part) if name in untidy else rows for name, rows in found.items()}


def _shown(market: DealMarket, course: DealReplay, begins: int) -> Happened:
    """What the logging policy showed in a week."""
    parts = [Happened.nothing()]
    for block in market.blocks(begins, begins + _PART):
        shown, propensity = market.logged(course, block, course.live(block))
        parts.append(Happened.of(block, course.show(block, shown), propensity))
    return Happened.joined(parts)
