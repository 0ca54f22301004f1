"""Which impressions are for training, tuning and testing: the latest test, or a hash decides where no time is known.

A model learns the rows in their order, so the table's own, in which all clicks may come first, never counts: rows
without a time, and those of one time, are in the order of a hash of their id.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa

from features.ad_click.parameters import FeaturesParameters
from features.ad_click.table import NAME, NO_TIME, Floats, Longs, Mask
from features.ad_click.target import Target
from features.splits import SPLITS, split_by_hash, time_ends, unit_hash
from infra.errors import DataError

_HASHED_AT_ONCE: Final = 1_000_000  # Python objects are made of so many ids at a time
_FEWEST_TIMES: Final = len(SPLITS)


@dataclass(frozen=True)
class Split:
    """Rows of each split in their order.

    Attributes:
        rows: By split, positions in the table.
        timed: Whether they are split and ordered by time.
        out_of_order: Rows of the table whose time lies before that of a row above them.
        without_time: Rows that are used and have no time; in train, before all others.
        distinct_times: Different times of rows that are used.
        train_end: First time that is not in train, microseconds; None where untimed.
        valid_end: First time of the test; None where untimed.
        thinned: Rows that the test has not, because it may have so many.
    """

    rows: dict[str, Longs]
    timed: bool
    out_of_order: int
    without_time: int
    distinct_times: int
    train_end: int | None
    valid_end: int | None
    thinned: int


def split_of(ids: pa.Array, times: Longs | None, target: Target, parameters: FeaturesParameters) -> Split:
    """Split the rows that are used.

    Args:
        ids: Of n impressions.
        times: (n,) microseconds, `NO_TIME` where missing; None where untimed.
        target: Which rows are used.
        parameters: Shares, bounds and the seed.

    Raises:
        DataError: A split has too few positives or negatives.
    """
    used = np.flatnonzero(target.used)
    stamps = np.full(len(used), NO_TIME) if times is None else times[used]
    known = stamps[stamps != NO_TIME]
    distinct = np.unique(known)
    timed = len(distinct) >= _FEWEST_TIMES
    train_end: int | None = None
    valid_end: int | None = None
    if timed:
        stamps, used = _in_order(ids, stamps, used, parameters)
        without = int((stamps == NO_TIME).sum())
        train_end, valid_end = time_ends(
            distinct,
            np.searchsorted(stamps[without:], distinct),
            len(known),
            parameters.valid_share,
            parameters.test_share,
        )
        bounds = np.searchsorted(stamps, [train_end, valid_end])
        rows = dict(zip(SPLITS, np.split(used, bounds), strict=True))
    else:
        used = used[np.argsort(_order_hash(ids, used, parameters), kind="stable")]
        place = _hash_split(ids, used, parameters)
        rows = {name: used[place == at] for at, name in enumerate(SPLITS)}
    whole = len(rows["test"])
    rows["test"] = _thinned(ids, rows["test"], parameters)
    _check_classes(rows, target, timed, parameters)
    return Split(
        rows=rows,
        timed=timed,
        out_of_order=0 if times is None else _out_of_order(times),
        without_time=len(stamps) - len(known),
        distinct_times=len(distinct),
        train_end=train_end,
        valid_end=valid_end,
        thinned=whole - len(rows["test"]),
    )


def iso(micros: int | None) -> str | None:
    """Microseconds since 1970 as ISO 8601 text in UTC."""
    return None if micros is None else datetime.fromtimestamp(micros / 1e6, UTC).isoformat()


def _out_of_order(times: Longs) -> int:
    known = times[times != NO_TIME]
    return int((known < np.maximum.accumulate(known)).sum()) if len(known) else 0


def _in_order(ids: pa.Array, stamps: Longs, used: Longs, parameters: FeaturesParameters) -> tuple[Longs, Longs]:
    order = np.argsort(stamps, kind="stable")
    stamps, used = stamps[order], used[order]
    same = stamps[1:] == stamps[:-1]
    tied = np.flatnonzero(np.append(same, False) | np.append(False, same))
    used[tied] = used[tied][np.lexsort((_order_hash(ids, used[tied], parameters), stamps[tied]))]
    return stamps, used


def _hash_split(ids: pa.Array, used: Longs, parameters: FeaturesParameters) -> Longs:
    pieces = [
        split_by_hash(keys, parameters.seed, parameters.valid_share, parameters.test_share)
        for keys in _pieces(ids, used)
    ]
    return np.concatenate(pieces) if pieces else np.empty(0, dtype=np.int64)


def _order_hash(ids: pa.Array, rows: Longs, parameters: FeaturesParameters) -> Floats:
    # a seed of its own: within a split the hashes that made it are all alike
    pieces = [unit_hash(keys, parameters.seed + 2) for keys in _pieces(ids, rows)]
    return np.concatenate(pieces) if pieces else np.empty(0)


def _thinned(ids: pa.Array, rows: Longs, parameters: FeaturesParameters) -> Longs:
    if len(rows) <= parameters.max_test_rows:
        return rows
    # Another seed than that of the split, within whose test hashes all lie below the test's share.
    draw: Floats = np.concatenate([unit_hash(keys, parameters.seed + 1) for keys in _pieces(ids, rows)])
    kept: Mask = draw < np.partition(draw, parameters.max_test_rows)[parameters.max_test_rows]
    return rows[kept]


def _pieces(ids: pa.Array, rows: Longs) -> Iterator[pd.Series[str]]:
    for start in range(0, len(rows), _HASHED_AT_ONCE):
        yield ids.take(pa.array(rows[start : start + _HASHED_AT_ONCE])).to_pandas()


def _check_classes(rows: dict[str, Longs], target: Target, timed: bool, parameters: FeaturesParameters) -> None:
    for name, positions in rows.items():
        positives = int(target.label[positions].sum())
        if min(positives, len(positions) - positives) >= parameters.min_positives:
            continue
        how = "by time" if timed else "by hash of impression_id"
        raise DataError(
            f"{NAME}.{target.column}: split `{name}` (made {how}) has {positives:,} positives and "
            f"{len(positions) - positives:,} negatives in {len(positions):,} rows; each needs at least "
            f"{parameters.min_positives:,}. All {int(target.used.sum()):,} rows that are used have "
            f"{int(target.label[target.used].sum()):,} positives.",
            _way_out(name, rows, target, parameters),
        )


def _way_out(short: str, rows: dict[str, Longs], target: Target, parameters: FeaturesParameters) -> str:
    """What helps a split that is short of a class: a larger share where all splits together have enough."""
    positives = int(target.label[target.used].sum())
    fewer = min(positives, int(target.used.sum()) - positives)
    least = parameters.min_positives
    if fewer < least * len(rows):
        kind = "positives" if fewer == positives else "negatives"
        lower = f", or lower features.min_positives to {fewer // len(rows):,} or less" if fewer >= len(rows) else ""
        return f"{fewer:,} {kind} are too few for {len(rows)} splits: give impressions of a longer time{lower}."
    thinned = len(rows["test"]) >= parameters.max_test_rows
    share = {
        "train": "lower features.valid_share or features.test_share",
        "valid": "raise features.valid_share",
        "test": f"raise {'features.max_test_rows' if thinned else 'features.test_share'}",
    }[short]
    return f"Give impressions of a longer time, {share}, or lower features.min_positives."
