"""Turns the tables of Complete Journey into those of deal ranking: a coupon in a campaign is a deal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pandas as pd

from infra.errors import DataError
from sources.public.deal_ranking import DEMOGRAPHICS
from sources.public.fetch import obtain
from sources.public.source import Source

REMEDY: Final = "Fetch the file again."
_ONE_DAY: Final = pd.Timedelta(days=1)
# In the order of the source's files.
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "campaigns": ("campaign_id", "campaign_type", "start_date", "end_date"),
    "sent": ("campaign_id", "household_id"),
    "coupons": ("coupon_upc", "product_id", "campaign_id"),
    "redemptions": ("household_id", "coupon_upc", "campaign_id", "redemption_date"),
    "transactions": (
        *("household_id", "basket_id", "product_id"),
        *("quantity", "sales_value", "transaction_timestamp"),
    ),
    "products": (
        *("product_id", "manufacturer_id", "department"),
        *("product_category", "product_type", "package_size"),
    ),
    "households": ("household_id", *DEMOGRAPHICS),
}


def write(source: Source, out: Path, cache: Path) -> None:
    """Write deals, exposures, redemptions, transactions, products and customers."""
    read = {
        name: read_columns(obtain(file, cache), COLUMNS[name]) for name, file in zip(COLUMNS, source.files, strict=True)
    }
    out.mkdir(parents=True, exist_ok=True)
    for name, table in tables(read).items():
        table.to_parquet(out / f"{name}.parquet", index=False)


def read_columns(path: Path, columns: tuple[str, ...]) -> pd.DataFrame:
    """These columns of a parquet file.

    Raises:
        DataError: It is no such file, or lacks one.
    """
    try:
        return pd.read_parquet(path, columns=list(columns))
    except (ValueError, OSError) as unreadable:
        raise DataError(f"{path.name}: not a parquet file with {', '.join(columns)} ({unreadable}).", REMEDY) from (
            unreadable
        )


def tables(read: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The contract's tables.

    Args:
        read: By the names and with the columns of `COLUMNS`.

    Raises:
        DataError: A coupon or a household names a campaign that is not described, or a day cannot be read.
    """
    deals = deals_of(read["campaigns"], read["coupons"])
    sent = read["sent"].merge(deals[["campaign_id", "deal_id", "start"]], on="campaign_id")
    redeemed, bought = read["redemptions"], read["transactions"]
    return {
        "deals": deals,
        "exposures": pd.DataFrame(
            {
                "customer_id": sent["household_id"],
                "deal_id": sent["deal_id"],
                "time": sent["start"],
                "visit_id": sent["campaign_id"],
            }
        ),
        "redemptions": pd.DataFrame(
            {
                "customer_id": redeemed["household_id"],
                "deal_id": _deal_ids(redeemed),
                "time": _days(redeemed["redemption_date"]),
            }
        ),
        "transactions": pd.DataFrame(
            {
                "customer_id": bought["household_id"],
                "product_id": bought["product_id"],
                "time": bought["transaction_timestamp"].astype("datetime64[us]").dt.tz_localize("UTC"),
                "quantity": bought["quantity"],
                "amount": bought["sales_value"],
                "basket_id": bought["basket_id"],
            }
        ),
        "products": products_of(read["products"]),
        "customers": read["households"].rename(columns={"household_id": "customer_id"}),
    }


def deals_of(campaigns: pd.DataFrame, coupons: pd.DataFrame) -> pd.DataFrame:
    """A row a coupon of a campaign, with the time of the campaign and the products of the coupon in it.

    Raises:
        DataError: A coupon names a campaign that is not described.
    """
    strange = sorted(set(coupons["campaign_id"]) - set(campaigns["campaign_id"]))
    if strange:
        raise DataError(f"coupons.campaign_id: {', '.join(strange)} is not among the campaigns.", REMEDY)
    once = coupons.drop_duplicates().sort_values(["campaign_id", "coupon_upc", "product_id"])
    products = once.groupby(["campaign_id", "coupon_upc"])["product_id"].agg(lambda own: json.dumps(list(own)))
    deals = products.rename("products").reset_index().merge(campaigns, on="campaign_id")
    return pd.DataFrame(
        {
            "deal_id": _deal_ids(deals),
            "start": _days(deals["start_date"]),
            "end": _days(deals["end_date"]) + _ONE_DAY,
            "offer_id": deals["coupon_upc"],
            "campaign_id": deals["campaign_id"],
            "type": deals["campaign_type"],
            "products": deals["products"],
        }
    )


def products_of(products: pd.DataFrame) -> pd.DataFrame:
    """A row a product; what it is called is its kind and the size of its package."""
    levels = [products[name] for name in ("department", "product_category", "product_type")]
    return pd.DataFrame(
        {
            "product_id": products["product_id"],
            "title": _joined([products["product_type"], products["package_size"]], " "),
            "category": _joined(levels, " > "),
            "brand": products["manufacturer_id"],
        }
    )


def _joined(columns: list[Any], by: str) -> pd.Series[Any]:
    """Of each row the cells that are there; missing where none is."""
    joined = columns[0].fillna("")
    for column in columns[1:]:
        cells = column.fillna("")
        joined = joined + (by + cells).where((joined != "") & (cells != ""), cells)
    filled: pd.Series[Any] = joined.mask(joined == "")
    return filled


def _deal_ids(rows: pd.DataFrame) -> pd.Series[Any]:
    ids: pd.Series[Any] = rows["campaign_id"] + "-" + rows["coupon_upc"]
    return ids


def _days(texts: pd.Series[Any]) -> pd.Series[Any]:
    try:
        days: pd.Series[Any] = pd.to_datetime(texts, format="%Y-%m-%d", utc=True)
    except ValueError as unreadable:
        raise DataError(f"{texts.name}: a cell is no day ({unreadable}).", REMEDY) from unreadable
    return days.astype("datetime64[us, UTC]")
