"""A log of ad clicks whose probabilities are known, and a model of it that learns."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from models.bundle import Bundle, seal

ADS = 12
ROWS = 6_000


def impressions(rows: int = ROWS, seed: int = 0, *, timed: bool = True, rate: float = 0.05) -> pd.DataFrame:
    """Test examples as `build` writes them, over twelve days; every ad has its own probability `truth`."""
    rng = np.random.default_rng(seed)
    ad = rng.integers(0, ADS, rows)
    truth = rate * (0.4 + 1.2 * ad / (ADS - 1))
    label = rng.random(rows) < truth
    age = np.sort(rng.random(rows)) * 12
    made = pd.DataFrame(
        {
            "example_id": [f"i{row}" for row in range(rows)],
            "label": label.astype("int8"),
            "customer": pd.Series(rng.integers(0, rows // 4, rows).astype("str"), dtype="str").where(
                rng.random(rows) > 0.1
            ),
            "ad": pd.Series([f"a{one}" for one in ad], dtype="str"),
            "campaign": pd.Series([f"c{one // 3}" for one in ad], dtype="str"),
            "position": pd.Series(rng.integers(1, 4, rows).astype("str"), dtype="str"),
            "price": np.where(rng.random(rows) < 0.1, np.nan, rng.random(rows)),
            "click": label,
            "ad_age_days": np.where(ad == 0, age, age + 20),
            "new_ad": ad == 0,
            "cold_customer": rng.random(rows) < 0.2,
            "slice_campaign": pd.Series([f"c{one // 3}" for one in ad], dtype="str"),
        }
    )
    if timed:
        made["time"] = pd.Timestamp("2024-03-01", tz="UTC") + pd.to_timedelta((age * 86_400).astype("int64"), unit="s")
        made["time"] = made["time"].astype("datetime64[us, UTC]")
    return made


def truth(table: pd.DataFrame, rate: float = 0.05) -> np.ndarray:
    """What each impression's probability was."""
    ad = table["ad"].str.removeprefix("a").astype(int).to_numpy()
    return rate * (0.4 + 1.2 * ad / (ADS - 1))


def examples(directory: Path, table: pd.DataFrame) -> Path:
    directory.mkdir(exist_ok=True)
    table.to_parquet(directory / "test.parquet", index=False)
    (directory / "facts.json").write_text(json.dumps({"target": "click"}))
    return directory


class Table:
    """Knows every ad's odds by heart, and one factor on all probabilities, which it learns."""

    def __init__(self, rates: dict[str, float], factor: float = 1.0) -> None:
        self.rates, self.factor = rates, factor
        self.seen: list[pd.DataFrame] = []
        self.requests: list[pd.DataFrame] = []
        self.scored: list[dict[str, Any]] = []
        self.events: list[str] = []

    @classmethod
    def of(cls, rate: float = 0.05, factor: float = 1.0) -> Table:
        names = pd.DataFrame({"ad": [f"a{one}" for one in range(ADS)]})
        return cls(dict(zip(names["ad"], truth(names, rate).tolist(), strict=True)), factor)

    @classmethod
    def load(cls, bundle: Bundle) -> Table:
        return cls(**json.loads(bundle.file("state.json").read_text()))

    def save(self, directory: Path) -> Bundle:
        directory.mkdir(parents=True, exist_ok=True)
        (directory / "state.json").write_text(json.dumps({"rates": self.rates, "factor": self.factor}))
        return seal(directory, "nowhere:Table", {})

    def predict(self, request: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame:
        assert params == {"policy": "none"}
        self.requests.append(request)
        self.events.append(f"asked {len(request)}")
        return pd.DataFrame({"probability": self._said(request["ad"])})

    def score(self, columns: dict[str, Any]) -> np.ndarray:
        self.scored.append(columns)
        return self._said(pd.Series(columns["ad"]))

    def update(self, impressions: pd.DataFrame) -> None:
        self.seen.append(impressions)
        self.events.append(f"learnt {len(impressions)}")
        self.factor *= impressions["click"].sum() / self._said(impressions["ad"]).sum()

    def _said(self, ad: pd.Series) -> np.ndarray:
        mean = float(np.mean(list(self.rates.values())))
        return np.minimum(ad.map(self.rates).fillna(mean).to_numpy(np.float64) * self.factor, 0.999)
