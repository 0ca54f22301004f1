"""How long a loaded search takes for requests of several kinds, and in which step."""

from __future__ import annotations

import time
from typing import Any, Final

import numpy as np
import pandas as pd

from benchmarks.search_speed import rates, seconds_of
from benchmarks.search_stopwatch import STEPS, Clock, on_one_thread, with_stopwatch
from tasks.progress import Event, tell

Json = dict[str, Any]

SEED: Final = 1
LEAST_TYPED: Final = 0.3  # share of a query that is typed at least, where it is typed in part
_ISO: Final = "%Y-%m-%dT%H:%M:%SZ"


def timings(model: Any, asked: dict[str, pd.DataFrame]) -> Json:
    """`kinds`, `steps` and `batch_queries_per_second` of a loaded search; see
    `search_scale_process.answer`."""
    alone = on_one_thread(model)
    kinds = {}
    for name, frame in asked.items():
        tell(Event("ask", "advanced", f"asking, {name}"))
        kinds[name] = rates(seconds_of(alone.predict, [frame.iloc[row : row + 1] for row in range(len(frame))]))
    clock = Clock()
    watched = with_stopwatch(model, clock)
    frame, rows = next(iter(asked.values())), []
    for row in range(len(frame)):
        clock.clear()
        start = time.perf_counter()
        watched.predict(frame.iloc[row : row + 1])
        whole = time.perf_counter() - start
        steps = {step: clock.seconds.get(step, 0.0) for step in STEPS}
        rows.append({**steps, "rest": whole - sum(steps.values())})
    start = time.perf_counter()
    alone.predict(frame)
    return {
        "kinds": kinds,
        "steps": {
            step: {"mean_ms": float(values.mean() * 1e3), "p99_ms": float(np.quantile(values, 0.99) * 1e3)}
            for step, values in pd.DataFrame(rows).items()
        },
        "batch_queries_per_second": len(frame) / (time.perf_counter() - start),
    }


def requests_of(test: pd.DataFrame, count: int) -> dict[str, pd.DataFrame]:
    """Requests by kind, from searches spread over the test.

    Args:
        test: Logged searches.
        count: Of each kind.

    Returns:
        `live`: queries whole and in part by turns, a second after one another from the end of the test on, as a shop
        asks; `whole`, `in part`: either half of them; `days apart`: each at its own time.
    """
    rows = np.unique(np.linspace(0, len(test) - 1, count).astype(np.int64))
    some = test.iloc[rows].sort_values("time", kind="stable", ignore_index=True)
    names = ["query", "customer_id", "region", "language"]
    asked = some[names].assign(time=some["time"].dt.strftime(_ISO).astype("str"))
    moments = some["time"].max() + pd.to_timedelta(np.arange(len(some)), unit="s")
    share = np.random.default_rng(SEED).uniform(LEAST_TYPED, 1.0, len(some))
    share[::2] = 1.0
    cut = [text[: int(np.ceil(len(text) * part))] for text, part in zip(asked["query"], share, strict=True)]
    texts = {"query": cut, "time": list(moments.strftime(_ISO))}
    live = asked.assign(**{name: pd.Series(cells, dtype="str") for name, cells in texts.items()})
    return {"live": live, "whole": live.iloc[::2], "in part": live.iloc[1::2], "days apart": asked}
