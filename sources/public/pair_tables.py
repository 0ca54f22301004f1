"""Turns files of labelled pairs into the tables `listings` and `pairs`, each listing once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from infra.errors import DataError
from sources.public.ditto_text import parse_records, read_pairs
from sources.public.fetch import obtain
from sources.public.source import Source

# A pair that several parts hold stays in the first of these: the official test is never touched.
PRECEDENCE = ("test", "valid", "train")
ID_DIGITS = 16


@dataclass(frozen=True)
class Layout:
    """How a data set's records map to listings.

    Attributes:
        columns: Field of the record -> column of `listings`; `modelno` goes into `attributes`.
        shops: Names of the left and the right shop; absent where either side may be any shop.
        currency: ISO 4217 code of its prices, where it has them.
    """

    columns: Mapping[str, str]
    shops: tuple[str, str] | None = None
    currency: str | None = None


ABT_BUY = Layout({"name": "title", "description": "description", "price": "price"}, ("abt", "buy"), "USD")
WALMART_AMAZON = Layout(
    {"title": "title", "category": "category", "brand": "brand", "modelno": "modelno", "price": "price"},
    ("walmart", "amazon"),
    "USD",
)
WDC = Layout({"title": "title"})


def write_abt_buy(source: Source, out: Path, cache: Path) -> None:
    """Write the tables of the Abt-Buy pairs."""
    _write(source, ABT_BUY, out, cache)


def write_walmart_amazon(source: Source, out: Path, cache: Path) -> None:
    """Write the tables of the Walmart-Amazon pairs."""
    _write(source, WALMART_AMAZON, out, cache)


def write_wdc(source: Source, out: Path, cache: Path) -> None:
    """Write the tables of pairs of Web Data Commons offers."""
    _write(source, WDC, out, cache)


def _write(source: Source, layout: Layout, out: Path, cache: Path) -> None:
    parts = {Path(file.path).name.split(".")[0]: read_pairs(obtain(file, cache)) for file in source.files}
    listings, pairs = tables(parts, layout)
    out.mkdir(parents=True, exist_ok=True)
    listings.to_parquet(out / "listings.parquet", index=False)
    pairs.to_parquet(out / "pairs.parquet", index=False)


def tables(parts: Mapping[str, pd.DataFrame], layout: Layout) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make contract tables of labelled pairs of record texts.

    One listing stands for each distinct text of a shop. A pair judged again within the test gets a twin of
    its right listing, and so does a text paired with itself, because every official judgement has to count
    and no listing may meet itself. In train and valid a pair is dropped where the test (for train: or valid)
    holds it too, where it repeats an earlier one, and where its own part labels it both ways.

    Args:
        parts: `train`, `valid` and `test`, each with columns `left`, `right`, `label`.
        layout: How the records map to listings.

    Returns:
        `listings` and `pairs` as the contract of product matching declares them.

    Raises:
        DataError: A record lacks a field, or a price is not a number.
    """
    left_shop, right_shop = layout.shops or ("offer", "offer")
    judged = pd.concat([parts[part].assign(split=part) for part in PRECEDENCE], ignore_index=True)
    sides = []
    for side, shop in (("left", left_shop), ("right", right_shop)):
        ids = _ids(shop, judged[side])
        sides.append(pd.DataFrame({"listing_id": ids, "seller": shop, "text": judged[side]}))
    pairs = pd.DataFrame({"left_id": sides[0]["listing_id"], "right_id": sides[1]["listing_id"]}).join(
        judged[["label", "split"]]
    )
    records = pd.concat(sides, ignore_index=True).drop_duplicates("listing_id", ignore_index=True)
    listings = _listings(records, layout)
    pairs, twins = _judgements(pairs)
    return _with_twins(listings, twins), pairs


def _judgements(pairs: pd.DataFrame) -> tuple[pd.DataFrame, pd.Series[str]]:
    """Drop leaks and repeats outside the test; return the pairs and, by twin's id, the id of its original."""
    low = pairs["left_id"].where(pairs["left_id"] < pairs["right_id"], pairs["right_id"])
    high = pairs["right_id"].where(pairs["left_id"] < pairs["right_id"], pairs["left_id"])
    keyed = pairs.assign(low=low, high=high)
    repeat = keyed.groupby(["low", "high"]).cumcount()
    contested = keyed.groupby(["split", "low", "high"])["label"].transform("nunique") > 1
    kept = (pairs["split"] == "test") | ((repeat == 0) & ~contested)
    copy = (repeat + 1 + (pairs["left_id"] == pairs["right_id"]))[kept]
    pairs = pairs[kept].copy()
    original = pairs["right_id"]
    pairs["right_id"] = original.where(copy == 1, original + "-" + copy.astype("str"))
    twins = pd.Series(original.to_numpy(), index=pairs["right_id"], dtype="str")[(copy > 1).to_numpy()]
    order = pd.Categorical(pairs["split"], categories=PRECEDENCE[::-1], ordered=True).argsort(kind="stable")
    return pairs.iloc[order].reset_index(drop=True), twins[~twins.index.duplicated()]


def _with_twins(listings: pd.DataFrame, twins: pd.Series[str]) -> pd.DataFrame:
    copies = listings.set_index("listing_id").loc[twins.tolist()].reset_index(drop=True)
    copies.insert(0, "listing_id", twins.index.astype("str"))
    return pd.concat([listings, copies], ignore_index=True) if len(copies) else listings


def _ids(shop: str, texts: pd.Series[str]) -> pd.Series[str]:
    """Ids of records: the same text of the same shop has the same id wherever it occurs."""
    ids = {text: f"{shop}-{_short_hash(shop, text)}" for text in texts.unique()}
    return texts.map(ids)


def _short_hash(shop: str, text: str) -> str:
    return hashlib.sha256(f"{shop}\t{text}".encode()).hexdigest()[:ID_DIGITS]


def _listings(records: pd.DataFrame, layout: Layout) -> pd.DataFrame:
    fields = parse_records(records["text"], list(layout.columns)).rename(columns=dict(layout.columns))
    listings = pd.concat([records[["listing_id"]], fields], axis=1)
    if layout.shops:
        listings["seller"] = records["seller"]
    if "modelno" in listings:
        listings["attributes"] = _as_json(listings.pop("modelno"), "modelno")
    if "price" in listings:
        listings["price"] = _numbers(listings["price"])
        listings["currency"] = pd.Series(layout.currency, index=listings.index, dtype="str").where(
            listings["price"].notna()
        )
    return listings


def _as_json(values: pd.Series[str], name: str) -> pd.Series[str]:
    return values.map(lambda value: json.dumps({name: value}, ensure_ascii=False), na_action="ignore")


def _numbers(prices: pd.Series[str]) -> pd.Series[float]:
    numbers = pd.to_numeric(prices, errors="coerce").astype("float64")
    strange = prices[numbers.isna() & prices.notna()]
    if len(strange):
        raise DataError(
            f"listings: column price, {len(strange):,} rows hold no number, the first is {strange.iloc[0]!r}.",
            "Fetch the file again.",
        )
    return numbers
