"""The clean tables as arrow tables: the columns that examples are made of."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pyarrow as pa

from features.columns import TEXT, TIME, read
from infra.errors import DataError

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
