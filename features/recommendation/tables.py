"""The clean tables as arrow tables: the columns that examples are made of."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from features.columns import TEXT, TIME, UNKNOWN, read
from infra.errors import DataError

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]

PRODUCTS: Final = {
    "product_id": TEXT,
    "title": TEXT,
    "description": TEXT,
    "category": TEXT,
    "brand": TEXT,
    "attributes": TEXT,
    "price": pa.float64(),
    "launch_date": TIME,
}
CUSTOMERS: Final = {"customer_id": TEXT, "region": TEXT}
STOCK: Final = {"product_id": TEXT, "region": TEXT, "available_from": TIME, "available_to": TIME}
EVENTS: Final = {
    "customer_id": TEXT,
    "product_id": TEXT,
    "time": TIME,
    "order": pa.float64(),
    "type": TEXT,
    "region": TEXT,
    "price": pa.float64(),
    "visit_id": TEXT,
}


def read_events(tables: Path) -> pa.Table:
    """The log with all its columns; texts as dictionaries, so that an id that many rows share lies there once.

    Raises:
        DataError: It is not there, or has no row.
    """
    events = read(tables, "events", EVENTS, as_dictionaries=True)
    if events is None or events.num_rows == 0:
        what = "holds no `events`" if events is None else "holds `events` without any row"
        raise DataError(f"{tables} {what}.", "Give the table; `bazaar contract recommendation` shows it.")
    return events


def coded(column: Any) -> tuple[Ints, pa.Array]:
    """(n,) position of each value in its (m,) distinct ones, `UNKNOWN` where it is missing; and these in rising order.

    Args:
        column: Texts, or a dictionary of them.
    """
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    one = column.unify_dictionaries().combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if isinstance(one, pa.ChunkedArray):
        one = one.chunk(0) if one.num_chunks else pa.array([], TEXT).dictionary_encode()
    codes = np.asarray(pc.fill_null(one.indices, UNKNOWN)).astype(np.int32)
    return _in_order(codes, one.dictionary.cast(TEXT))


def _in_order(codes: Ints, values: pa.Array) -> tuple[Ints, pa.Array]:
    order = np.asarray(pc.sort_indices(values)).astype(np.int64)
    place = np.empty(len(order) + 1, dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    place[-1] = UNKNOWN  # a missing value's -1 points there
    return place[codes], values.take(pa.array(order))
