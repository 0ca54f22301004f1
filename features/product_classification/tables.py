"""The clean tables as arrays: labelled listings, and the leaf number of each of their labels."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from features.splits import SPLITS
from infra.errors import DataError
from models.product_classification.tree import Tree

TEXTS: Final = ("title", "description", "brand", "attributes", "language")
NO_TIME: Final = np.iinfo(np.int64).min
UNKNOWN: Final = -1

Longs = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Labelled:
    """n listings that have a label, and their m labels.

    Attributes:
        listings: n rows, in the table's order: example_id, the texts, price; what the table lacks is null.
        times: (n,) when each was listed, microseconds, `NO_TIME` where that is not known.
        listing: (m,) position of each label's listing.
        leaf: (m,) its leaf number.
        given: (m,) position in `SPLITS` that the table gives each label, `UNKNOWN` where it gives none.
        unlabelled: Listings without a label.
        lost: Labels of no listing, or of no leaf of the tree.
    """

    listings: pa.Table
    times: Longs
    listing: Longs
    leaf: Longs
    given: Longs
    unlabelled: int
    lost: int

    def __len__(self) -> int:
        return int(self.listings.num_rows)


def read_tree(tables: Path) -> tuple[pd.DataFrame, Tree]:
    """The rows of the taxonomy, a missing name replaced by the id, and the tree they make.

    Raises:
        DataError: The table is absent, or is no tree.
    """
    raw = _read(tables, "taxonomy").to_pandas()
    rows = pd.DataFrame({"node_id": raw["node_id"].astype("str"), "parent_id": raw["parent_id"].astype("str")})
    rows["name"] = raw["name"].astype("str").fillna(rows["node_id"])
    rows["accessory_of"] = raw["accessory_of"].astype("str") if "accessory_of" in raw else None
    rows["accessory_of"] = rows["accessory_of"].astype("str")
    try:
        return rows, Tree.of(rows)
    except ValueError as error:
        raise DataError(f"taxonomy: {error}", "Examples are built from validated tables; see their report.") from error


def read_labelled(tables: Path, tree: Tree) -> Labelled:
    """Listings and labels, those joined that fit.

    Raises:
        DataError: A table is absent, or no label names a listing and a leaf.
    """
    listings, labels = _read(tables, "listings"), _read(tables, "labels")
    ids = _text(listings, "listing_id")
    of = np.asarray(pc.fill_null(pc.index_in(_text(labels, "listing_id"), value_set=ids), UNKNOWN), dtype=np.int64)
    names = _text(labels, "leaf_id").dictionary_encode()
    numbers = tree.leaf_numbers(names.dictionary.to_pandas().astype("str"))
    leaf = np.append(numbers, UNKNOWN)[np.asarray(pc.fill_null(names.indices, UNKNOWN), dtype=np.int64)]
    usable = (of != UNKNOWN) & (leaf != UNKNOWN)
    if not usable.any():
        raise DataError(
            f"labels: none of its {len(leaf):,} rows names a listing of `listings` and a leaf of `taxonomy`.",
            "Compare the ids of the three tables: they have to be written alike.",
        )
    of, leaf, given = of[usable], leaf[usable], _given(labels)[usable]
    has = np.zeros(len(ids), dtype=bool)
    has[of] = True
    rows = np.flatnonzero(has)
    place = np.cumsum(has) - 1
    return Labelled(
        listings=_columns(listings, ids, rows),
        times=_times(listings)[rows],
        listing=place[of],
        leaf=leaf,
        given=given,
        unlabelled=len(ids) - len(rows),
        lost=int((~usable).sum()),
    )


def _read(tables: Path, name: str) -> pa.Table:
    path = tables / f"{name}.parquet"
    if not path.is_file():
        raise DataError(
            f"{tables} holds no `{name}`.", "Give the table; `bazaar contract product-classification` shows it."
        )
    return pq.read_table(path)


def _text(table: pa.Table, name: str) -> pa.Array:
    return table.column(name).cast(pa.large_string()).combine_chunks()


def _given(labels: pa.Table) -> Longs:
    if "split" not in labels.column_names:
        return np.full(labels.num_rows, UNKNOWN, dtype=np.int64)
    found = pc.index_in(_text(labels, "split"), value_set=pa.array(SPLITS, pa.large_string()))
    return np.asarray(pc.fill_null(found, UNKNOWN), dtype=np.int64)


def _times(listings: pa.Table) -> Longs:
    if "listed_at" not in listings.column_names:
        return np.full(listings.num_rows, NO_TIME)
    micros = listings.column("listed_at").cast(pa.timestamp("us", "UTC")).cast(pa.int64())
    return np.asarray(pc.fill_null(micros, NO_TIME), dtype=np.int64)


def _columns(listings: pa.Table, ids: pa.Array, rows: Longs) -> pa.Table:
    chosen = pa.array(rows)
    columns: dict[str, Any] = {"example_id": ids.take(chosen)}
    for name in TEXTS:
        columns[name] = (
            _text(listings, name).take(chosen)
            if name in listings.column_names
            else pa.nulls(len(rows), pa.large_string())
        )
    price = listings.column("price").cast(pa.float64()) if "price" in listings.column_names else None
    columns["price"] = (
        pa.array(np.full(len(rows), np.nan))
        if price is None
        else pc.fill_null(price.combine_chunks().take(chosen), np.nan)
    )
    return pa.table(columns)
