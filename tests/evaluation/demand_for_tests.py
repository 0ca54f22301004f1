"""A small panel, its test rows, and answers to them that are known by construction."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.demand_forecasting.aggregates import LEVELS, aggregate
from models.demand_forecasting.panel import Panel, as_day, no_daily

START = as_day("2024-01-01")
WEEKS = 80
ORIGIN = 66
HORIZON = 8
PRODUCTS = ("a", "b", "c", "d")
REGIONS = ("north", "south")


def panel(units: npt.NDArray[np.float64] | None = None) -> Panel:
    """Four products in two regions of one country; `d` is launched at the origin; `a` has a spike before it."""
    series = pd.DataFrame(
        [(product, region, "even" if product in "bd" else "odd", "land") for product in PRODUCTS for region in REGIONS],
        columns=["product_id", "region", "category", "country"],
        dtype="str",
    )
    if units is None:
        units = 10.0 + np.arange(len(series))[:, None] + np.sin(np.arange(WEEKS) / 8)[None, :] * 3
        units[:2, ORIGIN - 2] *= 8
        units[:2, ORIGIN + 5] *= 8
        units[6:, :ORIGIN] = 0
    first = np.argmax(units > 0, axis=1).astype(np.int32)
    products = pd.DataFrame(
        {
            "product_id": PRODUCTS,
            "title": [f"thing {name}" for name in PRODUCTS],
            "category": ["odd", "even", "odd", "even"],
            "attributes": "{}",
            "launch": [-1, -1, -1, int((START + 7 * ORIGIN).astype(int))],
            "end": -1,
        }
    )
    events = pd.DataFrame({"event": [], "region": [], "week": [], "days": []}).astype({"week": "int64"})
    promotions = pd.DataFrame({name: [] for name in ("product_id", "region", "week", "price", "discount")})
    regions = pd.DataFrame({"region": REGIONS, "country": "land"})
    return Panel(
        start=START,
        level="series",
        series=series,
        units=units.astype(np.float32),
        first=first,
        price=None,
        stockout=None,
        orders=None,
        weekday=None,
        products=products,
        regions=regions,
        events=events,
        promotions=promotions,
        daily=no_daily(),
    )


def examples(out: Path, made: Panel | None = None) -> Path:
    """A directory as `build` writes it: the panel and `test.parquet`, every row of every level at one origin."""
    made = made or panel()
    made.save(out / "panel")
    rows = []
    for level in ("series", *LEVELS):
        at = made if level == "series" else aggregate(made, level)
        for row, keys in enumerate(at.series.to_dict("records")):
            history = max(0, ORIGIN - int(at.first[row]))
            rows.append(
                {
                    "example_id": f"{level}-{row}",
                    "level": level,
                    **keys,
                    "origin": str(made.date_of(ORIGIN)),
                    "weeks": HORIZON,
                    "history": history,
                    "cold": history == 0,
                }
            )
    pd.DataFrame(rows).to_parquet(out / "test.parquet", index=False)
    return out


def answers(table: pd.DataFrame, shift: float = 0.0, horizon: int = HORIZON) -> pd.DataFrame:
    """What was sold, plus `shift`, as mean and median; P10 and low two below it, P90 and high two above."""
    rows: list[dict[str, Any]] = []
    for question in table.itertuples():
        for step in range(1, horizon + 1):
            told = float(question.units[step - 1]) + shift
            rows.append({"step": step, "mean": told, "p50": told, "p10": told - 2, "p90": told + 2})
    return pd.DataFrame(rows).assign(low=lambda t: t["p10"], high=lambda t: t["p90"])
