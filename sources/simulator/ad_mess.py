"""How untidy the log of impressions is: cells that are missing, rows that come late, rows that the contract refuses."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator.ad_time import MICROSECONDS
from sources.simulator.mess import with_column
from sources.simulator.words import Floats, Index, only


@dataclass(frozen=True)
class ImpressionBreaks:
    """Rows added, as a share of the good ones."""

    no_id: float = 0.001
    no_click: float = 0.002
    unclear_click: float = 0.001
    broken_time: float = 0.002
    future_time: float = 0.001
    zero_propensity: float = 0.002
    repeated: float = 0.003


IMPRESSION_BREAKS = ImpressionBreaks()
SILENT = {"device": 0.015, "advertiser": 0.02, "category": 0.03, "price": 0.03, "position": 0.005, "campaign": 0.005}
LATE, LATE_DAYS = 0.005, 0.25  # share of good rows that are written late; mean days
UNCLEAR_CLICKS = ("maybe", "?", "clck")
BROKEN_TIMES = ("2024-02-30T10:00:00Z", "31.10.2024 25:61", "2024-13-01T00:00:00Z", "yesterday", "0000-00-00")
FUTURE_TIME = "2099-12-31T23:59:59Z"  # what a server without a clock writes
_SPARE = 1 << 31  # numbers from here on belong to no good impression


def spare_numbers(numbers: Index) -> Index:
    """Numbers of rows that are made from good ones: of no other row, whatever the scale."""
    return numbers + _SPARE


def lateness(draw: Floats) -> Index:
    """Microseconds after the impression at which its row is written, from uniform draws; 0 for most."""
    late = draw < LATE
    days = -LATE_DAYS * np.log1p(-np.minimum(draw / LATE, 1 - 1e-9))
    return np.where(late, (days * MICROSECONDS).astype(np.int64), 0)


def silenced(rows: pa.Table, draws: Floats) -> pa.Table:
    """Some cells are missing; `draws` are uniform, (len(SILENT), rows)."""
    for (name, rate), drawn in zip(SILENT.items(), draws, strict=True):
        column = pc.if_else(pa.array(drawn >= rate), rows.column(name), pa.scalar(None, rows.schema.field(name).type))
        rows = _replaced(rows, name, column)
    return rows


def _replaced(rows: pa.Table, name: str, column: pa.Array) -> pa.Table:
    return rows.set_column(rows.schema.get_field_index(name), name, column)


def written(rows: pa.Table) -> pa.Table:
    """As exporters write it: time as text in UTC, a click as 1 or 0."""
    time = pc.strftime(rows.column("time"), format="%Y-%m-%dT%H:%M:%SZ")
    click = pc.if_else(rows.column("click"), "1", "0")
    return _replaced(_replaced(rows, "time", time), "click", click)


def broken(rows: pa.Table, draw: Floats, spare_ids: pa.Array) -> tuple[pa.Table, Index]:
    """Rows to add to written good ones, and the good row that each was made from.

    Args:
        rows: As `written`.
        draw: Uniform, (rows,); says which rows have a broken copy, and of which kind.
        spare_ids: An id of its own for the copy of each row.
    """
    parts, origins, low = [], [], 0.0
    for name in IMPRESSION_BREAKS.__dataclass_fields__:
        high = low + getattr(IMPRESSION_BREAKS, name)
        origin = np.flatnonzero((draw >= low) & (draw < high))
        place = ((draw[origin] - low) / (high - low) * 1e6).astype(np.int64)
        low = high
        picked = pa.array(origin)
        copies = rows.take(picked)
        if name != "repeated":
            copies = with_column(copies, "impression_id", spare_ids.take(picked))
        parts.append(_broken(name, copies, place))
        origins.append(origin)
    return pa.concat_tables(parts), np.concatenate(origins)


def _broken(name: str, rows: pa.Table, place: Index) -> pa.Table:
    count = rows.num_rows
    if name == "no_id":
        return with_column(rows, "impression_id", only(rows.column("impression_id"), np.zeros(count, bool)))
    if name == "no_click":
        return with_column(rows, "click", only(rows.column("click"), np.zeros(count, bool)))
    if name == "unclear_click":
        return with_column(rows, "click", pa.array(UNCLEAR_CLICKS).take(pa.array(place % len(UNCLEAR_CLICKS))))
    if name == "broken_time":
        return with_column(rows, "time", pa.array(BROKEN_TIMES).take(pa.array(place % len(BROKEN_TIMES))))
    if name == "future_time":
        return with_column(rows, "time", pa.array([FUTURE_TIME] * count, pa.string()))
    if name == "zero_propensity":
        return with_column(rows, "propensity", np.zeros(count))
    return rows
