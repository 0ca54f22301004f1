"""Columns of clean tables as arrow: read with the kinds that are wanted, trimmed, numbered, timed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

NO_TIME: Final = np.iinfo(np.int64).min
UNKNOWN: Final = -1

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

TEXT: Final = pa.large_string()
TIME: Final = pa.timestamp("us", "UTC")


def read(tables: Path, name: str, columns: dict[str, pa.DataType], *, as_dictionaries: bool = False) -> pa.Table | None:
    """A table with these columns, nulls where it lacks one; None where it is not there.

    Blanks around a region are taken off, but of dictionaries.

    Args:
        tables: Directory of the clean tables.
        name: Of the table.
        columns: Their kinds.
        as_dictionaries: Texts as dictionaries, so that one that many rows share lies there once.
    """
    path = tables / f"{name}.parquet"
    if not path.is_file():
        return None
    there = set(pq.read_schema(path).names)
    texts = [column for column, kind in columns.items() if kind == TEXT and column in there]
    wanted = [column for column in columns if column in there]
    raw = pq.read_table(path, columns=wanted, read_dictionary=texts if as_dictionaries else None)
    table = pa.table(
        {
            column: _cast(raw.column(column), kind) if column in there else pa.nulls(raw.num_rows, kind)
            for column, kind in columns.items()
        }
    )
    return table if as_dictionaries or "region" not in columns else _trimmed(table, "region")


def trimmed(text: Any) -> Any:
    """Without blanks around a text: ` DE` and `DE` are one, blanks alone are nothing."""
    bare = pc.utf8_trim_whitespace(text)
    return pc.if_else(pc.equal(bare, ""), pa.scalar(None, bare.type), bare)


def places(values: Any, known: Any) -> Longs:
    """(n,) position of each value in (m,) known ones; `UNKNOWN` where it is none of them, or missing."""
    whole = known.combine_chunks() if isinstance(known, pa.ChunkedArray) else known
    return np.asarray(pc.fill_null(pc.index_in(values, value_set=whole), UNKNOWN), dtype=np.int64)


def micros(times: Any) -> Longs:
    """(n,) microseconds since 1970, `NO_TIME` where a time is missing."""
    return np.asarray(pc.fill_null(times.cast(pa.int64()), NO_TIME), dtype=np.int64)


def iso(micros: int) -> str:
    """A moment in words."""
    return "never" if micros == NO_TIME else datetime.fromtimestamp(int(micros) / 1e6, UTC).isoformat()


def coded(column: Any) -> tuple[Ints, pa.Array]:
    """(n,) position of each value in its (m,) distinct ones, `UNKNOWN` where it is missing; and these in rising order.

    Args:
        column: Texts, or a dictionary of them.
    """
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    one = column.unify_dictionaries().combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if isinstance(one, pa.ChunkedArray):
        one = one.chunk(0) if one.num_chunks else pa.array([], TEXT).dictionary_encode()
    codes = np.asarray(pc.fill_null(one.indices, UNKNOWN)).astype(np.int32)
    return _in_order(codes, one.dictionary.cast(TEXT))


def _cast(column: Any, kind: pa.DataType) -> Any:
    return column if pa.types.is_dictionary(column.type) else column.cast(kind)


def _trimmed(table: pa.Table, name: str) -> pa.Table:
    return table.set_column(table.column_names.index(name), name, trimmed(table.column(name)))


def _in_order(codes: Ints, values: pa.Array) -> tuple[Ints, pa.Array]:
    order = np.asarray(pc.sort_indices(values)).astype(np.int64)
    place = np.empty(len(order) + 1, dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    place[-1] = UNKNOWN  # a missing value's -1 points there
    return place[codes], values.take(pa.array(order))
