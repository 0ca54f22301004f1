"""The panel of weekly sales, and examples of forecasts from it, split by time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from features.demand_forecasting.corrections import last_recorded
from features.demand_forecasting.cube import Cube, add_up
from features.demand_forecasting.days import text
from features.demand_forecasting.events import events_of
from features.demand_forecasting.examples import write_examples
from features.demand_forecasting.parameters import FeaturesParameters
from features.demand_forecasting.promotions import promotions_of
from features.demand_forecasting.sales import Rows, Sales, typed
from features.demand_forecasting.sampled import first_by_hash
from features.demand_forecasting.splits import split_of
from features.demand_forecasting.survey import Survey, survey
from features.demand_forecasting.tables import UNKNOWN_DAY, products_of, regions_of
from features.demand_forecasting.unknown import known_weeks, longest_gap
from features.demand_forecasting.weeks import WEEK, Grid, grid_of
from infra.errors import DataError
from models.demand_forecasting.panel import SERIES_LEVEL, Panel, as_day

__all__ = ["FeaturesParameters", "build"]


def build(tables: Path, out: Path, parameters: FeaturesParameters) -> dict[str, Any]:
    """Write the panel of all series, and examples for training, validation and test.

    The sales table is read in batches, twice, and never lies in memory whole; the panel does.

    Args:
        tables: Folder of clean contract tables: sales.parquet; products, regions, calendar and promotions where there
            are such.
        out: Folder for panel/ (`models.demand_forecasting.panel`), {train,valid,test}.parquet (see
            `features.demand_forecasting.examples`) and facts.json.
        parameters: Settings.

    Returns:
        Counts, the weeks of the splits, and what was made of the rows.

    Raises:
        DataError: Too short a history, two currencies in a region, dates that are neither days nor weeks, or nothing
            sold to train on.
    """
    sales = Sales(tables / "sales.parquet")
    found = survey(sales)
    grid = grid_of(found.rows_of_day, parameters)
    split = split_of(grid, parameters)
    products, product_facts = products_of(tables, found.product_names)
    regions = regions_of(tables, found.region_names)
    events, event_facts = events_of(tables, regions, grid)
    series = _series(found, products, regions)
    kept_daily = _sampled(series, parameters)
    cube = add_up(_blocks(sales, found), found, grid, kept_daily, parameters)
    promotions, promotion_facts = promotions_of(tables, products, regions, grid, parameters)
    known, closed = known_weeks(cube.region_rows, split.valid_end, parameters)
    below_zero = _settle(cube, known, found)
    _refuse_nothing_sold(cube, sales.rows, grid, split.train_end)
    first, sold = _first_weeks(cube, series, products, grid)
    late = _sold_after_end(cube, series, products, grid)
    products["end"] = products["end"].mask(late, UNKNOWN_DAY)
    panel = Panel(
        start=as_day(text(grid.start)),
        level=SERIES_LEVEL,
        series=series,
        units=cube.units,
        first=first,
        price=cube.price,
        stockout=cube.stockout,
        orders=cube.orders,
        weekday=cube.weekday,
        products=products,
        regions=regions,
        events=events,
        promotions=promotions,
        daily=_daily(cube, series),
    )
    out.mkdir(parents=True, exist_ok=True)
    panel.save(out / "panel")
    facts = {
        "start": text(grid.start),
        "weeks": grid.weeks,
        "train_end": split.train_end,
        "valid_end": split.valid_end,
        "horizon": parameters.horizon,
        "frequency": "daily" if grid.daily else "weekly",
        "weeks_with_rows": grid.filled,
        "partial_first_week_days": grid.partial_first_days,
        "partial_last_week_days": grid.partial_days,
        "dates_are_midnights_of_a_zone": found.clock.rounds,
        "series": len(panel),
        "series_without_a_sale": int((~sold).sum()),
        "regions": len(found.region_names),
        "rows": sales.rows,
        "rows_used": cube.used,
        "rows_before_the_first_week": grid.early_rows,
        "series_with_single_days": int(kept_daily.sum()) if grid.daily else 0,
        "returned_units": cube.returned,
        "weeks_below_zero_counted_as_zero": below_zero,
        "unknown_region_weeks": int((~known).sum()),
        "longest_gap_weeks": longest_gap(known),
        "regions_closed": int(closed.sum()),
        **product_facts,
        "products_sold_after_their_end": int(late.sum()),
        **event_facts,
        **promotion_facts,
        **write_examples(panel, sold, split, parameters, out),
    }
    if facts["train"]["examples"] == 0:
        raise DataError(
            f"sales: none of {len(panel):,} series ({sales.rows:,} rows) gives an example for training, "
            f"which ends before {panel.date_of(split.train_end)}.",
            "Give a longer history, or look at sales.date for wrong dates.",
        )
    (out / "facts.json").write_text(json.dumps(facts, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return facts


def _blocks(sales: Sales, found: Survey) -> Iterator[Rows]:
    blocks = (typed(batch, found.products, found.regions) for batch in sales.batches())
    return last_recorded(blocks, sales.rows) if "recorded_at" in found.given else blocks


def _series(found: Survey, products: pd.DataFrame, regions: pd.DataFrame) -> pd.DataFrame:
    product, region = np.divmod(found.keys, len(found.region_names))
    series = pd.DataFrame(
        {
            "product_id": pd.array(found.product_names, dtype="str").take(product),
            "region": pd.array(found.region_names, dtype="str").take(region),
        }
    )
    category = products.set_index("product_id")["category"].reindex(found.product_names)
    country = regions.set_index("region")["country"].reindex(found.region_names)
    series["category"] = category.astype("str").array.take(product)
    series["country"] = country.astype("str").array.take(region)
    return series


def _sampled(series: pd.DataFrame, parameters: FeaturesParameters) -> npt.NDArray[np.bool_]:
    """Series whose single days are kept, all of a product or none where that can be."""
    kept = np.zeros(len(series), dtype=bool)
    kept[first_by_hash(series, np.arange(len(series)), parameters.max_daily_series, parameters.seed)] = True
    return kept


def _daily(cube: Cube, series: pd.DataFrame) -> pd.DataFrame:
    names = series[["product_id", "region"]].take(cube.daily["series"].to_numpy()).reset_index(drop=True)
    return pd.concat([names, cube.daily[["day", "units"]]], axis=1)


def _settle(cube: Cube, known: npt.NDArray[np.bool_], found: Survey) -> int:
    """Put 0 for weeks below 0 and NaN for unknown weeks, in place; returns the number of weeks below 0."""
    below = int((cube.units < 0).sum())
    np.maximum(cube.units, 0, out=cube.units)
    region = found.keys % len(found.region_names)
    for at, weeks in enumerate(known):
        if not weeks.all():
            cube.units[np.ix_(region == at, ~weeks)] = np.nan
    return below


def _refuse_nothing_sold(cube: Cube, rows: int, grid: Grid, train_end: int) -> None:
    if not (cube.units[:, :train_end] > 0).any():
        until = text(grid.start + WEEK * train_end)
        raise DataError(
            f"sales.units: in {rows:,} rows of {len(cube.units):,} series, no week of any series is above 0 before "
            f"{until}, where training ends.",
            "Give a table whose units are the pieces sold, or a longer history.",
        )


def _sold_after_end(cube: Cube, series: pd.DataFrame, products: pd.DataFrame, grid: Grid) -> npt.NDArray[np.bool_]:
    """Products that were sold in a week after that of their end, so that it cannot have been their end."""
    last = np.full(len(series), -1, dtype=np.int64)
    for week in range(grid.weeks):
        last[cube.units[:, week] > 0] = week
    sold = pd.Series(last).groupby(series["product_id"]).max().reindex(products["product_id"], fill_value=-1)
    end = products["end"].to_numpy(dtype=np.int64)
    late: npt.NDArray[np.bool_] = (
        (end != UNKNOWN_DAY) & (grid.start + WEEK * sold.to_numpy() > end) & (sold.to_numpy() >= 0)
    )
    return late


def _first_weeks(
    cube: Cube, series: pd.DataFrame, products: pd.DataFrame, grid: Grid
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.bool_]]:
    """Week of the first sale or of the launch, whichever is earlier; and which series ever sold.

    A series that never sold has been on offer since its first row: its zeros are a history.
    """
    positive = cube.units > 0
    sold: npt.NDArray[np.bool_] = np.asarray(positive.any(axis=1))
    first = np.where(sold, positive.argmax(axis=1), cube.first_row)
    launch = products.set_index("product_id")["launch"].reindex(series["product_id"]).to_numpy(dtype=np.int64)
    launched = np.clip(grid.week_of(launch), 0, grid.weeks)
    first = np.where(launch == UNKNOWN_DAY, first, np.minimum(first, launched))
    return first.astype(np.int32), sold
