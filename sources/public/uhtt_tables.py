"""Turns the goods of UHTT into the tables `listings`, `labels` and `taxonomy`."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from itertools import accumulate
from pathlib import Path
from typing import Final

import pandas as pd

from infra.errors import DataError
from sources.public.fetch import obtain
from sources.public.source import Source
from sources.public.text_tables import REMEDY

COLUMNS: Final = ("id", "name", "brand", "category_id", "category_path")
SPLITS: Final = ("train", "valid", "test")
ROOT: Final = "root"
ROOT_NAME: Final = "All goods"
MARK: Final = " (folder)"
SLASH: Final = "/"
# The smallest folder without a mark has three leaves below it; no name with slashes begins like more than one other.
LEAST_LEAVES: Final = 3


def write(source: Source, out: Path, cache: Path) -> None:
    """Write `listings.parquet`, `labels.parquet` and `taxonomy.parquet`."""
    parts = {split: read_goods(obtain(file, cache)) for split, file in zip(SPLITS, source.files, strict=True)}
    out.mkdir(parents=True, exist_ok=True)
    for name, table in tables(parts).items():
        table.to_parquet(out / f"{name}.parquet", index=False)


def read_goods(path: Path) -> pd.DataFrame:
    """Read one part, columns as in `COLUMNS`, every cell as it stands there.

    Raises:
        DataError: The file is no UTF-8 table of tabs, or lacks a column.
    """
    try:
        goods = pd.read_csv(
            path, sep="\t", quoting=csv.QUOTE_NONE, dtype="str", keep_default_na=False, encoding="utf-8"
        )
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as unreadable:
        raise DataError(f"{path.name}: not a UTF-8 table of tabs ({unreadable}).", REMEDY) from unreadable
    missing = [column for column in COLUMNS if column not in goods]
    if missing:
        raise DataError(f"{path.name}: lacks the columns {', '.join(missing)}.", REMEDY)
    return goods[list(COLUMNS)]


def tables(parts: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The contract's tables from goods by split.

    Returns:
        `listings` (listing_id, title, brand; empty is missing), `labels` (listing_id, leaf_id, split), `taxonomy`
        (node_id, parent_id, name).

    Raises:
        DataError: A leaf has several paths, two leaves have one, or a path is a folder and a leaf.
    """
    goods = pd.concat(parts.values(), keys=parts.keys(), names=["split"]).reset_index("split").reset_index(drop=True)
    brand = goods["brand"].str.strip()
    return {
        "listings": pd.DataFrame(
            {
                "listing_id": goods["id"],
                "title": goods["name"].mask(goods["name"].str.strip() == ""),
                "brand": brand.mask(brand == ""),
            }
        ),
        "labels": pd.DataFrame(
            {"listing_id": goods["id"], "leaf_id": goods["category_id"], "split": goods["split"].astype("str")}
        ),
        "taxonomy": taxonomy(goods[["category_id", "category_path"]].drop_duplicates(ignore_index=True)),
    }


def taxonomy(leaves: pd.DataFrame) -> pd.DataFrame:
    """The tree of leaves that have a category_id and a category_path each.

    Returns:
        node_id (of a leaf its category_id, of a folder its path), parent_id (missing for the root), name; the root
        first, then folders by path, then leaves by path.

    Raises:
        DataError: A leaf has several paths, two leaves have one, or a path is a folder and a leaf.
    """
    for column in ("category_id", "category_path"):
        twice = leaves.loc[leaves[column].duplicated(), column]
        if len(twice):
            raise DataError(f"{column}: {len(twice):,} are in several leaves, the first is {twice.iloc[0]!r}.", REMEDY)
    leaves = leaves.sort_values("category_path")
    known = folders(leaves["category_path"])
    both = leaves.loc[leaves["category_path"].isin(known), "category_path"]
    if len(both):
        raise DataError(f"category_path: {len(both):,} are folders and leaves, the first is {both.iloc[0]!r}.", REMEDY)
    rows: list[tuple[str, str | None, str]] = [(ROOT, None, ROOT_NAME)]
    rows += [(path, *_placed(path, known)) for path in sorted(known)]
    rows += [
        (leaf, *_placed(path, known)) for leaf, path in zip(leaves["category_id"], leaves["category_path"], strict=True)
    ]
    return pd.DataFrame(rows, columns=["node_id", "parent_id", "name"], dtype="str")


def folders(paths: Iterable[str]) -> set[str]:
    """Beginnings of paths that are folders: those that carry the mark, and those above three leaves or more.

    >>> sorted(folders(["A (folder)/b/c", "D/e", "D/f", "D/g/h"]))
    ['A (folder)', 'D']
    """
    below = Counter(beginning for path in paths for beginning in _beginnings(path))
    return {beginning for beginning, leaves in below.items() if beginning.endswith(MARK) or leaves >= LEAST_LEAVES}


def _beginnings(path: str) -> list[str]:
    return list(accumulate(path.split(SLASH)[:-1], lambda above, part: f"{above}{SLASH}{part}"))


def _placed(path: str, known: set[str]) -> tuple[str, str]:
    """Id of the nearest folder above, and what remains of the path below it, without the mark."""
    parent = next((beginning for beginning in reversed(_beginnings(path)) if beginning in known), None)
    name = path if parent is None else path[len(parent) + 1 :]
    return parent or ROOT, name.removesuffix(MARK).strip()
