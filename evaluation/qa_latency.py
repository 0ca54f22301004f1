"""How long one question takes, in the process that asks: of told candidates, of a held product, of an account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from evaluation import cost
from evaluation.measure import Measure
from evaluation.qa_asking import Answers
from evaluation.qa_judged import Flags
from evaluation.qa_requests import request_columns

_PARTS: Final = {"p50_ms": 0.5, "p99_ms": 0.99}
_SAYS: Final = {
    "told": "one question with its candidates, one after another, in the process that asks",
    "stored": "one question about a product of which the model holds the passages, likewise",
    "account": "one question about the asking customer's account, likewise",
}
MEASURES: Final = tuple(f"{name}_{part}" for name in _SAYS for part in _PARTS)


def measures(model: Answers, table: pd.DataFrame, settings: Mapping[str, Any]) -> dict[str, Measure]:
    """p50 and p99 in milliseconds; of ways in which no test question can be asked there is none.

    Args:
        model: What is evaluated.
        table: Rows of `qa_requests.requests`.
        settings: `timed_questions`: the most that are timed in each way, evenly over the test.
    """
    told = table["candidates"].notna().to_numpy(dtype=bool)
    held = told & table["product_id"].notna().to_numpy(dtype=bool)
    own = table["personal"].to_numpy(dtype=bool) & table["customer_id"].notna().to_numpy(dtype=bool)
    asked = request_columns(table)
    bare = asked.assign(candidates=pd.Series([None] * len(asked), index=asked.index, dtype="str"))
    ways: dict[str, tuple[pd.DataFrame, Flags]] = {
        "told": (asked, told),
        "stored": (bare, held),
        "account": (bare, own),
    }
    found: dict[str, Measure] = {}
    for name, (requests, rows) in ways.items():
        if rows.any():
            took = cost.timings(model.predict, requests[rows], count=int(settings["timed_questions"]))
            found |= {f"{name}_{part}": _quantile(took, share, name) for part, share in _PARTS.items()}
    return found


def _quantile(took: list[float], share: float, name: str) -> Measure:
    value = float(np.quantile(took, share))
    return Measure(value, n=len(took), unit="ms", higher_is_better=False, meaning=_SAYS[name])
