"""The files of examples: events by period, requests, what went before them and what was wanted."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from features.columns import NO_TIME, TEXT, TIME, Longs, Mask
from features.recommendation.log import KINDS, Log
from features.recommendation.parameters import FeaturesParameters
from features.recommendation.requests import Requests
from features.recommendation.splits import TEST, TRAIN, VALID, Split
from features.splits import SPLITS
from models.ragged import entries_of

_ROWS: Final = 1_000_000  # events that lie in memory as texts at once
_GROUP: Final = 131_072


def write_tables(tables: dict[str, pa.Table | None], out: Path) -> None:
    """Write {name}.parquet of each table that is there."""
    for name, table in tables.items():
        if table is not None:
            _write(table, out / f"{name}.parquet")


def write_events(log: Log, split: Split, out: Path) -> None:
    """Write train.parquet and valid_events.parquet, by customer and place."""
    place = np.arange(len(log)) - log.starts()[:-1][log.customer]
    for part, name in ((TRAIN, "train"), (VALID, "valid_events")):
        rows = np.flatnonzero(split.of == part)
        with pq.ParquetWriter(out / f"{name}.parquet", _events(log, place, rows[:0]).schema, compression="zstd") as to:
            for start in range(0, max(len(rows), 1), _ROWS):
                to.write_table(_events(log, place, rows[start : start + _ROWS]), row_group_size=_GROUP)


def write_requests(
    log: Log, requests: Requests, seen: dict[int, Longs], parameters: FeaturesParameters, out: Path
) -> None:
    """Write {valid,test}.parquet, histories.parquet and relevant.parquet, all in one order of requests.

    Args:
        log: The events.
        requests: Those to write.
        seen: By position of valid and test, (log.products,) events of each product that a model of it learns from.
        parameters: Settings.
        out: Folder.
    """
    ids = pa.array([f"r-{number:016x}" for number in requests.number.tolist()], TEXT)
    before = events_before(log, requests)
    for part in (VALID, TEST):
        rows = np.flatnonzero(requests.part == part)
        _write(_requests(log, requests, ids, before, rows), out / f"{SPLITS[part]}.parquet")
    _write(_histories(log, requests, ids, before, parameters), out / "histories.parquet")
    unseen, scarce = unseen_and_scarce(requests, seen, parameters)
    relevant = {
        "example_id": ids.take(pa.array(requests.request)),
        "split": _splits(requests.part[requests.request]),
        "product_id": log.products.take(pa.array(requests.product)),
        "gain": pa.array(requests.gain),
        "unseen": pa.array(unseen),
        "scarce": pa.array(scarce),
    }
    _write(pa.table(relevant), out / "relevant.parquet")


def events_before(log: Log, requests: Requests) -> Longs:
    """(r,) events of the customer before each request."""
    return requests.end - log.starts()[:-1][requests.customer]


def unseen_and_scarce(requests: Requests, seen: dict[int, Longs], parameters: FeaturesParameters) -> tuple[Mask, Mask]:
    """(p,) whether what was chosen has no event that a model of its split learns from, and whether it has few."""
    counts = np.zeros(len(requests.product), dtype=np.int64)
    of = requests.part[requests.request]
    for part, events in seen.items():
        counts[of == part] = events[requests.product[of == part]]
    return counts == 0, counts < parameters.scarce_events


def _events(log: Log, place: Longs, rows: Longs) -> pa.Table:
    return pa.table(
        {
            "customer_id": _names(log.customers, log.customer[rows]),
            "product_id": _names(log.products, log.product[rows]),
            "time": _times(log.time[rows]),
            "place": pa.array(place[rows]),
            "type": _names(pa.array(KINDS, TEXT), log.kind[rows]),
            "region": _names(log.regions, log.region[rows]),
            "price": pa.array(log.price[rows], from_pandas=True),
            "visit_id": _names(log.visits, log.visit[rows]),
        }
    )


def _requests(log: Log, requests: Requests, ids: pa.Array, before: Longs, rows: Longs) -> pa.Table:
    return pa.table(
        {
            "example_id": ids.take(pa.array(rows)),
            "customer_id": _names(log.customers, requests.customer[rows]),
            "region": _names(log.regions, requests.region[rows]),
            "time": _times(requests.time[rows]),
            "events_before": pa.array(before[rows]),
            "new_customer": pa.array(before[rows] == 0),
        }
    )


def _histories(log: Log, requests: Requests, ids: pa.Array, before: Longs, parameters: FeaturesParameters) -> pa.Table:
    kept = np.minimum(before, parameters.history_events)
    bounds = np.stack([requests.end - kept, requests.end], axis=1).ravel()
    event, owner = entries_of(bounds, 2 * np.arange(len(requests)))
    return pa.table(
        {
            "example_id": ids.take(pa.array(owner)),
            "split": _splits(requests.part[owner]),
            "place": pa.array(event - log.starts()[:-1][log.customer[event]]),
            "product_id": _names(log.products, log.product[event]),
            "time": _times(log.time[event]),
            "type": _names(pa.array(KINDS, TEXT), log.kind[event]),
        }
    )


def _names(names: pa.Array, codes: Any) -> pa.Array:
    return names.take(pa.array(codes, mask=codes < 0))


def _splits(parts: Any) -> pa.Array:
    return _names(pa.array(SPLITS, TEXT), parts)


def _times(times: Longs) -> pa.Array:
    return pa.array(times, mask=times == NO_TIME).cast(TIME)


def _write(table: pa.Table, path: Path) -> None:
    pq.write_table(table, path, compression="zstd", row_group_size=_GROUP)
