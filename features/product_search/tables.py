"""The clean tables as frames: the catalogue, and the columns that examples are made of."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from features.columns import TEXT, TIME, read
from infra.errors import DataError

PRODUCTS: Final = {
    "product_id": TEXT,
    "title": TEXT,
    "description": TEXT,
    "bullets": TEXT,
    "brand": TEXT,
    "colour": TEXT,
    "category": TEXT,
    "price": pa.float64(),
    "launch_date": TIME,
    "language": TEXT,
}
STOCK: Final = {"product_id": TEXT, "region": TEXT, "available_from": TIME, "available_to": TIME}
CUSTOMERS: Final = {"customer_id": TEXT, "region": TEXT, "language": TEXT, "since": TIME}
JUDGMENTS: Final = {
    "query": TEXT,
    "product_id": TEXT,
    "grade": TEXT,
    "region": TEXT,
    "language": TEXT,
    "split": TEXT,
    "judged_at": TIME,
}
EVENTS: Final = {
    "query": TEXT,
    "product_id": TEXT,
    "search_id": TEXT,
    "customer_id": TEXT,
    "rank": pa.float64(),
    "click": pa.bool_(),
    "purchase": pa.bool_(),
    "time": TIME,
    "region": TEXT,
}


def read_products(tables: Path) -> pa.Table:
    """The catalogue with all its columns, by product_id.

    Raises:
        DataError: It is not there.
    """
    products = read(tables, "products", PRODUCTS)
    if products is None:
        raise DataError(f"{tables} holds no `products`.", "Give the table; `bazaar contract product-search` shows it.")
    return products.take(pc.sort_indices(products, sort_keys=[("product_id", "ascending")]))
