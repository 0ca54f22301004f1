"""The clean tables as frames: the catalogue, and the columns that examples are made of."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from infra.errors import DataError

NO_TIME: Final = np.iinfo(np.int64).min
UNKNOWN: Final = -1

Longs = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_TEXT: Final = pa.large_string()
_TIME: Final = pa.timestamp("us", "UTC")
PRODUCTS: Final = {
    "product_id": _TEXT,
    "title": _TEXT,
    "description": _TEXT,
    "bullets": _TEXT,
    "brand": _TEXT,
    "colour": _TEXT,
    "category": _TEXT,
    "price": pa.float64(),
    "launch_date": _TIME,
    "language": _TEXT,
}
STOCK: Final = {"product_id": _TEXT, "region": _TEXT, "available_from": _TIME, "available_to": _TIME}
CUSTOMERS: Final = {"customer_id": _TEXT, "region": _TEXT, "language": _TEXT, "since": _TIME}
JUDGMENTS: Final = {
    "query": _TEXT,
    "product_id": _TEXT,
    "grade": _TEXT,
    "region": _TEXT,
    "language": _TEXT,
    "split": _TEXT,
    "judged_at": _TIME,
}
EVENTS: Final = {
    "query": _TEXT,
    "product_id": _TEXT,
    "search_id": _TEXT,
    "customer_id": _TEXT,
    "rank": pa.float64(),
    "click": pa.bool_(),
    "purchase": pa.bool_(),
    "time": _TIME,
    "region": _TEXT,
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


def read(tables: Path, name: str, columns: dict[str, pa.DataType]) -> pa.Table | None:
    """A table with these columns, nulls where it lacks one; None where it is not there."""
    path = tables / f"{name}.parquet"
    if not path.is_file():
        return None
    there = set(pq.read_schema(path).names)
    raw = pq.read_table(path, columns=[column for column in columns if column in there])
    table = pa.table(
        {
            column: raw.column(column).cast(kind) if column in there else pa.nulls(raw.num_rows, kind)
            for column, kind in columns.items()
        }
    )
    return _trimmed(table, "region") if "region" in columns else table


def _trimmed(table: pa.Table, name: str) -> pa.Table:
    """Without blanks around a text: ` DE` and `DE` are one, blanks alone are nothing."""
    text = pc.utf8_trim_whitespace(table.column(name))
    said = pc.if_else(pc.equal(text, ""), pa.scalar(None, _TEXT), text)
    return table.set_column(table.column_names.index(name), name, said)


def places(values: Any, known: Any) -> Longs:
    """(n,) position of each value in (m,) known ones; `UNKNOWN` where it is none of them, or missing."""
    whole = known.combine_chunks() if isinstance(known, pa.ChunkedArray) else known
    return np.asarray(pc.fill_null(pc.index_in(values, value_set=whole), UNKNOWN), dtype=np.int64)


def micros(times: Any) -> Longs:
    """(n,) microseconds since 1970, `NO_TIME` where a time is missing."""
    return np.asarray(pc.fill_null(times.cast(pa.int64()), NO_TIME), dtype=np.int64)
