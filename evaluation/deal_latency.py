"""How long a page waits for the order of many candidates, in the process that asks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from evaluation import cost
from evaluation.asked_again import spread
from evaluation.deal_asking import Asking
from evaluation.deal_catalogue import Catalogue
from evaluation.deal_requests import request_columns
from evaluation.deal_told import Told
from evaluation.measure import Measure
from evaluation.shelf import DAY, Longs
from evaluation.times import iso

_TOLD, _KNOWN = "candidates", "candidates_known"
_PARTS: Final = {"p50_ms": 0.5, "p99_ms": 0.99}
MEASURES: Final = tuple(f"{name}_{part}" for name in (_TOLD, _KNOWN) for part in _PARTS)
_K: Final = 10


def measures(asking: Asking, told: Told, table: pd.DataFrame) -> dict[str, Measure]:
    """p50 and p99 of one request of many candidates, one request after another: told as objects, and by their ids.

    Told ones are repeated under new ids until there are enough, and all run when they are asked about. Of those that
    the model knows it is asked at the moment at which most of them run.

    Args:
        asking: `candidates`: the most of a request; `candidate_requests`: the most that are timed.
        told: How deals are told.
        table: Rows of `deal_requests.requests`.
    """
    count = int(asking.settings["candidates"])
    if len(table) == 0 or len(told.deals) == 0:
        return {}
    rows = table.iloc[spread(len(table), int(asking.settings["candidate_requests"]))].reset_index(drop=True)
    asked = request_columns(rows)
    deals = [json.loads(one) for one in told.objects[np.arange(count) % len(told.objects)]]
    lists = [_running(deals, int(asking.known.moment[one])) for one in asking.known.numbers(rows).tolist()]
    found = _timed(asking, asked.assign(deals=_column(lists)), _TOLD, f"{count:,} candidates told as objects")
    known, moment = _most_at_once(told.deals, np.flatnonzero(~told.later))
    if len(known):
        names = "[" + ",".join(told.names[known[:count]].tolist()) + "]"
        then = iso(pd.Series([pd.Timestamp(moment, unit="us", tz="UTC")] * len(asked)))
        # Of purchases that are yet to come at that moment only the products are told, so that none is left out.
        before = asked.assign(
            deals=_column([names] * len(asked)), time=then, purchases=asked["purchases"].map(_products)
        )
        found |= _timed(
            asking, before, _KNOWN, f"{min(len(known), count):,} candidates that it knows, told by their ids"
        )
    return found


def _timed(asking: Asking, asked: pd.DataFrame, name: str, what: str) -> dict[str, Measure]:
    took = cost.timings(lambda one: asking.model.predict(one, {"alpha": 0.5, "k": _K}), asked, count=len(asked))
    says = f"one request of {what}, ten answered, in the process that asks"
    return {
        f"{name}_{part}": Measure(
            float(np.quantile(took, share)), n=len(took), unit="ms", higher_is_better=False, meaning=says
        )
        for part, share in _PARTS.items()
    }


def _running(deals: list[Mapping[str, Any]], moment: int) -> str:
    """Candidates that began a day before and end a day later, each under an id of its own, none of them scarce."""
    start, end = (pd.Timestamp(moment + by, unit="us", tz="UTC").isoformat() for by in (-DAY, DAY))
    free = {"start": start, "end": end, "stock": None, "budget": None}
    return json.dumps([{**one, **free, "deal_id": f"{one['deal_id']} {place}"} for place, one in enumerate(deals)])


def _most_at_once(deals: Catalogue, among: Longs) -> tuple[Longs, int]:
    """The deals that run at the start at which most of them do, and that moment; none where there are none."""
    starts = np.unique(deals.since[among])
    if len(starts) == 0:
        return among, 0
    counts = [int(deals.runs(among, np.full(len(among), start)).sum()) for start in starts.tolist()]
    moment = int(starts[int(np.argmax(counts))])
    return among[deals.runs(among, np.full(len(among), moment))], moment


def _products(purchases: str) -> str:
    return json.dumps([one["product_id"] for one in json.loads(purchases)])


def _column(texts: list[str]) -> pd.Series[Any]:
    return pd.Series(texts, dtype=object)
