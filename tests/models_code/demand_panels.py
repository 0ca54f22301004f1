"""Small panels of invented weekly sales."""

from __future__ import annotations

import numpy as np
import pandas as pd

from models.demand_forecasting.panel import WEEKDAY_BLOCK, Panel, as_day, no_daily

WEEKS = 60


def small_panel(weeks: int = WEEKS, seed: int = 0) -> Panel:
    """Four products in three regions of two countries; the last product begins in week 40 and has no category."""
    rng = np.random.default_rng(seed)
    series = pd.DataFrame(
        [
            (f"p{p}", f"r{r}", "toys" if p < 2 else "tools" if p == 2 else "", "north" if r < 2 else "south")
            for p in range(4)
            for r in range(3)
        ],
        columns=["product_id", "region", "category", "country"],
        dtype="str",
    )
    units = rng.poisson(4.0, (len(series), weeks)).astype(np.float32)
    units[9:, : min(40, weeks)] = 0
    first = np.where(np.arange(len(series)) >= 9, min(40, weeks), 0).astype(np.int32)
    price = np.where(units > 0, rng.uniform(2, 9, units.shape), np.nan).astype(np.float32)
    blocks = -(-weeks // WEEKDAY_BLOCK)
    return Panel(
        start=as_day("2024-01-01"),
        level="series",
        series=series,
        units=units,
        first=first,
        price=price,
        stockout=np.zeros_like(units),
        orders=units.copy(),
        weekday=rng.poisson(20.0, (len(series), blocks, 7)).astype(np.float32),
        products=pd.DataFrame(
            {
                "product_id": [f"p{p}" for p in range(4)],
                "title": ["wooden train", "wooden cars", "claw hammer", "garden rake"],
                "category": ["toys", "toys", "tools", ""],
                "attributes": "",
                "launch": -1,
                "end": -1,
            }
        ),
        regions=pd.DataFrame({"region": ["r0", "r1", "r2"], "country": ["north", "north", "south"]}),
        events=pd.DataFrame(
            {
                "event": ["fair", "strike"],
                "region": ["", "r0"],
                "week": [70, 50],
                "days": [2, 7],
                "known_ahead": [True, False],
                "on": [0b0100001, 0b1111111],
            }
        ),
        promotions=pd.DataFrame(
            {
                "product_id": ["p0"],
                "region": [""],
                "week": [62],
                "price": [1.5],
                "discount": [np.nan],
                "deal": ["deal"],
                "share": [1.0],
            }
        ),
        daily=pd.concat(
            [no_daily(), pd.DataFrame({"product_id": "p0", "region": "r0", "day": [3, 400], "units": 1.0})]
        ),
    )
