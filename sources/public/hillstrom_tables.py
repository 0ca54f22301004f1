"""Turns the customers of Hillstrom's e-mail experiment into the table `impressions`."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pandas as pd

from infra.errors import DataError
from sources.public.fetch import obtain
from sources.public.source import Source
from sources.public.text_tables import REMEDY, read_text

ARMS: Final = ("Mens E-Mail", "Womens E-Mail", "No E-Mail")
PROPENSITY: Final = 1 / 3
TYPES: Final[dict[str, Any]] = {
    "recency": "int64",
    "history_segment": "str",
    "history": "float64",
    "mens": "int64",
    "womens": "int64",
    "zip_code": "str",
    "newbie": "int64",
    "channel": "str",
    "segment": "str",
    "visit": "int64",
    "conversion": "int64",
    "spend": "float64",
}


def write(source: Source, out: Path, cache: Path) -> None:
    """Write `impressions.parquet`."""
    (file,) = source.files
    out.mkdir(parents=True, exist_ok=True)
    impressions(read_customers(obtain(file, cache))).to_parquet(out / "impressions.parquet", index=False)


def read_customers(path: Path) -> pd.DataFrame:
    """Read the customers, columns as in `TYPES`.

    Raises:
        DataError: The file is no UTF-8 table, lacks a column, or a cell is not of its column's type.
    """
    customers = read_text(path, TYPES)
    try:
        return customers.astype(TYPES)
    except ValueError as strange:
        raise DataError(f"{path.name}: a cell is not of its column's type ({strange}).", REMEDY) from strange


def impressions(customers: pd.DataFrame) -> pd.DataFrame:
    """The contract's table: one e-mail, or none, of each customer.

    Returns:
        impression_id, click (the visit), conversion, spend, propensity (1/3), ad (the e-mail), and the customer's
        columns.

    Raises:
        DataError: An e-mail is none of the three, or an outcome is neither 0 nor 1.
    """
    strange = customers.loc[~customers["segment"].isin(ARMS), "segment"]
    if len(strange):
        raise DataError(
            f"segment: {len(strange):,} customers were sent something else, the first {strange.iloc[0]!r}.", REMEDY
        )
    for outcome in ("visit", "conversion"):
        wrong = ~customers[outcome].isin((0, 1))
        if wrong.any():
            raise DataError(f"{outcome}: {int(wrong.sum()):,} customers have neither 0 nor 1.", REMEDY)
    flags = {name: customers[name].astype("str") for name in ("mens", "womens", "newbie")}
    return pd.DataFrame(
        {
            "impression_id": [f"customer-{row:05d}" for row in range(len(customers))],
            "click": customers["visit"] == 1,
            "conversion": customers["conversion"] == 1,
            "spend": customers["spend"],
            "propensity": PROPENSITY,
            "ad": customers["segment"],
            "recency": customers["recency"],
            "history_segment": customers["history_segment"],
            "history": customers["history"],
            "zip_code": customers["zip_code"],
            "channel": customers["channel"],
            **flags,
        }
    )
