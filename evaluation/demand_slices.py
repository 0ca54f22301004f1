"""Parts of the test of demand forecasting: by how long a series had been sold, and by region."""

from __future__ import annotations

from typing import Final

import pandas as pd

from evaluation.wording import slug
from models.demand_forecasting.panel import SERIES_LEVEL

# First and last week of history, counted from the first sale to the origin.
HISTORY: Final = {
    "history_0": (0, 0),
    "history_1_4": (1, 4),
    "history_5_13": (5, 13),
    "history_14_26": (14, 26),
    "history_27_52": (27, 52),
    "history_longer": (53, 10**6),
}
REGIONS: Final = 5  # the largest by units that are measured one by one
NAIVE: Final = {"seasonal_naive": "naive", "thirteen_week_mean": "average"}
PATTERNS: Final = (*HISTORY, "in_*")


def slices(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Series (product by region) by history, empty ones too, and those of each of the largest regions."""
    series = table[table["level"] == SERIES_LEVEL]
    found = {name: series[series["history"].between(first, last)] for name, (first, last) in HISTORY.items()}
    by_size = series.groupby("region")["units"].sum().sort_values(ascending=False, kind="stable")
    for region in by_size.index[:REGIONS]:
        found.setdefault(f"in_{slug(str(region))}", series[series["region"] == region])
    return found
