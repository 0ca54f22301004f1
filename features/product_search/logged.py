"""A log of products shown as searches: those rows are one that share a search and ask the same."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from features.columns import NO_TIME, UNKNOWN, Longs, micros, places
from features.product_search.parameters import FeaturesParameters
from features.product_search.queries import query_keys
from features.product_search.searches import LOGGED, Searches
from features.product_search.shown import pairs_shown


def logged_searches(
    events: pa.Table, customers: pa.Table | None, products: pa.Table, parameters: FeaturesParameters
) -> Searches:
    """Searches from a log.

    A product that a search shows twice counts once, for the best that came of it. Rows that name neither a search nor a
    time are pooled by customer, query and region; there a product's gain is the mean of its rows.

    Args:
        events: With the columns of `tables.EVENTS`.
        customers: With those of `tables.CUSTOMERS`; they say region and language where a search does not.
        products: The catalogue.
        parameters: Settings.
    """
    product = places(events.column("product_id"), products.column("product_id"))
    known = product != UNKNOWN
    lost = int((~known).sum())
    if lost:
        events, product = events.filter(pa.array(known)), product[known]
    times, keys = micros(events.column("time")), query_keys(events.column("query"))
    search, pooled = _searches(events, keys, times)
    first = _fullest(events, search)
    moments = np.full(len(first), np.iinfo(np.int64).max)
    dated = times != NO_TIME
    np.minimum.at(moments, search[dated], times[dated])
    moments[moments == np.iinfo(np.int64).max] = NO_TIME
    pairs = pairs_shown(events, search, product, pooled, parameters)
    return Searches(
        rows=_rows(events.take(pa.array(first)), customers, keys[first], moments),
        times=moments,
        keys=keys[first],
        given=np.full(len(first), UNKNOWN, dtype=np.int64),
        pairs=pairs,
        lost=lost,
        merged=len(search) - len(pairs),
    )


def _searches(events: pa.Table, keys: Any, times: Longs) -> tuple[Longs, Any]:
    """(m,) the search of each row, numbered as they first occur, and (m,) whether it pools several of them."""
    names = _codes(events.column("search_id"))
    named = names >= 0
    parts = {
        "key": keys,
        "search": names,
        # Where the search is named, it alone decides: rows of it may lack a customer.
        "customer": np.where(named, UNKNOWN, _codes(events.column("customer_id"))),
        "region": np.where(named, UNKNOWN, _codes(events.column("region"))),
        "time": np.where(named, NO_TIME, times),
    }
    search = pd.DataFrame(parts).groupby(list(parts), sort=False).ngroup().to_numpy().astype(np.int64)
    return search, ~named & (times == NO_TIME)


def _fullest(events: pa.Table, search: Longs) -> Longs:
    """Of each search the first of its rows that say most of who searched where."""
    missing = np.sum([pc.is_null(events.column(name)).to_numpy() for name in ("customer_id", "region")], axis=0)
    order = np.lexsort((missing, search))
    _, place = np.unique(search[order], return_index=True)
    return order[place]


def _codes(column: Any) -> Longs:
    """(m,) a number for each value, `UNKNOWN` where it is missing."""
    coded = column.combine_chunks().dictionary_encode()
    return np.asarray(pc.fill_null(coded.indices, UNKNOWN)).astype(np.int64)


def _rows(firsts: pa.Table, customers: pa.Table | None, keys: Any, moments: Longs) -> pd.DataFrame:
    rows = firsts.select(["search_id", "query", "customer_id", "region"]).to_pandas().astype("str")
    language = pd.Series([None] * len(rows), dtype="str")
    if customers is not None:
        place = places(firsts.column("customer_id"), customers.column("customer_id"))
        own = customers.select(["region", "language"]).to_pandas().astype("str")
        found = own.reindex(place).reset_index(drop=True)  # at UNKNOWN there is no row
        rows["region"] = rows["region"].fillna(found["region"])
        language = found["language"]
    return pd.DataFrame(
        {
            "example_id": _names(rows, keys, moments),
            "query": rows["query"],
            "customer_id": rows["customer_id"],
            "region": rows["region"],
            "language": language,
            "kind": pd.Series([LOGGED] * len(rows), dtype="str"),
        }
    )


def _names(rows: pd.DataFrame, keys: Any, moments: Longs) -> pd.Series[Any]:
    """An id a search: its own, with a number where it asks several queries; else of customer, query, time, region."""
    asked = pd.DataFrame({"search": rows["search_id"], "key": keys}).sort_values("key", kind="stable")
    turn = asked.groupby("search").cumcount().sort_index()
    own = "s-" + rows["search_id"] + ("-" + (turn + 1).astype("str")).mask(turn == 0, "")
    said = [rows[name].fillna("") for name in ("search_id", "customer_id", "region")]
    who = (said[0] + "|" + said[1] + "|" + said[2]).to_numpy(dtype=object)
    numbers = pd.util.hash_array(who, categorize=False) * np.uint64(0x9E3779B97F4A7C15)
    numbers = numbers ^ keys ^ (moments.view(np.uint64) * np.uint64(0xC2B2AE3D27D4EB4F))
    made = pd.Series([f"e-{number:016x}" for number in numbers.tolist()], dtype="str")
    # A shop may call one search what the second query of another is called here.
    return own.mask(own.duplicated(keep=False)).fillna(made).astype("str")
