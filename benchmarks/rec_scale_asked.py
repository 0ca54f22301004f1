"""How long a loaded model of recommendation takes for requests of several kinds, and after one more event."""

from __future__ import annotations

import json
import time
from typing import Any, Final

import numpy as np
import pandas as pd

from benchmarks.search_speed import rates
from tasks.progress import Event, tell

Json = dict[str, Any]

K: Final = 10
LONG: Final = 200  # events of a long history
WARM_UP: Final = 20  # requests that are not timed
_ISO: Final = "%Y-%m-%dT%H:%M:%SZ"


def requests_of(examples: Any, count: int) -> dict[str, pd.DataFrame]:
    """Requests by kind, spread over the test.

    Args:
        examples: What `build` wrote.
        count: Of each kind.

    Returns:
        `live`: as the test has them, one a second from its end on, as a shop asks; `no history`: the same of nobody;
        `long history`: the same with `LONG` events, those of others put in front of their own; `days apart`: each at
        its own time.
    """
    test = pd.read_parquet(examples / "test.parquet", columns=["example_id", "customer_id", "region", "time"])
    rows = np.unique(np.linspace(0, len(test) - 1, count).astype(np.int64))
    some = test.iloc[rows].sort_values("time", kind="stable", ignore_index=True)
    before = pd.read_parquet(examples / "histories.parquet", filters=[("split", "==", "test")])
    before = before[before["example_id"].isin(some["example_id"])].sort_values(["example_id", "place"])
    texts = before["time"].dt.strftime(_ISO)
    events = [
        {"product_id": product, "time": when, "type": kind}
        for product, when, kind in zip(before["product_id"], texts, before["type"], strict=True)
    ]
    lists = pd.Series(events, index=before["example_id"].to_numpy()).groupby(level=0).agg(list)
    own = [lists.get(key, []) for key in some["example_id"]]
    long = [([*events, *one] * (LONG // max(len(one), 1) + 1))[-LONG:] if events else [] for one in own]
    moments = some["time"].max() + pd.to_timedelta(np.arange(len(some)), unit="s")
    apart = some[["customer_id", "region"]].assign(
        history=pd.Series([json.dumps(one) for one in own], dtype="str"),
        time=some["time"].dt.strftime(_ISO).astype("str"),
    )
    live = apart.assign(time=pd.Series(moments.strftime(_ISO), dtype="str"))
    nothing = pd.Series(np.full(len(live), None, dtype=object), dtype="str")
    return {
        "live": live,
        "no history": live.assign(customer_id=nothing, history=pd.Series(["[]"] * len(live), dtype="str")),
        "long history": live.assign(history=pd.Series([json.dumps(one) for one in long], dtype="str")),
        "days apart": apart,
    }


def timings(model: Any, asked: dict[str, pd.DataFrame]) -> Json:
    """`kinds`: by kind what `spent` returns, one request after another; `after_event`, see `after_events`;
    `batch_queries_per_second` of all live requests at once."""
    kinds = {}
    for name, frame in asked.items():
        tell(Event("ask", "advanced", f"asking, {name}"))
        kinds[name] = spent(model, rows_of(frame))
    live = asked["live"]
    tell(Event("ask", "advanced", "asking, after an event"))
    found = {"kinds": kinds, "after_event": after_events(model, live)}
    start = time.perf_counter()
    model.predict(live, {"k": K})
    return {**found, "batch_queries_per_second": len(live) / (time.perf_counter() - start)}


def spent(model: Any, each: list[pd.DataFrame], params: Json | None = None) -> Json:
    """`p50_ms`, `p99_ms` and `queries_per_second` by the clock; `cpu_p50_ms` and `cpu_p99_ms`, of the processor alone,
    which what else runs on the machine changes less."""
    params = params or {"k": K}
    for one in each[:WARM_UP]:
        model.predict(one, params)
    clock, processor = [], []
    for one in each:
        start, own = time.perf_counter(), time.process_time()
        model.predict(one, params)
        clock.append(time.perf_counter() - start)
        processor.append(time.process_time() - own)
    cpu = rates(processor)
    return {**rates(clock), "cpu_p50_ms": cpu["p50_ms"], "cpu_p99_ms": cpu["p99_ms"]}


def after_events(model: Any, live: pd.DataFrame) -> Json:
    """From one more event to the list that knows it: the customer looks at the third product shown and is asked again.

    Returns:
        `p50_ms` and `p99_ms`; `changed`, the share of lists that are others then.
    """
    seconds, changed = [], []
    for one in rows_of(live):
        shown = model.predict(one, {"k": K})["product_id"].tolist()
        if shown[0] is None or pd.isna(shown[0]):
            continue
        start = time.perf_counter()
        event = {"product_id": shown[min(2, len(shown) - 1)], "time": one["time"].iloc[0], "type": "view"}
        history = json.dumps([*json.loads(one["history"].iloc[0]), event])
        again = model.predict(one.assign(history=pd.Series([history], index=one.index, dtype="str")), {"k": K})
        seconds.append(time.perf_counter() - start)
        changed.append(again["product_id"].tolist() != shown)
    if not seconds:
        return {"p50_ms": None, "p99_ms": None, "changed": None}
    told = rates(seconds)
    return {"p50_ms": told["p50_ms"], "p99_ms": told["p99_ms"], "changed": float(np.mean(changed))}


def rows_of(frame: pd.DataFrame) -> list[pd.DataFrame]:
    """Tables of one request each."""
    return [frame.iloc[row : row + 1] for row in range(len(frame))]
