"""What sets searches apart, seen from train: what the measures slice by."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa

from features.columns import NO_TIME, Longs, Mask, micros
from features.product_search.parameters import FeaturesParameters
from features.product_search.searches import LOGGED, Searches
from features.product_search.splits import TRAIN, Split

SLICES: Final = ("returning_customer", "changed_query", "seen_query", "scarce_query", "new_product")
_DAY: Final = 86_400_000_000  # microseconds
_NEVER: Final = np.iinfo(np.int64).max


def slices_of(searches: Searches, split: Split, products: pa.Table, parameters: FeaturesParameters) -> dict[str, Mask]:
    """(n,) each.

    `returning_customer`: the customer searched in train. `changed_query`: a relevant product was launched in the last
    `changed_days` before the search; where its launch is not known, it was first sold then, and before
    this search: what came of a search says nothing of what it met. `seen_query`: train has
    the normalised query. `scarce_query`: less than `scarce_searches` times. `new_product`: no relevant product was
    shown or judged in train.
    """
    n = len(searches)
    trained = split.of == TRAIN
    pairs = searches.pairs
    search, product = (pairs[name].to_numpy(dtype=np.int64) for name in ("search", "product"))
    relevant = pairs["gain"].to_numpy() > 0
    known = np.zeros(products.num_rows, dtype=bool)
    known[product[trained[search]]] = True
    has_known = np.zeros(n, dtype=bool)
    has_known[search[relevant & known[product]]] = True
    customers = searches.rows["customer_id"]
    logged = (searches.rows["kind"] == LOGGED).to_numpy()
    own = customers[trained & logged].dropna().unique()
    codes, distinct = pd.factorize(searches.keys)
    counts = np.bincount(codes[trained], minlength=len(distinct))[codes]
    return {
        "returning_customer": customers.isin(own).to_numpy(dtype=bool),
        "changed_query": _changed(searches, products, search[relevant], product[relevant], parameters),
        "seen_query": counts > 0,
        "scarce_query": counts < parameters.scarce_searches,
        "new_product": searches.relevant() & ~has_known,
    }


def _changed(
    searches: Searches, products: pa.Table, search: Longs, product: Longs, parameters: FeaturesParameters
) -> Mask:
    changed = np.zeros(len(searches), dtype=bool)
    window = int(parameters.changed_days * _DAY)
    times = searches.times[search]
    launch = micros(products.column("launch_date"))
    unknown = launch == NO_TIME
    since = np.where(unknown, _first_sold(searches, products.num_rows, window), launch)[product]
    before = (since < times) | ((since == times) & ~unknown[product])
    changed[search[(times != NO_TIME) & before & (since > times - window)]] = True
    return changed


def _first_sold(searches: Searches, n: int, window: int) -> Longs:
    """(n,) when each product was first sold; `_NEVER` without a sale, or where the log begins but a window before."""
    pairs = searches.pairs
    sold = pairs["purchase"].fillna(value=False).to_numpy(dtype=bool)
    at = searches.times[pairs["search"].to_numpy(dtype=np.int64)[sold]]
    first = np.full(n, _NEVER)
    dated = at != NO_TIME
    np.minimum.at(first, pairs["product"].to_numpy(dtype=np.int64)[sold][dated], at[dated])
    begins = searches.times[searches.times != NO_TIME].min(initial=_NEVER)
    early = (first != _NEVER) & (first - window < begins)
    first[early] = _NEVER
    return first
