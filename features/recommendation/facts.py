"""What is told of the examples of recommendation."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from features.columns import NO_TIME, UNKNOWN, Longs, iso, micros, places
from features.recommendation.examples import events_before, unseen_and_scarce
from features.recommendation.log import KINDS, Log
from features.recommendation.parameters import FeaturesParameters
from features.recommendation.regions import strange_regions
from features.recommendation.requests import Requests
from features.recommendation.splits import TEST, VALID, Split
from features.shelf import last_of, shelf_facts
from features.splits import SPLITS


def facts_of(
    log: Log,
    split: Split,
    requests: Requests,
    seen: dict[int, Longs],
    tables: dict[str, pa.Table | None],
    parameters: FeaturesParameters,
) -> dict[str, Any]:
    """Counts as JSON values: of the tables, of each split, and of what is not as one might think.

    Args:
        log: The events that are split.
        split: Of them.
        requests: Those that are written.
        seen: As `examples.write_requests` takes it.
        tables: products (with listed), stock and customers.
        parameters: Settings.
    """
    products, stock = tables["products"], tables["stock"]
    facts: dict[str, Any] = {
        "split": split.how,
        "asks": parameters.asks if split.ends else "customer",
        "events_split": len(log),
        "events_without_time_left_out": split.untimed,
        "events_that_tie": _ties(log),
        "events_of_a_region_that_stock_never_names": strange_regions(log, stock),
        "types": {name: int((log.kind == place).sum()) for place, name in enumerate(KINDS)},
        "customers_of_events": int((np.diff(log.starts()) > 0).sum()),
        "products_of_events": int((np.bincount(log.product, minlength=len(log.products)) > 0).sum()),
        "requests_without_a_listed_product": requests.without,
        **{name: 0 if table is None else table.num_rows for name, table in tables.items()},
    }
    if products is not None:
        facts |= _of_products(log, products, stock)
    if split.ends is not None:
        facts["valid_from"], facts["test_from"] = map(iso, split.ends)
    unseen, scarce = unseen_and_scarce(requests, seen, parameters)
    before = events_before(log, requests)
    for part, name in enumerate(SPLITS):
        own = split.of == part
        facts[name] = {
            "events": int(own.sum()),
            "customers": len(np.unique(log.customer[own])),
            "products": len(np.unique(log.product[own])),
        }
        if part in (VALID, TEST):
            asked = requests.part == part
            pairs = asked[requests.request]
            facts[name] |= {
                "requests": int(asked.sum()),
                "new_customer": int((asked & (before == 0)).sum()),
                "relevant": int(pairs.sum()),
                "unseen": int((pairs & unseen).sum()),
                "scarce": int((pairs & scarce).sum()),
            }
    return facts


def _of_products(log: Log, products: pa.Table, stock: pa.Table | None) -> dict[str, Any]:
    listed = np.asarray(products.column("listed"), dtype=bool)
    place = places(log.products, products.column("product_id"))[log.product]
    launched = micros(products.column("launch_date"))
    strange = 0
    if stock is not None:
        known = products.column("product_id").filter(pa.array(listed)).combine_chunks()
        strange = int(pc.sum(pc.invert(pc.is_in(stock.column("product_id"), value_set=known))).as_py() or 0)
    return {
        "products_listed": int(listed.sum()),
        "events_of_products_not_listed": int((~listed[place]).sum()),
        "events_before_launch": int(((log.time != NO_TIME) & (log.time < launched[place])).sum()),
        "stock_of_products_not_listed": strange,
        **shelf_facts(products.filter(pa.array(listed)), stock, last_of(log.time), "event"),
    }


def _ties(log: Log) -> int:
    """Events of which the order of the rows alone tells that they came after the one before."""
    same = (log.customer[1:] == log.customer[:-1]) & (log.time[1:] == log.time[:-1])
    same &= (log.order[1:] == log.order[:-1]) | (np.isnan(log.order[1:]) & np.isnan(log.order[:-1]))
    other = (log.visit[1:] != log.visit[:-1]) | (log.visit[1:] == UNKNOWN)
    return int((same & other).sum())
