"""A small shop with two regions and two seasons, requests of its customers, and a recommender of what is popular."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

NOW = "2026-01-20T12:00:00Z"
SUMMER = "2025-07-20T12:00:00Z"
# Category, launch, listed. What has no event in the log is never met: n1, n2.
PRODUCTS: dict[str, tuple[str | None, str | None, bool]] = {
    "sled": ("Toys > Winter", None, True),
    "scarf": ("Clothes > Winter", "2024-01-01", True),
    "boots": ("Clothes > Winter", "2024-01-01", True),
    "float": ("Toys > Summer", None, True),
    "hat": ("Clothes > Summer", "2024-01-01", True),
    "mug": (None, "2024-01-01", True),
    "n1": ("Toys > Winter", "2026-01-10", True),
    "n2": ("Toys > Summer", "2026-01-10", True),
    "later": ("Toys > Winter", "2027-01-01", True),
    "gone": ("Toys > Winter", "2024-01-01", False),
}
# boots are not to be had in the north, the mug was away in the south last autumn.
STOCK: list[tuple[str, str, str | None, str | None]] = [
    *((name, region, None, None) for name in PRODUCTS for region in ("north", "south") if name not in {"boots", "mug"}),
    ("boots", "south", "2024-06-01", None),
    ("mug", "north", None, None),
    ("mug", "south", None, "2025-09-01"),
    ("mug", "south", "2025-08-01", "2025-10-01"),
    ("mug", "south", "2025-12-01", None),
]
CUSTOMERS = [("c1", "north"), ("c2", "south"), ("c3", None)]
# Product, region, month: how many events.
LOG = {
    ("sled", "north", 1): 8, ("scarf", "north", 1): 6, ("boots", "south", 1): 4, ("scarf", "south", 1): 3,
    ("float", "south", 7): 7, ("hat", "south", 7): 5, ("float", "north", 7): 2, ("mug", "north", 3): 2,
    ("gone", "north", 3): 9, ("mug", "south", 3): 1,
}  # fmt: skip


def ask(name: str, taken: dict[str, float], history: str = "", **fields: Any) -> dict[str, Any]:
    """A test request: gains of the products that were taken, and events before, `product` or `product:type`."""
    events = [(*one.split(":"), "buy")[:2] for one in history.split()]
    given = {"customer_id": f"of {name}", "region": "north", "time": NOW, "events_before": len(events)}
    return {"example_id": name, "taken": taken, "history": events, **given, **fields}


def examples(directory: Path, asked: list[dict[str, Any]], *, stock: bool = True, timed: bool = True) -> Path:
    """What `build` writes."""
    directory.mkdir(exist_ok=True)
    rows = [(name, *facts) for name, facts in PRODUCTS.items()]
    products = pd.DataFrame(rows, columns=["product_id", "category", "launch_date", "listed"])
    products = products.assign(launch_date=_times(products["launch_date"]), category=products["category"].astype("str"))
    products.to_parquet(directory / "products.parquet", index=False)
    if stock:
        windows = pd.DataFrame(STOCK, columns=["product_id", "region", "available_from", "available_to"])
        windows[["available_from", "available_to"]] = windows[["available_from", "available_to"]].apply(_times)
        windows.to_parquet(directory / "stock.parquet", index=False)
    customers = pd.DataFrame(CUSTOMERS, columns=["customer_id", "region"], dtype="str")
    customers.to_parquet(directory / "customers.parquet", index=False)
    log = _log(timed)
    log.iloc[::2].to_parquet(directory / "train.parquet", index=False)
    log.iloc[1::2].to_parquet(directory / "valid_events.parquet", index=False)
    test = pd.DataFrame(asked).drop(columns=["taken", "history"])
    texts = ["example_id", "customer_id", "region"]
    test[texts] = test[texts].astype("str").where(test[texts].notna())
    test = test.assign(time=_times(test["time"] if timed else test["time"].map(lambda _: None)))
    test.to_parquet(directory / "test.parquet", index=False)
    test.iloc[:1].to_parquet(directory / "valid.parquet", index=False)
    met = log["product_id"].value_counts()
    taken = [
        (one["example_id"], "test", product, gain, product not in met, met.get(product, 0) < 5)
        for one in asked
        for product, gain in one["taken"].items()
    ]
    names = ["example_id", "split", "product_id", "gain", "unseen", "scarce"]
    pd.DataFrame(taken, columns=names).astype({"gain": "float32"}).to_parquet(directory / "relevant.parquet")
    events = [
        (one["example_id"], "test", place, product, "2025-12-31T10:00:00Z" if timed else None, kind)
        for one in asked
        for place, (product, kind) in enumerate(one["history"])
    ]
    before = pd.DataFrame(events, columns=["example_id", "split", "place", "product_id", "time", "type"])
    before = before.astype({"example_id": "str", "split": "str", "product_id": "str", "type": "str", "place": "int64"})
    before.assign(time=_times(before["time"])).to_parquet(directory / "histories.parquet", index=False)
    return directory


def _log(timed: bool) -> pd.DataFrame:
    rows = [
        (f"b{one}", product, f"2025-{month:02d}-{1 + one % 28:02d}T09:00:00Z" if timed else None, region)
        for (product, region, month), count in LOG.items()
        for one in range(count)
    ]
    log = pd.DataFrame(rows, columns=["customer_id", "product_id", "time", "region"])
    return log.assign(time=_times(log["time"]), type="buy")


def _times(cells: pd.Series[Any]) -> pd.Series[Any]:
    return pd.to_datetime(cells.astype("str").where(cells.notna()), utc=True).astype("datetime64[us, UTC]")


def answer(name: str, products: str, scores: list[float] | None = None, because: str | None = None) -> pd.DataFrame:
    """The answer to one request: products, best first, none where the text is empty."""
    ranked = products.split()
    told = [float(-place) for place in range(len(ranked))] if scores is None else scores
    return pd.DataFrame(
        {
            "request_id": name,
            "rank": range(1, len(ranked) + 1) if ranked else [0],
            "product_id": pd.array(ranked or [None], dtype="str"),
            "score": told if ranked else [np.nan],
            "because": pd.array([because] * max(len(ranked), 1), dtype="str"),
        }
    )


class Popular:
    """Recommends what was taken most in the region at this time of the year, categories of the history first.

    Args:
        examples: What `build` wrote, of which it reads the log and the stock.
        facts: Of its training.
        most: Products that it shows at most.
        careful: Whether it leaves out what cannot be had.
        obeys: Whether it leaves out what is excluded.
        reads: Whether it looks at the history.
        seasons: Whether it looks at the time of the year.
        homes: Whether it knows where customers are at home.
    """

    def __init__(self, examples: Path, facts: Any = None, most: int = 100, **may: bool) -> None:
        self.facts, self.most = facts, most
        self.may = dict.fromkeys(("careful", "obeys", "reads", "seasons", "homes"), True) | may
        log = pd.concat([pd.read_parquet(examples / f"{name}.parquet") for name in ("train", "valid_events")])
        self.log = list(zip(log["product_id"], log["region"], log["time"].dt.month, strict=True))
        self.stock: list[Any] | None = None
        if (examples / "stock.parquet").is_file():
            stock = pd.read_parquet(examples / "stock.parquet")
            stock["available_from"] = stock["available_from"].fillna(pd.Timestamp("1970-01-01", tz="UTC"))
            stock["available_to"] = stock["available_to"].fillna(pd.Timestamp("2100-01-01", tz="UTC"))
            self.stock = list(stock.itertuples(index=False, name=None))
        self.requests: list[tuple[pd.DataFrame, dict[str, Any]]] = []

    def predict(self, request: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame:
        self.requests.append((request, params or {}))
        return pd.concat([self._one(row, params or {}) for row in request.to_dict("records")], ignore_index=True)

    def _one(self, row: dict[str, Any], params: dict[str, Any]) -> pd.DataFrame:
        told = row["history"] if self.may["reads"] and params.get("personal", True) else "[]"
        events = [one["product_id"] for one in json.loads(told)]
        region = None if pd.isna(row["region"]) else row["region"]
        if region is None and self.may["homes"]:
            region = dict(CUSTOMERS).get(str(row["customer_id"]))
        out = json.loads(row["exclude"]) if self.may["obeys"] and "exclude" in row else []
        moment = pd.Timestamp(row["time"])
        last = PRODUCTS[events[-1]][0] if events and events[-1] in PRODUCTS else None
        scores = {
            name: self.count(name, region, moment) + 100.0 * (last is not None and PRODUCTS[name][0] == last)
            for name in PRODUCTS
            if name not in out and (not self.may["careful"] or self.there(name, region, moment))
        }
        best = sorted(scores, key=lambda name: -scores[name])[: min(params.get("k", 10), self.most)]
        found = answer(row["request_id"], " ".join(best), [scores[name] for name in best])
        own = [events[-1] if last is not None and PRODUCTS[name][0] == last else None for name in best]
        return found.assign(because=pd.array(own or [None], dtype="str"))

    def count(self, name: str, region: str | None, moment: pd.Timestamp) -> float:
        """How often it was taken in the region, ten times within two months of the year."""
        months = [month for one, place, month in self.log if one == name and region in (None, place)]
        near = sum(min((month - moment.month) % 12, (moment.month - month) % 12) <= 2 for month in months)
        return len(months) + 9.0 * near * self.may["seasons"]

    def there(self, name: str, region: str | None, moment: pd.Timestamp) -> bool:
        """Whether it can be had."""
        _, launch, listed = PRODUCTS[name]
        if not listed or (launch is not None and pd.Timestamp(launch, tz="UTC") > moment):
            return False
        return self.stock is None or any(
            one == name and region in (None, place) and since <= moment < until
            for one, place, since, until in self.stock
        )
