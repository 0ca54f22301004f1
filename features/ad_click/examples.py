"""The files of examples, written in blocks of rows: what a model learns from, and what the measures slice by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from features.ad_click.splits import Split
from features.ad_click.table import NO_TIME, Coded, Floats, Ints, Longs, Mask
from features.ad_click.target import Target

ROW_GROUP: Final = 131_072
NO_NAME: Final = "(none)"  # the slice of impressions whose campaign is missing
ALL: Final = "all"
_MICROS_PER_DAY: Final = 86_400e6
_SLICED_BY: Final = ("campaign", "advertiser", "ad")


@dataclass
class Columns:
    """Columns of all n impressions.

    Attributes:
        ids: large_string.
        times: (n,) microseconds, `NO_TIME` where missing; None where untimed.
        named: Columns of names and ids.
        amounts: Columns of numbers, (n,), NaN where missing.
        flags: Outcomes that are true or false: (n,) whether they are, and (n,) whether it is known.
        paid: Outcomes that are numbers, (n,).
    """

    ids: pa.Array
    times: Longs | None
    named: dict[str, Coded] = field(default_factory=dict)
    amounts: dict[str, Floats] = field(default_factory=dict)
    flags: dict[str, tuple[Mask, Mask]] = field(default_factory=dict)
    paid: dict[str, Floats] = field(default_factory=dict)


def write_examples(columns: Columns, target: Target, split: Split, out: Path) -> None:
    """Write train.parquet, valid.parquet and test.parquet; the last two with what the measures slice by."""
    ages = _first_seen(columns)
    before: list[Longs] = []
    for name, rows in split.rows.items():
        seen = None if name == "train" else _Seen.before(columns, np.concatenate(before))
        _write(columns, target, rows, split.timed, seen, ages, out / f"{name}.parquet")
        before.append(rows)


@dataclass(frozen=True)
class _Seen:
    """(k,) which ads and customers earlier splits have; None where the table has no such column."""

    ads: Mask | None
    customers: Mask | None

    @classmethod
    def before(cls, columns: Columns, rows: Longs) -> _Seen:
        return cls(*(_occurring(columns.named.get(name), rows) for name in ("ad", "customer")))


def _occurring(column: Coded | None, rows: Longs) -> Mask | None:
    if column is None:
        return None
    found = np.zeros(len(column.names), dtype=bool)
    codes = column.codes[rows]
    found[codes[codes >= 0]] = True
    return found


def _first_seen(columns: Columns) -> Longs | None:
    """(k,) time of each ad's first impression, `NO_TIME` where none has one; None where there is no ad or no time."""
    ad, times = columns.named.get("ad"), columns.times
    if ad is None or times is None:
        return None
    first = np.full(len(ad.names), np.iinfo(np.int64).max)
    dated = (ad.codes >= 0) & (times != NO_TIME)
    np.minimum.at(first, ad.codes[dated], times[dated])
    first[first == np.iinfo(np.int64).max] = NO_TIME
    return first


def _write(
    columns: Columns, target: Target, rows: Longs, timed: bool, seen: _Seen | None, first: Longs | None, path: Path
) -> None:
    writer: pq.ParquetWriter | None = None
    try:
        for start in range(0, max(len(rows), 1), ROW_GROUP):
            block = pa.table(_block(columns, target, rows[start : start + ROW_GROUP], timed, seen, first))
            writer = writer or pq.ParquetWriter(path, block.schema, compression="zstd")
            writer.write_table(block, row_group_size=ROW_GROUP)
    finally:
        if writer is not None:
            writer.close()


def _block(
    columns: Columns, target: Target, rows: Longs, timed: bool, seen: _Seen | None, first: Longs | None
) -> dict[str, pa.Array]:
    block: dict[str, Any] = {
        "example_id": columns.ids.take(pa.array(rows)).cast(pa.string()),
        "label": pa.array(target.label[rows], pa.int8()),
    }
    if timed and columns.times is not None:
        block["time"] = _stamps(columns.times[rows])
    block |= {name: column.text(rows) for name, column in columns.named.items()}
    block |= {name: pa.array(values[rows], pa.float64()) for name, values in columns.amounts.items()}
    block |= {name: pa.array(value[rows], mask=~known[rows]) for name, (value, known) in columns.flags.items()}
    block |= {name: pa.array(values[rows], pa.float64()) for name, values in columns.paid.items()}
    if seen is not None:
        block["ad_age_days"] = pa.array(_ages(columns, rows, timed, first), pa.float64())
        block["new_ad"] = pa.array(_unseen(columns.named.get("ad"), seen.ads, rows))
        block["cold_customer"] = pa.array(_unseen(columns.named.get("customer"), seen.customers, rows))
        block["slice_campaign"] = _slices(columns.named, rows)
    return block


def _stamps(times: Longs) -> pa.Array:
    return pa.array(times, mask=times == NO_TIME).cast(pa.timestamp("us", "UTC"))


def _ages(columns: Columns, rows: Longs, timed: bool, first: Longs | None) -> Floats:
    if first is None or columns.times is None or not timed:
        return np.full(len(rows), np.nan)
    codes, times = columns.named["ad"].codes[rows], columns.times[rows]
    began = first[np.maximum(codes, 0)]
    known = (codes >= 0) & (times != NO_TIME) & (began != NO_TIME)
    return np.where(known, (times - np.where(known, began, 0)) / _MICROS_PER_DAY, np.nan)


def _unseen(column: Coded | None, seen: Mask | None, rows: Longs) -> Mask:
    """Rows whose name no earlier split has; of a missing name nothing is known."""
    if column is None or seen is None:
        return np.zeros(len(rows), dtype=bool)
    codes: Ints = column.codes[rows]
    found: Mask = (codes >= 0) & ~seen[np.maximum(codes, 0)]
    return found


def _slices(named: Mapping[str, Coded], rows: Longs) -> pa.Array:
    column = next((named[name] for name in _SLICED_BY if name in named), None)
    if column is None:
        return pa.repeat(pa.scalar(ALL), len(rows))
    return column.text(rows).fill_null(NO_NAME)
