"""Made-up deals, what was shown of them and what was redeemed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from features.deal_ranking import FeaturesParameters, build

DAY = pd.Timestamp("2024-01-01", tz="UTC")
SMALL = FeaturesParameters(min_redeemed=1)
FILES = ("deals", "products", "customers", "purchases", "redemptions", "train", "valid", "test", "shown")


def at(*days: float) -> pd.DatetimeIndex:
    """Moments, days after the first."""
    return DAY + pd.to_timedelta(np.array(days) * 86_400, unit="s").round("s")


def market(n: int = 300, customers: int = 30, deals: int = 40, seed: int = 0) -> dict[str, pd.DataFrame]:
    """100 days of deals of a week each, visits that show some of those that run, and what was redeemed of them."""
    rng = np.random.default_rng(seed)
    start = np.sort(rng.integers(0, 93, size=deals)).astype(float)
    made = pd.DataFrame(
        {
            "deal_id": [f"d{place:02}" for place in range(deals)],
            "start": at(*start),
            "end": at(*(start + 7)),
            "offer_id": [f"o{place % 25 if place % 2 else place}" for place in range(deals)],
            "products": [f'["p{place % 7}", "p1"]' if place % 3 else None for place in range(deals)],
            "price": 10.0,
            "discount": 0.2,
        }
    )
    visits = [(f"c{rng.integers(customers):02}", day, f"v{number}") for number, day in enumerate(rng.random(n) * 100)]
    shown: list[tuple[Any, ...]] = []
    for customer, day, visit in visits:
        live = np.flatnonzero((start <= day) & (day < start + 7))
        for rank, deal in enumerate(rng.permutation(live)[:5], start=1):
            shown.append((customer, f"d{deal:02}", day, rank, visit))
    columns = ["customer_id", "deal_id", "time", "rank", "visit_id"]
    exposures = pd.DataFrame(shown, columns=columns)
    took = exposures[rng.random(len(exposures)) < 0.15]
    later = took["time"] + rng.random(len(took)) * 2
    redemptions = took[["customer_id", "deal_id"]].assign(time=at(*later), revenue=rng.random(len(took)) * 10)
    bought = rng.random(200) * 100
    return {
        "deals": made,
        "exposures": exposures.assign(time=at(*exposures["time"])),
        "redemptions": redemptions,
        "transactions": pd.DataFrame(
            {
                "customer_id": [f"c{place:02}" for place in rng.integers(customers, size=200)],
                "product_id": [f"p{place}" for place in rng.integers(10, size=200)],
                "time": at(*bought),
            }
        ),
    }


def built(
    place: Path, tables: dict[str, pd.DataFrame], parameters: FeaturesParameters = SMALL
) -> tuple[dict[str, Any], dict[str, pd.DataFrame]]:
    """Facts and files of examples of these tables."""
    source, out = place / "tables", place / "out"
    source.mkdir(parents=True)
    for name, table in tables.items():
        table.to_parquet(source / f"{name}.parquet", index=False)
    facts = build(source, out, parameters)
    assert json.loads((out / "facts.json").read_text(encoding="utf-8")) == facts
    return facts, {name: pd.read_parquet(out / f"{name}.parquet") for name in FILES}
