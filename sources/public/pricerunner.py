"""Turns PriceRunner's offers into the tables `listings` and `clusters`."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd

from infra.errors import DataError
from sources.public.fetch import obtain
from sources.public.source import Source

TRAIN_SHARE, VALID_SHARE = 0.6, 0.2
# Copies in circulation name the shop differently and put blanks and capitals into the header.
SYNONYMS = {"merchant_id": "vendor_id", "produt_title": "product_title"}
NEEDED = ("product_id", "product_title", "vendor_id", "cluster_id", "category_label")


def write(source: Source, out: Path, cache: Path) -> None:
    """Write `listings.parquet` and `clusters.parquet`."""
    (file,) = source.files
    listings, clusters = tables(read_offers(obtain(file, cache)))
    out.mkdir(parents=True, exist_ok=True)
    listings.to_parquet(out / "listings.parquet", index=False)
    clusters.to_parquet(out / "clusters.parquet", index=False)


def read_offers(path: Path) -> pd.DataFrame:
    """Read the offers, one row each, all columns text.

    Raises:
        DataError: A column is absent or the file is not a UTF-8 table.
    """
    try:
        offers = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as unreadable:
        raise DataError(f"{path.name}: not a UTF-8 csv table ({unreadable}).", "Fetch the file again.") from unreadable
    offers.columns = [_plain_name(name) for name in offers.columns]
    missing = [name for name in NEEDED if name not in offers]
    if missing:
        raise DataError(f"{path.name}: lacks the columns {', '.join(missing)}.", "Fetch the file again.")
    return offers


def tables(offers: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make contract tables of offers.

    A product's split follows from a hash of its id, so it is the same on every machine and no product
    is in two splits: test products are unseen ones.
    """
    stripped = offers[list(NEEDED)].apply(lambda column: column.str.strip())
    blank_as_missing = stripped.mask(stripped == "")
    listings = pd.DataFrame(
        {
            "listing_id": blank_as_missing["product_id"],
            "title": blank_as_missing["product_title"],
            "seller": blank_as_missing["vendor_id"],
            "category": blank_as_missing["category_label"],
        }
    )
    products = blank_as_missing["cluster_id"]
    splits = {product: split_of(product) for product in products.dropna().unique()}
    clusters = pd.DataFrame(
        {"listing_id": blank_as_missing["product_id"], "product_id": products, "split": products.map(splits)}
    )
    return listings, clusters


def split_of(product_id: str) -> str:
    """The split of a product: `train` for about 60 % of products, `valid` 20 %, `test` 20 %."""
    digest = hashlib.sha256(f"pricerunner\t{product_id}".encode()).digest()
    place = int.from_bytes(digest[:8]) / 2**64
    if place < TRAIN_SHARE:
        return "train"
    return "valid" if place < TRAIN_SHARE + VALID_SHARE else "test"


def _plain_name(name: str) -> str:
    plain = name.strip().lower().replace(" ", "_")
    return SYNONYMS.get(plain, plain)
