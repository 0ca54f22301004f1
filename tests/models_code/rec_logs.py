"""Small logs of events and catalogues for tests of recommendation."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
import pandas as pd

from models.recommendation.event_log import EventLog

DAY = 86_400.0
NOW = 1_700_000_000.0


def catalogue(count: int, **columns: Sequence[object]) -> pd.DataFrame:
    """Products p000, p001, ...; columns that are not given are null."""
    frame = pd.DataFrame({"product_id": [f"p{number:03d}" for number in range(count)]})
    for name in ("title", "description", "category", "brand", "attributes", "language"):
        frame[name] = pd.array(columns.get(name, [None] * count), dtype="str")
    launch = columns.get("launch_date", [None] * count)
    frame["launch_date"] = pd.to_datetime(pd.Series(launch), utc=True).astype("datetime64[us, UTC]")
    return frame


def listed(*names: str) -> str:
    return json.dumps(list(names))


def events(
    histories: Sequence[Sequence[int]],
    *,
    seconds: Sequence[Sequence[float]] | None = None,
    kinds: Sequence[str] | None = None,
    regions: Sequence[str | None] | None = None,
) -> pd.DataFrame:
    """A table of events from the positions that each customer took, in order; kinds and regions by customer."""
    rows = [
        {
            "customer_id": f"c{customer:04d}",
            "product_id": f"p{product:03d}",
            "seconds": seconds[customer][place] if seconds else None,
            "place": place,
            "type": kinds[customer] if kinds else "buy",
            "region": regions[customer] if regions else None,
        }
        for customer, history in enumerate(histories)
        for place, product in enumerate(history)
    ]
    frame = pd.DataFrame(rows)
    time = pd.to_datetime(frame.pop("seconds").astype(np.float64), unit="s", utc=True)
    return frame.assign(time=time.astype("datetime64[us, UTC]"), region=frame["region"].astype("str"))


def log_of(histories: Sequence[Sequence[int]], count: int, **given: object) -> EventLog:
    """The log of such events."""
    return EventLog.of([events(histories, **given)], catalogue(count))  # type: ignore[arg-type]


def silent(name: str, share: float) -> None:
    """Takes the progress of a training."""


def drawn(customers: int, products: int, longest: int, seed: int) -> list[list[int]]:
    """Histories drawn at random."""
    rng = np.random.default_rng(seed)
    return [rng.integers(0, products, rng.integers(1, longest + 1)).tolist() for _ in range(customers)]
