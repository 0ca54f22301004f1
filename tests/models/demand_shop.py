"""A small invented shop whose weekly and daily sales are known."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from models.demand_forecasting.panel import WEEKDAY_BLOCK, Panel, as_day

WEEKS, TRAIN_END, VALID_END, HORIZON = 84, 60, 72, 16
REGIONS = {"north": "alba", "south": "alba", "west": "cora"}
KINDS = {"toys": ("wooden train", "toy car", "puzzle"), "garden": ("rake", "watering can", "spade")}
START = as_day("2024-01-01")
QUICK = {
    "valid_origin_step": 6,
    "core": {
        "threads": 1,
        "blocks": [4],
        "origin_step": 6,
        "max_train_rows": 20_000,
        "mean": {"rounds": 15, "max_depth": 4},
        "quantiles": {"rounds": 10, "max_depth": 4},
    },
    "daily": {"least_days": 100},
}


def shop_panel(seed: int = 0) -> Panel:
    """24 products in three regions: 21 has never sold, 22 begins late, 23 ends in week 88, 5 is not in the west."""
    rng = np.random.default_rng(seed)
    products = pd.DataFrame(
        [
            (f"p{number}", f"{KINDS[kind][number % 3]} no. {number}", kind, json.dumps({"size": number % 4}))
            for number in range(24)
            for kind in [list(KINDS)[number % 2]]
        ],
        columns=["product_id", "title", "category", "attributes"],
        dtype="str",
    )
    products["launch"], products["end"] = -1, -1
    products.loc[23, "end"] = int(START.astype(np.int64)) + 7 * 88 - 1
    pairs = [(number, region) for number in range(24) for region in REGIONS if (number, region) != (5, "west")]
    series = pd.DataFrame(
        {
            "product_id": [f"p{number}" for number, _ in pairs],
            "region": [region for _, region in pairs],
            "category": [products["category"][number] for number, _ in pairs],
            "country": [REGIONS[region] for _, region in pairs],
        },
        dtype="str",
    )
    number = np.array([number for number, _ in pairs])
    share = np.array([{"north": 1.0, "south": 0.6, "west": 0.3}[region] for _, region in pairs])
    week = np.arange(WEEKS)
    season = 1 + 0.4 * np.sin(2 * np.pi * week / 52 + (number % 2)[:, None] * 2)
    days = np.array([1, 1, 1, 1, 2, 3, 0.5]) / 9.5
    mean = ((1 + number % 7) * share)[:, None] * season
    first = np.where(number == 22, 66, np.where(number == 21, WEEKS, number % 3))
    mean[week < first[:, None]] = 0
    sold = rng.poisson(mean[:, :, None] * days).astype(np.float32)
    units = sold.sum(axis=2)
    first = np.where(number == 21, 0, np.where((units > 0).any(axis=1), (units > 0).argmax(axis=1), WEEKS))
    blocks = -(-WEEKS // WEEKDAY_BLOCK)
    padded = np.zeros((len(pairs), blocks * WEEKDAY_BLOCK, 7), dtype=np.float32)
    padded[:, :WEEKS] = sold
    at, when, day = np.nonzero(sold)
    return Panel(
        start=START,
        level="series",
        series=series,
        units=units,
        first=first.astype(np.int32),
        price=np.where(units > 0, 3.0 + number[:, None] % 5, np.nan).astype(np.float32),
        stockout=None,
        orders=None,
        weekday=padded.reshape(len(pairs), blocks, WEEKDAY_BLOCK, 7).sum(axis=2),
        products=products,
        regions=pd.DataFrame({"region": list(REGIONS), "country": list(REGIONS.values())}, dtype="str"),
        events=pd.DataFrame(
            {
                "event": ["fair"] * 3,
                "region": ["", "", "north"],
                "week": [30, 82, 90],
                "days": [1, 1, 1],
                "known_ahead": [True] * 3,
                "on": [1 << 2] * 3,
            }
        ),
        promotions=pd.DataFrame(
            {
                "product_id": pd.array(["p0"], dtype="str"),
                "region": pd.array([""], dtype="str"),
                "week": [86],
                "price": [2.0],
                "discount": [0.3],
                "deal": pd.array(["deal"], dtype="str"),
                "share": [1.0],
            }
        ),
        daily=pd.DataFrame(
            {
                "product_id": series["product_id"].array.take(at),
                "region": series["region"].array.take(at),
                "day": (7 * when + day).astype(np.int32),
                "units": sold[at, when, day],
            }
        ),
    )


def weekly_only(panel: Panel) -> Panel:
    """The same shop where only weeks are known, and of products nothing but their ids."""
    bare = {"title": "", "category": "", "attributes": ""}
    return replace(
        panel,
        weekday=None,
        daily=panel.daily.iloc[:0],
        price=None,
        products=panel.products.assign(**bare),
        series=panel.series.assign(category=""),
    )


def write_examples(panel: Panel, directory: Path) -> Path:
    """What training reads."""
    panel.save(directory / "panel")
    facts = {"train_end": TRAIN_END, "valid_end": VALID_END, "horizon": HORIZON}
    (directory / "facts.json").write_text(json.dumps(facts), encoding="utf-8")
    return directory
