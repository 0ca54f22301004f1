"""Promotions as weeks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from features.demand_forecasting.days import NONE, Longs
from features.demand_forecasting.events import by_region
from features.demand_forecasting.parameters import FeaturesParameters
from features.demand_forecasting.tables import read
from features.demand_forecasting.weeks import WEEK, Grid


def promotions_of(
    tables: Path, products: pd.DataFrame, regions: pd.DataFrame, grid: Grid, parameters: FeaturesParameters
) -> tuple[pd.DataFrame, dict[str, int]]:
    """One row per promotion and week: product_id, region, week, price, discount, deal, share; and counts.

    Weeks go as far past the known ones as forecasts may look. A discount that is not given stays unknown: the model
    holds the planned price against the usual one as it was known at each origin. A promotion of a country is one of
    each of its regions; one of a region that is not known is left out.

    Args:
        tables: Folder of the tables.
        products: product_id of all that are known.
        regions: region, country.
        grid: The weeks.
        parameters: `horizon`.
    """
    given = read(tables, "promotions", ("product_id", "region", "deal"), ("start_date", "end_date"))
    for name in ("price", "discount"):
        given[name] = given[name].astype("float64") if name in given else np.full(len(given), np.nan)
    given = given[(given["product_id"] != "") & (given["start_date"] != NONE)].reset_index(drop=True)
    rows_given = len(given)
    strange = int((~given["product_id"].isin(products["product_id"])).sum())
    given, nowhere = by_region(given, regions)
    begin = given["start_date"].to_numpy(dtype=np.int64)
    end = np.where(given["end_date"] == NONE, begin, given["end_date"]).astype(np.int64)
    whole, week = _weeks(grid, begin, end, grid.weeks + 2 * parameters.horizon)
    first = np.maximum(begin[whole], grid.start + week * WEEK)
    last = np.minimum(end[whole], grid.start + week * WEEK + WEEK - 1)
    rows = given.iloc[whole]
    promotions = pd.DataFrame(
        {
            "product_id": rows["product_id"].to_numpy(),
            "region": rows["region"].to_numpy(),
            "week": week,
            "price": rows["price"].to_numpy(),
            "discount": rows["discount"].to_numpy(),
            "deal": rows["deal"].to_numpy(),
            "share": (last - first + 1) / WEEK if grid.daily else np.ones(len(week)),
        }
    ).astype({"product_id": "str", "region": "str", "deal": "str"})
    promotions = promotions.sort_values(["product_id", "region", "week", "deal"], kind="stable", ignore_index=True)
    ended_early = int((end < begin).sum())
    return promotions, {
        "promotions": rows_given,
        "promotion_rows_of_unknown_products": strange,
        "promotion_rows_of_unknown_regions": nowhere,
        "promotion_weeks": len(promotions),
        "promotions_reversed": ended_early,
    }


def _weeks(grid: Grid, begin: Longs, end: Longs, limit: int) -> tuple[Longs, Longs]:
    """For each promotion and week that it touches: the promotion's position, and the week."""
    from_week = np.maximum(grid.week_of(begin), 0)
    until = np.minimum(grid.week_of(end), limit - 1)
    count = np.maximum(until - from_week + 1, 0)
    whole = np.repeat(np.arange(len(begin)), count)
    starts = np.repeat(np.cumsum(count) - count, count)
    return whole, np.repeat(from_week, count) + np.arange(len(whole)) - starts
