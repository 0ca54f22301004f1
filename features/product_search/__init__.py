"""Judged and logged searches as examples, with the catalogue that they search in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from features.columns import read
from features.product_search.available import refuse_nothing_available
from features.product_search.examples import write_examples, write_tables
from features.product_search.facts import facts_of
from features.product_search.judged import judged_searches
from features.product_search.logged import logged_searches
from features.product_search.parameters import FeaturesParameters
from features.product_search.refusals import refuse_few, refuse_nothing_relevant
from features.product_search.regions import refuse_strange_regions, spelt_as_stock
from features.product_search.searches import together
from features.product_search.slices import slices_of
from features.product_search.splits import split_of
from features.product_search.tables import CUSTOMERS, EVENTS, JUDGMENTS, STOCK, read_products
from infra.errors import DataError

__all__ = ["FeaturesParameters", "build"]


def build(tables: Path, out: Path, parameters: FeaturesParameters) -> dict[str, Any]:
    """Write examples for training, validation and test.

    Judged queries are split as judgments.split says (valid is carved from train where it gives none), else by a hash
    of the query: no query is in two parts. Logged searches are split by time, the latest for the test; where fewer
    than three times are known, by the same hash. Searches of valid and test that nothing came of measure nothing and
    are left out; in train they are what was shown in vain.

    Catalogue and log lie in memory whole: a million rows of the log beside 100,000 products of 300 characters took
    10 seconds and 440 MB at the peak.

    Args:
        tables: Folder of clean contract tables: products.parquet, judgments.parquet or events.parquet or both,
            stock.parquet and customers.parquet where they are given.
        out: Folder for products.parquet (by product_id), stock.parquet, customers.parquet; {train,valid,test}.parquet,
            a row a search (example_id, query, customer_id, region, language, time, kind; in valid and test what
            `slices.slices_of` tells); pairs.parquet, a row a product judged or shown (example_id, split, product_id,
            gain 0..1, grade 0..3 of the four classes, rank from 1, click, purchase); and facts.json.
        parameters: Settings.

    Returns:
        Counts per split and of the tables, and how the split was made.

    Raises:
        DataError: A table is absent or not as the contract wants it, a split is given only in part, there are too few
            searches for one, too many searches name a region that stock never does, or nothing can be had at their end.
    """
    products = read_products(tables)
    judgments, events = read(tables, "judgments", JUDGMENTS), read(tables, "events", EVENTS)
    stock, customers = read(tables, "stock", STOCK), read(tables, "customers", CUSTOMERS)
    if judgments is None and events is None:
        raise DataError(
            f"{tables} holds neither `judgments` nor `events`.",
            "Give one of them; `bazaar contract product-search` shows both.",
        )
    parts = []
    if judgments is not None:
        parts.append(judged_searches(judgments, products, parameters))
    if events is not None:
        parts.append(logged_searches(events, customers, products, parameters))
    searches = spelt_as_stock(together(parts), stock)
    refuse_nothing_relevant(searches)
    refuse_strange_regions(searches, stock, parameters)
    refuse_nothing_available(searches, products, stock)
    split = split_of(searches, parameters)
    refuse_few(searches, split, parameters)
    slices = slices_of(searches, split, products, parameters)
    out.mkdir(parents=True, exist_ok=True)
    write_tables({"products": products, "stock": stock, "customers": customers}, out)
    write_examples(searches, split, slices, products, out)
    given = {"products": products, "judgments": judgments, "events": events, "stock": stock, "customers": customers}
    facts = facts_of(searches, split, slices, given)
    (out / "facts.json").write_text(json.dumps(facts, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return facts
