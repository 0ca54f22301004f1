"""Clean impressions for tests of the examples."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from contracts.ad_click import with_options
from contracts.validation import write_table
from features.ad_click import FeaturesParameters

SETTINGS = FeaturesParameters(min_positives=5, max_test_rows=1_000_000)
START = pd.Timestamp("2024-03-01", tz="UTC")


def impressions(rows: int = 4_000, rate: float = 0.1, seed: int = 0) -> pd.DataFrame:
    """`rows` impressions, one a minute: clicks at `rate`, half of them convert; ads come one after another."""
    rng = np.random.default_rng(seed)
    click = rng.random(rows) < rate
    ad = np.minimum(rng.integers(0, 50, rows), np.arange(rows) // 60)
    return pd.DataFrame(
        {
            "impression_id": [f"i{row:07}" for row in range(rows)],
            "click": click,
            "time": START + pd.to_timedelta(np.arange(rows), unit="min"),
            "customer": [f"c{name}" for name in rng.integers(0, rows // 3, rows)],
            "ad": [f"a{name}" for name in ad],
            "campaign": [f"k{name // 5}" for name in ad],
            "position": rng.integers(1, 4, rows).astype(float),
            "propensity": 0.25,
            "conversion": click & (rng.random(rows) < 0.5),
            "spend": np.where(click, 2.5, 0.0),
            "query": [f"q{name}" for name in rng.integers(0, 20, rows)],
            "price": rng.gamma(2.0, 10.0, rows),
        }
    )


def written(
    place: Path, table: pd.DataFrame, categorical: tuple[str, ...] = ("query",), numeric: tuple[str, ...] = ("price",)
) -> Path:
    """The folder of a clean table, as validation writes it: columns that the frame lacks are missing throughout."""
    place.mkdir(parents=True, exist_ok=True)
    declared = with_options({"categorical": categorical, "numeric": numeric}).tables[0]
    whole = table.reindex(columns=[column.name for column in declared.columns])
    whole["time"] = pd.to_datetime(whole["time"], utc=True)
    write_table(whole, declared, place / "impressions.parquet")
    return place
