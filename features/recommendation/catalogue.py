"""The products that examples speak of: those that can be recommended, and those that were once sold."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from features.columns import UNKNOWN, Mask, places
from features.recommendation.log import Log
from features.recommendation.tables import PRODUCTS


def catalogue_of(products: pa.Table | None, sold: pa.Array) -> pa.Table:
    """All products by product_id, with `listed`: whether one can be recommended.

    Args:
        products: With the columns of `tables.PRODUCTS`; None: what was sold is what there is.
        sold: Ids of the events.
    """
    known = pa.table({name: pa.array([], kind) for name, kind in PRODUCTS.items()}) if products is None else products
    new = sold.filter(pa.array(places(sold, known.column("product_id")) == UNKNOWN))
    gone = pa.table({name: pa.nulls(len(new), kind) for name, kind in PRODUCTS.items()}).set_column(
        0, "product_id", new.cast(PRODUCTS["product_id"])
    )
    known = known.set_column(known.column_names.index("attributes"), "attributes", as_lists(known.column("attributes")))
    listed = np.append(np.ones(known.num_rows, dtype=bool), np.full(len(new), products is None))
    whole = pa.concat_tables([known, gone]).append_column("listed", pa.array(listed))
    return whole.take(pc.sort_indices(whole, sort_keys=[("product_id", "ascending")]))


def priced(products: pa.Table, log: Log, learnt: Mask) -> pa.Table:
    """The products, a price that is not given being the mean of those of its events.

    Args:
        products: With product_id and price.
        log: The events.
        learnt: (n,) events that count; those of the test do not.
    """
    told = learnt & ~np.isnan(log.price)
    sums, counts = (
        np.bincount(log.product[told], weights, minlength=len(log.products)) for weights in (log.price[told], None)
    )
    mean = np.divide(sums, counts, out=np.full(len(sums), np.nan), where=counts > 0)
    of_events = np.append(mean, np.nan)[places(products.column("product_id"), log.products)]
    given = products.column("price")
    price = pc.if_else(pc.is_valid(given), given, pa.array(of_events, from_pandas=True))
    return products.set_column(products.column_names.index("price"), "price", price)


def as_lists(attributes: Any) -> pa.Array:
    """(n,) JSON lists of texts, null where there is none; each once, as first given."""
    return pa.array([None if cell is None else _as_list(cell) for cell in attributes.to_pylist()], pa.large_string())


def _as_list(cell: str) -> str | None:
    texts = list(dict.fromkeys(text for text in map(str.strip, _texts(cell)) if text))
    return json.dumps(texts, ensure_ascii=False) if texts else None


def _texts(cell: str) -> list[str]:
    """Of a JSON list or object, else of a text parted by semicolons."""
    if cell.lstrip()[:1] not in ("[", "{"):
        return cell.split(";")
    try:
        told = json.loads(cell)
    except ValueError:
        return cell.split(";")
    if isinstance(told, dict):
        return [f"{name}: {_text(value)}" for name, value in told.items() if value is not None]
    return [_text(value) for value in told if value is not None]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
