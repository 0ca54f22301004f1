"""Small tables of impressions with a known truth, as the feature room writes examples."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

SPLITS = ("train", "valid", "test")


@dataclass(frozen=True)
class Market:
    """Impressions in time order and the chance that each had."""

    frame: pd.DataFrame
    chance: npt.NDArray[np.float64]


def market(rows: int, seed: int = 0, ads: int = 60, customers: int = 400, base: float = -2.0) -> Market:
    """Clicks by ad, customer, position and price; ads belong to campaigns, those to advertisers."""
    rng = np.random.default_rng(seed)
    ad, customer = rng.integers(0, ads, rows), rng.integers(0, customers, rows)
    position, price = rng.integers(1, 5, rows), rng.lognormal(2, 0.5, rows)
    appeal, taste = rng.normal(0, 0.8, ads), rng.normal(0, 0.5, customers)
    logit = base + appeal[ad] + taste[customer] - 0.5 * (position - 1) - 0.3 * (np.log(price) - 2)
    chance = 1 / (1 + np.exp(-logit))
    missing = rng.random(rows) < 0.05
    frame = pd.DataFrame(
        {
            "example_id": pd.array([f"i{row}" for row in range(rows)], dtype="str"),
            "time": pd.Timestamp("2026-01-01", tz="UTC")
            + pd.to_timedelta(np.sort(rng.integers(0, 30 * 86_400, rows)), unit="s"),
            "customer": pd.array([f"c{one}" for one in customer], dtype="str"),
            "ad": pd.array([f"a{one}" for one in ad], dtype="str"),
            "campaign": pd.array([f"k{one // 3}" for one in ad], dtype="str"),
            "advertiser": pd.array([f"v{one // 9}" for one in ad], dtype="str"),
            "placement": pd.array([f"p{one}" for one in rng.integers(0, 3, rows)], dtype="str"),
            "position": pd.array([str(one) for one in position], dtype="str"),
            "price": np.where(missing, np.nan, price),
            "click": rng.random(rows) < chance,
        }
    )
    frame["label"] = frame["click"].astype("int8")
    frame["time"] = frame["time"].astype("datetime64[us, UTC]")
    return Market(frame, chance)


def write(frame: pd.DataFrame, directory: Path, *, timed: bool = True, target: str = "click") -> Path:
    """Write examples: the first 60 % train, the next 20 % valid, the rest test."""
    directory.mkdir(parents=True, exist_ok=True)
    cuts = [0, int(len(frame) * 0.6), int(len(frame) * 0.8), len(frame)]
    outcomes = ("click", "conversion", "spend", "propensity")
    features = [name for name in frame.columns if name not in ("example_id", "time", "label", *outcomes)]
    facts: dict[str, Any] = {
        "target": target,
        "timed": timed,
        "columns": {
            "categorical": [name for name in features if frame[name].dtype.kind != "f"],
            "numeric": [name for name in features if frame[name].dtype.kind == "f"],
        },
    }
    stored = frame if timed else frame.drop(columns="time", errors="ignore")
    for name, first, last in zip(SPLITS, cuts[:-1], cuts[1:], strict=True):
        part = stored.iloc[first:last]
        part.to_parquet(directory / f"{name}.parquet", index=False, row_group_size=4_096)
        facts[name] = {"rows": len(part), "positives": int(part["label"].sum())}
    (directory / "facts.json").write_text(json.dumps(facts))
    return directory
