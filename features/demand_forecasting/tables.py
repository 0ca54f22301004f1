"""The optional tables: products, regions, calendar, promotions. An absent one is an empty one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from features.demand_forecasting.days import NONE, days_of
from infra.errors import DataError
from models.demand_forecasting.panel import ALL

UNKNOWN_DAY = -1  # how a panel writes a launch or an end that is not known


def read(tables: Path, name: str, texts: tuple[str, ...], times: tuple[str, ...] = ()) -> pd.DataFrame:
    """A table's columns: texts ("" where missing), and times as day numbers (`NONE` where missing).

    Columns that the file lacks are missing throughout; other columns stay as they are.
    """
    path = tables / f"{name}.parquet"
    frame = pd.read_parquet(path) if path.exists() else pd.DataFrame()
    read = pd.DataFrame(index=frame.index)
    for column in texts:
        cells = frame[column] if column in frame else pd.Series("", index=frame.index, dtype="str")
        read[column] = cells.astype("str").fillna("").astype("str")
    for column in times:
        read[column] = days_of(frame[column]) if column in frame else np.full(len(frame), NONE, dtype=np.int64)
    for column in frame.columns.difference(read.columns):
        read[column] = frame[column]
    return read.reset_index(drop=True)


def products_of(tables: Path, sold: list[str]) -> tuple[pd.DataFrame, dict[str, int]]:
    """Every product of the table and of sales, sorted, as `Panel.products` has them; and counts.

    Raises:
        DataError: None of the table's is sold.
    """
    given = read(tables, "products", ("product_id", "title", "category", "attributes"), ("launch_date", "end_date"))
    given = given[given["product_id"] != ""].drop_duplicates("product_id")
    known = pd.Index(given["product_id"])
    if len(known) and not known.isin(sold).any():
        raise DataError(
            f"products.product_id: none of {len(known):,} products ({', '.join(known[:2])}, ...) has a row in "
            f"sales, whose product_id are others ({', '.join(sold[:2])}, ...).",
            "Write the ids of both tables alike, or leave the products out.",
        )
    every = known.union(pd.Index(sold, dtype="str")).sort_values()
    frame = given.set_index("product_id").reindex(every)
    products = pd.DataFrame({"product_id": every.astype("str")})
    for column in ("title", "category", "attributes"):
        products[column] = frame[column].fillna("").astype("str").to_numpy()
    for column, source in (("launch", "launch_date"), ("end", "end_date")):
        days = frame[source].fillna(NONE).to_numpy(dtype=np.int64)
        products[column] = np.where(days == NONE, UNKNOWN_DAY, days)
    facts = {
        "products": len(products),
        "products_without_a_row": int((~pd.Index(sold, dtype="str").isin(known)).sum()),
        "products_without_a_sale_row": int((~known.isin(sold)).sum()),
        "products_without_category": int((products["category"] == "").sum()),
    }
    return products, facts


def regions_of(tables: Path, sold: list[str]) -> pd.DataFrame:
    """region, country of every region of the table and of sales, sorted; one without a row is its own country."""
    given = read(tables, "regions", ("region", "country"))
    given = given[given["region"] != ""].drop_duplicates("region")
    every = pd.Index(given["region"]).union(pd.Index(sold, dtype="str")).sort_values()
    country = given.set_index("region")["country"].reindex(every).fillna("")
    names = pd.Series(every.astype("str"))
    countries = pd.Series(country.to_numpy(), dtype="str")
    return pd.DataFrame({"region": names, "country": countries.where(countries != ALL, names).astype("str")})
