"""A small shop of deals, requests of its customers, and a model that orders by a table of probabilities."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

TEST_FROM = "2026-01-10T00:00:00+00:00"
NOW = "2026-01-12T12:00:00Z"
# Start, end, and what else is known. The offer of n1 and n2 was never shown before the test.
DEALS: dict[str, dict[str, Any]] = {
    "tea": {"start": "2026-01-01", "end": "2026-01-12T15:00", "type": "flash", "products": '["p1", "p2"]'},
    "mug": {"start": "2026-01-01", "end": "2026-01-13", "type": "flash", "price": 10.0, "discount": 0.2},
    "hat": {"start": "2026-01-01", "end": None, "type": "coupon", "stock": 3.0, "products": '["p3"]'},
    "sled": {"start": "2026-01-01", "end": "2026-02-01", "type": "coupon", "budget": 5.0, "cost": 2.0},
    "n1": {"start": "2026-01-12T11:30", "end": "2026-02-01", "type": "coupon", "products": '["p1"]'},
    "n2": {"start": "2026-01-12", "end": "2026-02-01", "type": "flash", "products": '["p4"]'},
    "over": {"start": "2025-12-01", "end": "2026-01-05", "type": "flash"},
    "later": {"start": "2026-03-01", "end": "2026-04-01", "type": "flash"},
}
COLUMNS = ("offer_id", "type", "products", "price", "discount", "stock", "budget", "cost")
TEXTS = ("offer_id", "type", "products")
NEW = {"n1", "n2"}
# Customer, deal, time: what was redeemed before the test.
REDEEMED = [("c1", "tea", "2026-01-02"), ("c9", "tea", "2026-01-03"), ("c9", "hat", "2026-01-04")]
PURCHASES = [
    ("c1", "p1", "2026-01-02", 1.0, 3.5),
    ("c1", "p3", "2026-01-05", 2.0, None),
    ("c2", "p4", "2026-01-20", 1.0, 2.0),
]


def ask(name: str, shown: str, redeemed: dict[str, float] | None = None, **fields: Any) -> dict[str, Any]:
    """A test request: what was shown, and the revenue of what was redeemed of it."""
    given = {"customer_id": f"of {name}", "time": NOW, "purchases_before": 0, "redeemed_before": 0}
    return {"example_id": name, "shown": shown.split(), "taken": redeemed or {}, **given, **fields}


def examples(directory: Path, asked: list[dict[str, Any]], **facts: Any) -> Path:
    """What `build` writes."""
    directory.mkdir(exist_ok=True)
    deals = pd.DataFrame.from_dict(DEALS, orient="index").reindex(columns=["start", "end", *COLUMNS]).sort_index()
    deals = deals.rename_axis("deal_id").reset_index()
    deals = deals.assign(offer_id=deals["deal_id"], start=times(deals["start"]), end=times(deals["end"]))
    deals["products"] = deals["products"].where(deals["products"].notna(), "[]")
    deals = deals.astype(dict.fromkeys(("deal_id", *TEXTS), "str"))
    deals.to_parquet(directory / "deals.parquet", index=False)
    log = [*REDEEMED, *((one["customer_id"], deal, one["time"]) for one in asked for deal in one["taken"])]
    redemptions = pd.DataFrame(log, columns=["customer_id", "deal_id", "time"]).assign(revenue=1.0)
    redemptions = redemptions.assign(time=times(redemptions["time"]) + pd.Timedelta("1min"))
    redemptions.sort_values(["customer_id", "time"]).to_parquet(directory / "redemptions.parquet", index=False)
    bought = pd.DataFrame(PURCHASES, columns=["customer_id", "product_id", "time", "quantity", "amount"])
    bought.assign(time=times(bought["time"])).to_parquet(directory / "purchases.parquet", index=False)
    customers = pd.DataFrame({"customer_id": ["c1", "c2"], "age": ["old", None]}, dtype="str")
    customers.to_parquet(directory / "customers.parquet", index=False)
    test = pd.DataFrame(asked).drop(columns=["shown", "taken"])
    test["customer_id"] = test["customer_id"].astype("str").where(test["customer_id"].notna())
    test.assign(time=times(test["time"])).to_parquet(directory / "test.parquet", index=False)
    shown = [
        (one["example_id"], "test", deal, deal in one["taken"], one["taken"].get(deal, np.nan), deal in NEW)
        for one in asked
        for deal in one["shown"]
    ]
    names = ["example_id", "split", "deal_id", "redeemed", "revenue", "new_deal"]
    table = pd.DataFrame(shown, columns=names).assign(rank=np.float32(np.nan), weight=np.float32(1))
    table.astype({"revenue": "float32"}).to_parquet(directory / "shown.parquet", index=False)
    told = {"exposures": "logged", "test_from": TEST_FROM, **facts}
    (directory / "facts.json").write_text(json.dumps(told))
    return directory


def times(cells: pd.Series[Any]) -> pd.Series[Any]:
    parsed = pd.to_datetime(cells.astype("str").where(cells.notna()), utc=True, format="ISO8601")
    return parsed.astype("datetime64[us, UTC]")


def answer(name: str, said: dict[str, float], scores: list[float] | None = None) -> pd.DataFrame:
    """The answer to one request: probabilities by deal, the best first; revenue is 1."""
    probability = list(said.values())
    return pd.DataFrame(
        {
            "request_id": pd.array([name] * max(len(said), 1), dtype="str"),
            "rank": range(1, len(said) + 1) if said else [0],
            "deal_id": pd.array(list(said) or [None], dtype="str"),
            "score": (scores or probability) if said else [np.nan],
            "probability": probability or [np.nan],
            "expected_revenue": probability or [np.nan],
            "revenue": [1.0] * len(said) if said else [np.nan],
        }
    )


class Table:
    """Orders by probability x revenue^alpha of a table, and learns the share of redemptions of what it is told.

    Args:
        likely: Probability by deal, .01 of others.
        worth: Revenue by deal, 1 of others.
        own: Probability by customer and deal, where it is asked for somebody.
        careful: Whether it leaves out what must not come.
    """

    def __init__(
        self,
        likely: dict[str, float],
        worth: dict[str, float] | None = None,
        own: dict[tuple[str, str], float] | None = None,
        *,
        careful: bool = True,
    ) -> None:
        self.likely, self.worth, self.own, self.careful = dict(likely), dict(worth or {}), dict(own or {}), careful
        self.facts = {"once": True}
        self.requests: list[tuple[pd.DataFrame, dict[str, Any]]] = []
        self.updates: list[tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame | None]] = []

    def predict(self, request: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame:
        self.requests.append((request, dict(params or {})))
        return pd.concat([self._one(row, params or {}) for row in request.to_dict("records")], ignore_index=True)

    def _one(self, row: dict[str, Any], params: dict[str, Any]) -> pd.DataFrame:
        told = [one if isinstance(one, dict) else {"deal_id": one} for one in json.loads(row["deals"])]
        names = [str(one["deal_id"]) for one in told if not self.careful or self.may(one, row)]
        customer = row["customer_id"] if params.get("personal", True) else None
        chance = {name: self.own.get((customer, name), self.likely.get(name, 0.01)) for name in names}
        score = {name: chance[name] * self.worth.get(name, 1.0) ** params.get("alpha", 0.0) for name in names}
        best = sorted(names, key=lambda name: -score[name])[: params.get("k", 10)]
        found = answer(row["request_id"], {name: chance[name] for name in best}, [score[name] for name in best])
        worth = [self.worth.get(name, 1.0) for name in best] or [np.nan]
        return found.assign(revenue=worth, expected_revenue=found["probability"] * worth)

    def may(self, told: dict[str, Any], row: dict[str, Any]) -> bool:
        """Whether a deal may be answered."""
        known = DEALS.get(str(told["deal_id"]), {})
        start, end = told.get("start", known.get("start")), told.get("end", known.get("end"))
        moment = pd.Timestamp(row["time"])
        runs = _at(start) <= moment and (end is None or moment < _at(end))
        done = {one["deal_id"] for one in json.loads(row["redeemed"])}
        paid = told.get("budget_left", np.inf) >= (told.get("cost") or 0)
        return bool(runs and told["deal_id"] not in done and told.get("stock_left", np.inf) >= 1 and paid)

    def update(self, exposures: pd.DataFrame, redemptions: pd.DataFrame, deals: pd.DataFrame | None = None) -> None:
        self.updates.append((exposures, redemptions, deals))
        shown, taken = exposures["deal_id"].value_counts(), redemptions["deal_id"].value_counts()
        self.likely |= {str(name): float(min(taken.get(name, 0) / count, 0.9)) + 0.01 for name, count in shown.items()}


def _at(time: Any) -> pd.Timestamp:
    moment = pd.Timestamp(time)
    return moment if moment.tzinfo else moment.tz_localize("UTC")
