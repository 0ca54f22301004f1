"""Whether one event more changes the very next list, and how long that takes."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.asked_again import spread
from evaluation.dcg import PLACES
from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.ranked_answers import rows_of
from evaluation.ratios import of_sums
from evaluation.rec_asking import Asking
from evaluation.rec_histories import event, events_before, with_event
from evaluation.rec_lists import ids
from evaluation.rec_requests import request_columns
from evaluation.rec_shown import Shown
from evaluation.shelf import Longs, micros

Texts = npt.NDArray[Any]

_SAYS: Final = {
    "changed_lists": "lists of which one of the first ten places changes after one event more, of a product that was "
    "neither in the history nor in the list",
    "replaced_10": "of the first ten products after that event, those that were not there before it",
}
_LATENCY: Final = {"event_to_list_p50_ms": (0.5, "median"), "event_to_list_p99_ms": (0.99, "99th percentile")}
MEASURES: Final = (*_SAYS, *_LATENCY)
_DRAWS: Final = 50  # products a request among which one is looked for that it does not know yet
_VIEW, _BUY = "view", "buy"


def measures(asking: Asking, table: pd.DataFrame) -> dict[str, Measure]:
    """Share of lists that change, and p50 and p99 of the answer from the event on; none where there is no product.

    The product is drawn as often as it was met before the test, from what can be had then and there.

    Args:
        asking: Asks the model.
        table: Rows of `rec_requests.requests`, of which at most `challenge_requests` are asked, and `event_requests`
            one by one for their time.
    """
    answers, shown = asking.answers(table, request_columns(table), k=PLACES)
    product = _drawn(asking, table, shown)
    rows = table[product >= 0].reset_index(drop=True)
    if len(rows) == 0:
        return {}
    before = ids(rows_of(table, answers), answers, len(table))[product >= 0]
    names = asking.known.catalogue.shelf.ids[product[product >= 0]]
    asked, kind = request_columns(rows), _kind(rows)
    events = [event(str(name), moment, kind) for name, moment in zip(names, asked["time"], strict=True)]
    longer = [with_event(told, one) for told, one in zip(asked["history"], events, strict=True)]
    answers, _ = asking.answers(rows, asked.assign(history=pd.Series(longer, dtype="str")), k=PLACES)
    after = ids(rows_of(rows, answers), answers, len(rows))
    return _changed(asking, rows, before, after) | _timed(asking, asked, events)


def _drawn(asking: Asking, table: pd.DataFrame, shown: Shown) -> Longs:
    """A product for each request, -1 where none was found; (rows,)."""
    catalogue, known = asking.known.catalogue, asking.known
    weight = np.where(catalogue.listed, catalogue.events, 0).astype(np.float64)
    if not weight.any():
        return np.full(len(table), -1, dtype=np.int64)
    rng = np.random.default_rng(int(asking.settings["seed"]))
    drawn = rng.choice(len(weight), (len(table), _DRAWS), p=weight / weight.sum()).astype(np.int64)
    row = np.repeat(np.arange(len(table)), _DRAWS)
    product = drawn.ravel()
    moment = micros(table["asked_at"], 0)[row]
    fits = catalogue.at_hand(product, table["region"].iloc[row], moment)
    keys = known.key(known.numbers(table)[row], product)
    fits &= ~np.isin(keys, known.history) & ~np.isin(keys, known.key(shown.number[shown.row], shown.product))
    fits = fits.reshape(drawn.shape)
    return np.where(fits.any(axis=1), drawn[np.arange(len(table)), fits.argmax(axis=1)], -1)


def _kind(table: pd.DataFrame) -> str:
    """A view where the log has views: it is what customers do most, and excludes nothing by itself."""
    kinds = events_before(Path(str(table["examples"].cat.categories[0])))["type"]
    return _VIEW if (kinds == _VIEW).any() else _BUY


def _changed(asking: Asking, rows: pd.DataFrame, before: Texts, after: Texts) -> dict[str, Measure]:
    lists = [(set(_read(was)), _read(now)) for was, now in zip(before, after, strict=True)]
    counted = pd.DataFrame(
        {
            "group": rows["group"].to_numpy(),
            "changed_lists": before != after,
            "replaced_10": [sum(one not in was for one in now) for was, now in lists],
            "shown": [len(now) for _, now in lists],
        }
    )
    statistics = {"changed_lists": of_sums("changed_lists"), "replaced_10": of_sums("replaced_10", "shown")}
    return measured(counted, statistics, _SAYS, asking.settings)


def _read(text: str) -> list[str]:
    found: list[str] = json.loads(text)
    return found


def _timed(asking: Asking, asked: pd.DataFrame, events: list[str]) -> dict[str, Measure]:
    picked = spread(len(asked), int(asking.settings["event_requests"]))
    asking.model.predict(asked.iloc[picked[:1]], {"k": PLACES})
    milliseconds = []
    for place in picked.tolist():
        one = asked.iloc[place : place + 1]
        start = time.perf_counter()
        told = one.assign(history=with_event(str(one["history"].iloc[0]), events[place]))
        asking.model.predict(told, {"k": PLACES})
        milliseconds.append((time.perf_counter() - start) * 1e3)
    says = "of the time from one event more to the list of ten that knows it, in the process that asks"
    return {
        name: Measure(
            float(np.quantile(milliseconds, share)),
            n=len(milliseconds),
            unit="ms",
            higher_is_better=False,
            meaning=f"{which} {says}",
        )
        for name, (share, which) in _LATENCY.items()
    }
