"""Small tables of product search, and settings that suit them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from features.product_search import FeaturesParameters

SPLITS = ("train", "valid", "test")
SMALL = FeaturesParameters(valid_share=0.2, test_share=0.2, min_examples=5)
START = pd.Timestamp("2024-01-01", tz="UTC")
Tables = dict[str, pd.DataFrame]


def catalogue(n: int = 50, **columns: Any) -> pd.DataFrame:
    """n products p00, p01, ..., in an order that is not theirs."""
    frame = pd.DataFrame({"product_id": [f"p{at:02d}" for at in range(n)], "title": [f"thing {at}" for at in range(n)]})
    return frame.assign(**columns).iloc[::-1].reset_index(drop=True)


def judgments(queries: int = 100, each: int = 3) -> pd.DataFrame:
    """The first product of each query exact, the second a substitute, the third irrelevant."""
    query, place = np.repeat(np.arange(queries), each), np.tile(np.arange(each), queries)
    return pd.DataFrame(
        {
            "query": [f"query {at}" for at in query],
            "product_id": [f"p{(at + place) % 50:02d}" for at, place in zip(query, place, strict=True)],
            "grade": np.array(["exact", "S", "irrelevant"])[place % 3],
        }
    )


def events(searches: int = 200, shown: int = 4) -> pd.DataFrame:
    """A search an hour by one of 20 customers; the second product is clicked, in every other search bought."""
    search, place = np.repeat(np.arange(searches), shown), np.tile(np.arange(shown), searches)
    return pd.DataFrame(
        {
            "search_id": [f"x{at}" for at in search],
            "customer_id": [f"c{at % 20}" for at in search],
            "query": [f"query {at % 30}" for at in search],
            "product_id": [f"p{(7 * at + place) % 50:02d}" for at, place in zip(search, place, strict=True)],
            "rank": (place + 1).astype("float64"),
            "click": place == 1,
            "purchase": (place == 1) & (search % 2 == 0),
            "time": (START + pd.to_timedelta(search, unit="h")).as_unit("us"),
            "region": np.where(search % 3 == 0, "north", "south"),
        }
    )


def write(place: Path, tables: Tables) -> Path:
    """The tables as parquet, as validation leaves them."""
    place.mkdir(parents=True)
    for name, table in tables.items():
        table.to_parquet(place / f"{name}.parquet", index=False)
    return place
