"""Turns the invoice lines of Online Retail II into `events`, `products` and `customers` of recommendation."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pandas as pd

from infra.errors import DataError
from sources.public.fetch import obtain
from sources.public.online_retail import CUSTOMER, REMEDY, TYPES, read_lines, sold_lines, titles
from sources.public.source import Source

_TYPES: Final[dict[str, Any]] = {**TYPES, CUSTOMER: "float64"}  # a number with gaps


def write(source: Source, out: Path, cache: Path) -> None:
    """Write `events.parquet`, `products.parquet` and `customers.parquet`."""
    (file,) = source.files
    out.mkdir(parents=True, exist_ok=True)
    for name, table in tables(read_lines(obtain(file, cache), _TYPES)).items():
        table.to_parquet(out / f"{name}.parquet", index=False)


def tables(lines: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The contract's tables of invoice lines.

    Args:
        lines: As `read_lines` gives them, with `CUSTOMER`.

    Returns:
        events: customer_id, product_id (code in capitals), time, region (country), price (of one), visit_id (invoice),
        of lines that name a customer; products: product_id and title of all that was sold; customers: customer_id and
        region, the country of the first order: who orders from abroad has told it before.

    Raises:
        DataError: No line is a sale of a product to a customer.
    """
    sold = sold_lines(lines)
    own = sold[sold[CUSTOMER].notna()]
    if own.empty:
        raise DataError(f"None of {len(lines):,} invoice lines is a sale of a product to a known customer.", REMEDY)
    events = pd.DataFrame(
        {
            "customer_id": own[CUSTOMER].astype("int64").astype("str"),
            "product_id": own["StockCode"].str.upper(),
            "time": own["InvoiceDate"].dt.tz_localize("UTC"),
            "region": own["Country"],
            "price": own["Price"],
            "visit_id": own["Invoice"],
        }
    )
    named = pd.DataFrame({"product_id": sold["StockCode"].str.upper(), "title": sold["Description"]})
    events = events.reset_index(drop=True)
    first = events.sort_values("time", kind="stable").drop_duplicates("customer_id")
    customers = first[["customer_id", "region"]].sort_values("customer_id", ignore_index=True)
    return {"events": events, "products": titles(named), "customers": customers}
