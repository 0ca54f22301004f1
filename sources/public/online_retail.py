"""Turns the invoice lines of Online Retail II into the tables `sales`, `products`, `regions` and `calendar`."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pandas as pd

from infra.errors import DataError
from sources.public.fetch import obtain
from sources.public.retail_calendar import calendar
from sources.public.source import Source

PRODUCT_CODE: Final = r"[0-9]{5}[A-Za-z]*"  # what is not of this form is postage, fees, vouchers and tests
CURRENCY: Final = "GBP"
CALENDAR_AHEAD: Final = 1  # years after the last sale
TYPES: Final[dict[str, Any]] = {
    "Invoice": "str",
    "StockCode": "str",
    "Description": "str",
    "Quantity": "int64",
    "InvoiceDate": "datetime64[us]",
    "Price": "float64",
    "Country": "str",
}
CUSTOMER: Final = "Customer"
_ALSO_WRITTEN: Final = {"Customer ID": CUSTOMER, "CustomerID": CUSTOMER}
REMEDY: Final = "Fetch the file again."


def write(source: Source, out: Path, cache: Path) -> None:
    """Write `sales.parquet`, `products.parquet`, `regions.parquet` and `calendar.parquet`."""
    (file,) = source.files
    out.mkdir(parents=True, exist_ok=True)
    for name, table in tables(read_lines(obtain(file, cache))).items():
        table.to_parquet(out / f"{name}.parquet", index=False)


def read_lines(path: Path, types: Mapping[str, Any] = TYPES) -> pd.DataFrame:
    """Read the invoice lines from UCI's zip with its workbook, or from a parquet file of them.

    Args:
        path: The file.
        types: The columns that are wanted; `CUSTOMER` may be one of them.

    Returns:
        These columns, one row a line, each line once.

    Raises:
        DataError: The file is neither, or its columns are others.
    """
    if path.suffix == ".parquet":
        return _typed(pd.read_parquet(path), path.name, types)
    try:
        with zipfile.ZipFile(path) as packed:
            (workbook,) = (name for name in packed.namelist() if name.endswith(".xlsx"))
            with packed.open(workbook) as stream:
                sheets = pd.read_excel(stream, sheet_name=None, engine="calamine")
    except (zipfile.BadZipFile, ValueError) as unreadable:
        raise DataError(f"{path.name}: holds no workbook that can be read ({unreadable}).", REMEDY) from unreadable
    return joined([_typed(sheet, f"{path.name}, sheet {name}", types) for name, sheet in sheets.items()])


def joined(sheets: list[pd.DataFrame]) -> pd.DataFrame:
    """The lines of sheets that follow each other in time; what a sheet repeats of the one before is taken once."""
    lines = sheets[0]
    for sheet in sheets[1:]:
        lines = pd.concat([lines, sheet[sheet["InvoiceDate"] > lines["InvoiceDate"].max()]], ignore_index=True)
    return lines


def tables(lines: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The contract's tables of invoice lines.

    Returns:
        sales: product_id (code in capitals), region (country), date, units ordered, price (mean a unit), currency,
        orders (invoices); products: product_id and title; regions; calendar until the end of the year after the last
        sale.

    Raises:
        DataError: No line is a sale of a product.
    """
    sold = sold_lines(lines)
    sold = pd.DataFrame(
        {
            "product_id": sold["StockCode"].str.upper(),
            "region": sold["Country"],
            "date": sold["InvoiceDate"].dt.normalize(),
            "title": sold["Description"],
            "units": sold["Quantity"],
            "value": sold["Quantity"] * sold["Price"],
            "invoice": sold["Invoice"],
        }
    )
    regions = sorted(sold["region"].unique())
    first, last = sold["date"].min().year, sold["date"].max().year
    return {
        "sales": _sales(sold),
        "products": titles(sold),
        "regions": pd.DataFrame({"region": regions, "country": regions}),
        "calendar": calendar(regions, range(first, last + CALENDAR_AHEAD + 1)),
    }


def sold_lines(lines: pd.DataFrame) -> pd.DataFrame:
    """The lines that are sales of a product.

    Raises:
        DataError: None is.
    """
    sold = lines[(lines["Quantity"] > 0) & (lines["Price"] > 0) & lines["StockCode"].str.fullmatch(PRODUCT_CODE)]
    if sold.empty:
        raise DataError(f"None of {len(lines):,} invoice lines is a sale of a product.", REMEDY)
    return sold


def _sales(sold: pd.DataFrame) -> pd.DataFrame:
    days = sold.groupby(["product_id", "region", "date"], as_index=False).agg(
        units=("units", "sum"), value=("value", "sum"), orders=("invoice", "nunique")
    )
    days["price"] = days.pop("value") / days["units"]
    return days.assign(currency=CURRENCY)


def titles(sold: pd.DataFrame) -> pd.DataFrame:
    """The usual title of each product of (n,) lines with product_id and title, by product_id."""
    written = sold.groupby(["product_id", "title"], as_index=False).size().rename(columns={"size": "lines"})
    written["title"] = written["title"].str.split().str.join(" ")
    written = written[written["title"] != ""].groupby(["product_id", "title"], as_index=False).agg({"lines": "sum"})
    # The title of most lines, and of equally frequent ones the first in the alphabet.
    ordered = written.sort_values(["product_id", "lines", "title"], ascending=[True, False, True])
    titles = ordered.drop_duplicates("product_id").set_index("product_id")["title"]
    products = pd.Series(sorted(sold["product_id"].unique()), name="product_id")
    return pd.DataFrame({"product_id": products, "title": products.map(titles)})


def _typed(lines: pd.DataFrame, name: str, types: Mapping[str, Any]) -> pd.DataFrame:
    lines = lines.rename(columns=lambda column: _ALSO_WRITTEN.get(str(column).strip(), str(column).strip()))
    missing = [column for column in types if column not in lines]
    if missing:
        raise DataError(f"{name}: lacks the columns {', '.join(missing)}.", REMEDY)
    try:
        # A code of digits alone is a number in a workbook.
        typed = lines[list(types)].astype(dict(types))
    except (ValueError, TypeError, OverflowError) as strange:
        raise DataError(f"{name}: a cell is not of its column's type ({strange}).", REMEDY) from strange
    for column in ("Invoice", "StockCode", "Country"):
        typed[column] = typed[column].str.strip()
    return typed
