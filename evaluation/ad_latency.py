"""How long a bidder waits for the probabilities of a few candidates, in the process that asks."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation import ad_requests
from evaluation.ad_learner import Learner
from evaluation.measure import Measure

CANDIDATES: Final = (1, 50)
# What is one and the same for all candidates of a request.
_OF_THE_REQUEST: Final = (ad_requests.TIME, ad_requests.CUSTOMER, "placement", "device")
_WARM_UPS: Final = 20
MEASURES: Final = tuple(f"score_{count}_{part}_ms" for count in CANDIDATES for part in ("p50", "p99"))


def measures(model: Learner, table: pd.DataFrame, settings: Mapping[str, Any]) -> dict[str, Measure]:
    """p50 and p99 of `score`, one request after another, of one candidate and of 50.

    Candidates are the ads of other test impressions, all for the customer, place and time of one.

    Args:
        table: Rows of `ad_requests.requests`.
        settings: `score_requests`: how many are timed; `seed`.
    """
    if len(table) == 0:
        return {}
    columns = _columns(ad_requests.request_columns(table))
    rng = np.random.default_rng(int(settings["seed"]))
    found = {}
    for count in CANDIDATES:
        wanted = int(settings["score_requests"]) + _WARM_UPS
        requests = [_request(columns, rng.integers(0, len(table), count)) for _ in range(wanted)]
        milliseconds = [_timed(model, request) for request in requests][_WARM_UPS:]
        says = f"{count} candidates scored in the process that asks" if count > 1 else "one candidate, likewise"
        for part, share in (("p50", 0.5), ("p99", 0.99)):
            found[f"score_{count}_{part}_ms"] = Measure(
                float(np.quantile(milliseconds, share)),
                n=len(milliseconds),
                unit="ms",
                higher_is_better=False,
                meaning=says,
            )
    return found


def _columns(asked: pd.DataFrame) -> dict[str, npt.NDArray[Any]]:
    """Texts as objects with None where there is none, numbers as floats."""
    texts = [ad_requests.TIME, *ad_requests.categorical(asked)]
    return {
        name: column.astype(object).where(column.notna(), None).to_numpy(object)
        if name in texts
        else column.to_numpy(np.float64)
        for name, column in ((str(name), asked[name]) for name in asked.columns)
    }


def _request(columns: Mapping[str, npt.NDArray[Any]], rows: npt.NDArray[np.int64]) -> dict[str, Any]:
    """As a bidder holds it: lists of texts, arrays of numbers."""
    found = {}
    for name, column in columns.items():
        picked = column[np.repeat(rows[:1], len(rows)) if name in _OF_THE_REQUEST else rows]
        found[name] = picked.tolist() if picked.dtype == object else picked
    return found


def _timed(model: Learner, request: Mapping[str, Any]) -> float:
    start = time.perf_counter()
    model.score(request)
    return (time.perf_counter() - start) * 1e3
