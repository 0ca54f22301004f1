"""Requests of 500 candidates each, as ids and as objects, with and without the allocation, and how long they take."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from benchmarks.deal_told_texts import cells, iso, missing
from benchmarks.rec_scale_asked import rows_of, spent
from tasks.progress import Event, tell

Json = dict[str, Any]

CANDIDATES: Final = 500
K: Final = 10
BOUGHT: Final = 50  # purchases that are told, the last ones
WAYS: Final = {
    f"{how}{', allocated' if allocate else ''}": (how, allocate)
    for how in ("ids", "objects")
    for allocate in (False, True)
}


def requests_of(examples: Path, count: int, seed: int) -> dict[str, pd.DataFrame]:
    """Requests at the end of the test, a second after one another, by how their deals are told.

    Args:
        examples: What `build` wrote.
        count: Of each kind.
        seed: Of who asks, and of the candidates of each.

    Returns:
        `ids` and `objects`: the same requests.
    """
    rng = np.random.default_rng([seed, 8])
    test = pd.read_parquet(examples / "test.parquet", columns=["customer_id", "time"])
    some = test.iloc[np.sort(rng.integers(0, len(test), count))]
    last = test["time"].max()
    deals = pd.read_parquet(examples / "deals.parquet")
    live = deals[(deals["start"] <= last) & (deals["end"].isna() | (deals["end"] > last + pd.Timedelta(hours=2)))]
    drawn = [rng.choice(len(live), min(CANDIDATES, len(live)), replace=False) for _ in range(count)]
    own = _told(live)
    told = {
        "ids": [json.dumps(live["deal_id"].iloc[places].tolist()) for places in drawn],
        "objects": [f"[{','.join(own[place] for place in places)}]" for places in drawn],
    }
    moments = iso(last + pd.to_timedelta(np.arange(count), unit="s"))
    asked = pd.DataFrame({"customer_id": some["customer_id"].to_numpy(), "purchases": _purchases(examples, some)})
    asked = asked.assign(time=pd.Series(moments, dtype="str"), redeemed=pd.Series(["[]"] * count, dtype="str"))
    return {how: asked.assign(deals=pd.Series(texts, dtype="str")) for how, texts in told.items()}


def timings(model: Any, asked: dict[str, pd.DataFrame]) -> Json:
    """By way what `rec_scale_asked.spent` returns, one request after another; `batch_requests_per_second` of all at
    once, as ids; `candidates` of a request."""
    kinds = {}
    for name, (how, allocate) in WAYS.items():
        tell(Event("ask", "advanced", f"asking, {name}"))
        kinds[name] = spent(model, rows_of(asked[how]), {"k": K, "allocate": allocate})
    start = time.perf_counter()
    model.predict(asked["ids"], {"k": K})
    rate = len(asked["ids"]) / (time.perf_counter() - start)
    return {
        "kinds": kinds,
        "batch_requests_per_second": rate,
        "candidates": len(json.loads(asked["ids"]["deals"].iloc[0])),
    }


def _told(deals: pd.DataFrame) -> list[str]:
    """JSON objects of deals, with half of their stock left."""
    table = deals.assign(**{name: cells(iso(deals[name]), deals[name]) for name in ("start", "end")})
    found = []
    for one in table.to_dict("records"):
        own = {name: cell for name, cell in one.items() if not missing(cell)}
        own["products"] = json.loads(own["products"]) if "products" in own else []
        found.append(json.dumps({**own, "stock_left": own["stock"] // 2} if "stock" in own else own))
    return found


def _purchases(examples: Path, asked: pd.DataFrame) -> pd.Series[str]:
    """JSON lists of the last purchases of each request's customer."""
    log = pd.read_parquet(examples / "purchases.parquet", columns=["customer_id", "product_id", "time"])
    log = log[log["customer_id"].isin(asked["customer_id"])].sort_values(["customer_id", "time"], kind="stable")
    texts = [
        {"product_id": product, "time": moment}
        for product, moment in zip(log["product_id"], iso(log["time"]), strict=True)
    ]
    own = pd.Series(texts, index=log["customer_id"].to_numpy(object), dtype=object).groupby(level=0).agg(list)
    lists = [json.dumps(own.get(customer, [])[-BOUGHT:]) for customer in asked["customer_id"]]
    return pd.Series(lists, dtype="str")
