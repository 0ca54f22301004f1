"""Turns the sample of KDD Cup 2012, track 2, into the table `impressions`."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from infra.errors import DataError
from sources.public.fetch import obtain
from sources.public.kdd2012 import GAPS, NUMBERED, RANKED, SHOWN
from sources.public.source import Source
from sources.public.text_tables import REMEDY, read_text

COLUMNS: Final = (
    "click",
    "impression",
    "url_hash",
    "ad_id",
    "advertiser_id",
    "depth",
    "position",
    "query_id",
    "keyword_id",
    "title_id",
    "description_id",
    "user_id",
)
UNKNOWN_USER: Final = "0"


def write(source: Source, out: Path, cache: Path) -> None:
    """Write `impressions.parquet`."""
    (file,) = source.files
    out.mkdir(parents=True, exist_ok=True)
    impressions(read_rows(obtain(file, cache))).to_parquet(out / "impressions.parquet", index=False)


def read_rows(path: Path) -> pd.DataFrame:
    """Read the rows, columns as in `COLUMNS`, all text without quotes.

    Raises:
        DataError: The file is no UTF-8 table, lacks a column, or a cell is no number.
    """
    rows = read_text(path, COLUMNS)
    rows = pd.DataFrame({column: rows[column].str.strip(" '\"") for column in COLUMNS})
    for column in COLUMNS:
        strange = pd.to_numeric(rows[column], errors="coerce").isna()
        if strange.any():
            first = int(strange.to_numpy().argmax())
            raise DataError(
                f"{path.name}: {column} of {int(strange.sum()):,} of {len(rows):,} rows is no number, the first is "
                f"{rows[column].iloc[first]!r} in row {first + 1:,}.",
                REMEDY,
            )
    return rows


def impressions(rows: pd.DataFrame) -> pd.DataFrame:
    """The contract's table: an ad at a position for a query of a user.

    Returns:
        impression_id (the row's number), click, customer (missing where the user is not known), ad, advertiser,
        position, and the columns that `KDD2012` declares.

    Raises:
        DataError: A click is neither 0 nor 1.
    """
    wrong = ~rows["click"].isin(("0", "1"))
    if wrong.any():
        raise DataError(f"click: {int(wrong.sum()):,} of {len(rows):,} rows have neither 0 nor 1.", REMEDY)
    ranks = {name: np.log1p(rows[f"{name}_id"].astype("float64")) for name in RANKED}
    return pd.DataFrame(
        {
            "impression_id": [f"row-{number:05d}" for number in range(len(rows))],
            "click": rows["click"] == "1",
            "customer": rows["user_id"].mask(rows["user_id"] == UNKNOWN_USER),
            "ad": rows["ad_id"],
            "advertiser": rows["advertiser_id"],
            "position": rows["position"].astype("float64"),
            "query": rows["query_id"],
            "keyword": rows["keyword_id"],
            "title": rows["title_id"],
            "description": rows["description_id"],
            "url": [str(int(float(hashed))) for hashed in rows["url_hash"]],
            SHOWN: rows["impression"].astype("float64"),
            "place": rows["position"].astype("float64"),
            "depth": rows["depth"].astype("float64"),
            **{f"{name}_rank": rank for name, rank in ranks.items()},
            **{f"{one}_{other}_gap": ranks[one] - ranks[other] for one, other in GAPS},
            **{f"{name}_number": rows[f"{name}_id"].astype("float64") for name in NUMBERED},
        }
    )
