"""The calendar as weeks."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from features.demand_forecasting.days import NONE
from features.demand_forecasting.tables import read
from features.demand_forecasting.weeks import WEEK, Grid
from models.demand_forecasting.panel import ALL

_NUMBERS: Final = {"week": "int64", "days": "int64", "known_ahead": "bool", "on": "int64"}


def events_of(tables: Path, regions: pd.DataFrame, grid: Grid) -> tuple[pd.DataFrame, dict[str, int]]:
    """Which days of a region's week have an event, as `Panel.events` has them; and counts.

    Events that could not be known ahead and lie past the last known week are left out, and so is everything before
    week 0. An event of a country is one of each of its regions. A week of which one day was known ahead was known.

    Args:
        tables: Folder of the tables.
        regions: region, country.
        grid: The weeks.
    """
    given = read(tables, "calendar", ("region", "event"), ("date",))
    ahead = given["known_ahead"] if "known_ahead" in given else pd.Series(True, index=given.index)
    given["known_ahead"] = ahead.astype("boolean").fillna(True).to_numpy(dtype=bool)
    given = given[(given["date"] != NONE) & (given["event"] != "")]
    given, unknown = by_region(given, regions)
    date = given["date"].to_numpy(dtype=np.int64)
    given["week"] = grid.week_of(date)
    given["on"] = np.int64(1) << ((date - grid.start) % WEEK)
    given = given[(given["week"] >= 0) & (given["known_ahead"] | (given["week"] < grid.weeks))]
    given = given.drop_duplicates(["event", "region", "date"])
    events = given.groupby(["event", "region", "week"], as_index=False, sort=True).agg(
        days=("on", "size"), known_ahead=("known_ahead", "any"), on=("on", "sum")
    )
    events = events.astype(dict.fromkeys(("event", "region"), "str") | _NUMBERS)
    facts = {
        "events": int(events["event"].nunique()),
        "event_weeks": len(events),
        "event_rows_of_unknown_regions": unknown,
    }
    return events, facts


def by_region(given: pd.DataFrame, regions: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Rows of a country as rows of its regions; and how many rows are of neither."""
    known = given["region"].isin([ALL, *regions["region"]])
    of_country = given[~known].merge(
        regions.rename(columns={"region": "lies_in"}), left_on="region", right_on="country", how="inner"
    )
    of_country = of_country.assign(region=of_country["lies_in"]).drop(columns=["lies_in", "country"])
    unknown = int((~known & ~given["region"].isin(regions["country"])).sum())
    return pd.concat([given[known], of_country], ignore_index=True), unknown
