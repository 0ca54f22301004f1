"""What customers did before they asked, as the text of a request."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from evaluation.json_objects import objects

_COLUMNS: Final = ["example_id", "place", "product_id", "time", "type"]


def events_before(examples: Path, split: str = "test") -> pd.DataFrame:
    """Events before the requests of a split, in the order of requests and of their places.

    Columns: `example_id`, `product_id`, `time`, `type`.
    """
    rows = pd.read_parquet(examples / "histories.parquet", columns=_COLUMNS, filters=[("split", "==", split)])
    return rows.sort_values(["example_id", "place"], kind="stable", ignore_index=True).drop(columns=["place"])


def histories(wanted: pd.Series[Any], examples: Path, later: pd.Timedelta | None = None) -> pd.Series[Any]:
    """JSON lists of the events before each request, oldest first.

    Args:
        wanted: Ids of test requests.
        examples: What `build` wrote.
        later: By how much the times of all events are moved.
    """
    rows = events_before(examples)
    ids = pd.Index(wanted.astype("str"))
    known, number = np.unique(rows["example_id"].astype("str").to_numpy(object), return_inverse=True)
    ends = np.cumsum(np.bincount(number, minlength=len(known)))
    told = rows if later is None else rows.assign(time=rows["time"] + later)
    # A time or a type that is not known is left out.
    said = objects({name: told[name] for name in ("product_id", "time", "type")})
    place = pd.Index(known, dtype="str").get_indexer(ids)
    texts = [
        "[]" if one < 0 else "[" + ",".join(said[int(ends[one - 1]) if one else 0 : int(ends[one])]) + "]"
        for one in place.tolist()
    ]
    return pd.Series(texts, index=wanted.index, dtype="str")


def with_event(history: str, event: str) -> str:
    """The history and one event more, as `event` writes it.

    >>> with_event("[]", '{"product_id": "a"}'), with_event('["a"]', '"b"')
    ('[{"product_id": "a"}]', '["a","b"]')
    """
    return f"[{event}]" if history == "[]" else f"{history[:-1]},{event}]"


def event(product: str, time: str, kind: str) -> str:
    """One event as JSON."""
    return json.dumps({"product_id": product, "time": time, "type": kind}, separators=(",", ":"))
