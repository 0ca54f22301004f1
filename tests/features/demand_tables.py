"""Tables of invented sales, and what building a panel from them gives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from features.demand_forecasting import FeaturesParameters, build
from models.demand_forecasting.panel import Panel

MONDAY = pd.Timestamp("2023-01-02", tz="UTC")
SETTINGS = FeaturesParameters(min_train_weeks=4, origin_step=26)


def days(count: int, first: pd.Timestamp = MONDAY) -> pd.DatetimeIndex:
    return pd.date_range(first, periods=count, freq="D")


def sales(
    weeks: int = 30, products: int = 2, regions: tuple[str, ...] = ("north", "south"), **more: Any
) -> pd.DataFrame:
    """One row a day of every product in every region: units are the product's number + 1."""
    rows = [
        (f"p{product}", region, day, float(product + 1))
        for product in range(products)
        for region in regions
        for day in days(7 * weeks)
    ]
    return pd.DataFrame(rows, columns=["product_id", "region", "date", "units"]).assign(**more)


def row(product_id: str, region: str, date: str | pd.Timestamp, units: float, **more: Any) -> dict[str, Any]:
    moment = pd.Timestamp(date)
    moment = moment.tz_localize("UTC") if moment.tzinfo is None else moment.tz_convert("UTC")
    return {"product_id": product_id, "region": region, "date": moment, "units": units, **more}


def added(frame: pd.DataFrame, *rows: dict[str, Any]) -> pd.DataFrame:
    return pd.concat([frame, pd.DataFrame(list(rows))], ignore_index=True)


def built(
    place: Path, frame: pd.DataFrame, settings: FeaturesParameters = SETTINGS, **tables: pd.DataFrame
) -> tuple[Panel, dict[str, Any]]:
    """The panel, as it is read back, and the facts."""
    source = place / "tables"
    source.mkdir(parents=True)
    for name, table in {"sales": frame, **tables}.items():
        table.to_parquet(source / f"{name}.parquet", index=False)
    facts = build(source, place / "examples", settings)
    return Panel.load(place / "examples" / "panel"), facts


def units(panel: Panel, product: str, region: str) -> np.ndarray:
    """Weekly units of one series."""
    return np.asarray(panel.units[position(panel, product, region)])


def position(panel: Panel, product: str, region: str) -> int:
    here = (panel.series["product_id"] == product) & (panel.series["region"] == region)
    (place,) = np.flatnonzero(here)
    return int(place)
