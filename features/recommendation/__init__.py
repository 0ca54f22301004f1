"""A log of events as requests: what went before each, and what was wanted then."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from features.columns import Longs, places, read
from features.recommendation.at_hand import with_one_at_hand
from features.recommendation.catalogue import catalogue_of, priced
from features.recommendation.drawn import drawn
from features.recommendation.examples import write_events, write_requests, write_tables
from features.recommendation.facts import facts_of
from features.recommendation.log import Log, log_of
from features.recommendation.parameters import FeaturesParameters
from features.recommendation.refusals import refuse_few, refuse_no_choice, refuse_strange_products
from features.recommendation.regions import refuse_strange_regions, spelt_as_stock
from features.recommendation.repeated import repeated
from features.recommendation.requests import requests_of
from features.recommendation.splits import TEST, TRAIN, VALID, Split, split_of
from features.recommendation.tables import CUSTOMERS, PRODUCTS, STOCK, read_events
from features.shelf import last_of, refuse_nothing_to_have

__all__ = ["FeaturesParameters", "build"]


def build(tables: Path, out: Path, parameters: FeaturesParameters) -> dict[str, Any]:
    """Write events to learn from, and requests of valid and of the test with what came before and what was wanted.

    Split by time, the latest events are the test, and a request is a visit (or a customer at the split's begin); what
    it knows is what its customer did before, in the test's own time too. Left out one by one, the last event of each
    customer is the test and the one before valid.

    The log lies in memory whole, ids as numbers: 20 million events of a million customers took 3.4 GiB at the peak and
    under two minutes of one core, a million events .5 GiB.

    Args:
        tables: Folder of clean contract tables: events.parquet; products.parquet, customers.parquet and stock.parquet
            where they are given.
        out: Folder for products.parquet (by product_id, with `listed`), customers.parquet, stock.parquet;
            train.parquet and valid_events.parquet, events by customer and place; {valid,test}.parquet, a row a request;
            histories.parquet, the last events before each; relevant.parquet, what was wanted (gain 0..1, unseen,
            scarce); and facts.json.
        parameters: Settings.

    Returns:
        Counts of the tables and per split, and how it was split.

    Raises:
        DataError: A table is absent or empty, times do not allow the split, there are too few requests, too many
            events are of products that are not listed or name a region that stock never does, or nothing can be had or
            chosen at their end.
    """
    stock, customers = read(tables, "stock", STOCK), read(tables, "customers", CUSTOMERS)
    log, rows, twice = _log(tables, customers)
    products = catalogue_of(read(tables, "products", PRODUCTS), log.products)
    refuse_strange_products(products, log, parameters)
    refuse_no_choice(products, log)
    log = spelt_as_stock(log, stock)
    refuse_strange_regions(log, stock, parameters)
    listed = np.asarray(products.column("listed"), dtype=bool)
    refuse_nothing_to_have(products.filter(pa.array(listed)), stock, last_of(log.time), "event")
    log, split = split_of(log, parameters)
    whole = requests_of(log, split, listed[places(log.products, products.column("product_id"))], parameters)
    refuse_few(log, split, whole, with_one_at_hand(log, whole, products, stock), parameters)
    requests, left_out = drawn(whole, parameters)
    seen = _seen(log, split)
    out.mkdir(parents=True, exist_ok=True)
    products = priced(products, log, split.of != TEST)
    given = {"products": products, "stock": stock, "customers": customers}
    write_tables(given, out)
    write_events(log, split, out)
    write_requests(log, requests, seen, parameters, out)
    facts = facts_of(log, split, requests, seen, given, parameters)
    facts |= {"events": rows, "events_twice": twice, "requests_left_out": left_out}
    (out / "facts.json").write_text(json.dumps(facts, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return facts


def _log(tables: Path, customers: pa.Table | None) -> tuple[Log, int, int]:
    """The log, its rows in the table, and how many of them said again what another says."""
    log = log_of(read_events(tables), customers)
    again = repeated(log)
    return log.take(~again), len(log), int(again.sum())


def _seen(log: Log, split: Split) -> dict[int, Longs]:
    """(log.products,) events of each product: in train for valid, in train and valid for the test."""
    train, valid = (np.bincount(log.product[split.of == part], minlength=len(log.products)) for part in (TRAIN, VALID))
    return {VALID: train, TEST: train + valid}
