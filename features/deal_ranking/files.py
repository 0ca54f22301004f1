"""Parquet files of examples, written whole or piece by piece."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from features.columns import NO_TIME, TIME, Longs

_ROWS: Final = 1_000_000
_GROUP: Final = 131_072


def times_of(times: Longs) -> pa.Array:
    """(n,) timestamps of microseconds, null where `NO_TIME`."""
    return pa.array(times, mask=times == NO_TIME).cast(TIME)


def write_pieces(path: Path, rows: int, piece: Callable[[slice], pa.Table]) -> None:
    """Write so many rows, of which no more than a million lie in memory as texts at once."""
    first = piece(slice(0, 0))
    with pq.ParquetWriter(path, first.schema, compression="zstd") as to:
        for start in range(0, rows, _ROWS):
            to.write_table(piece(slice(start, start + _ROWS)), row_group_size=_GROUP)


def write(table: pa.Table, path: Path) -> None:
    """Write a table."""
    pq.write_table(table, path, compression="zstd", row_group_size=_GROUP)
