"""Rows that broke a rule, kept with where they came from and why they were set aside."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.parquet

from contracts.byte_cells import as_base64
from contracts.contract import Kind, RowRule, Table
from contracts.reading import Reading

SCHEMA = pa.schema(
    [
        pa.field("table", pa.string()),
        pa.field("file", pa.string()),
        pa.field("row", pa.int64()),  # 1-based among the file's data rows; header and blank lines do not count
        pa.field("key", pa.large_string()),
        pa.field("rules", pa.list_(pa.string())),
        pa.field("columns", pa.list_(pa.string())),
        pa.field("reasons", pa.list_(pa.string())),
        pa.field("content", pa.large_string()),
    ]
)


def rejected(
    table: Table,
    reading: Reading,
    rules: Sequence[RowRule],
    broken: Sequence[npt.NDArray[np.int64]],
    why: Mapping[int, Mapping[int, str]] | None = None,
) -> pa.Table:
    """The rows of one table that broke at least one rule, in their order, one line each.

    Args:
        table: Their declaration.
        reading: All rows.
        rules: k rules.
        broken: For each rule, positions of the rows that broke it.
        why: For a rule that knows it, by its place in `rules`, the reason by the row's position.

    Returns:
        A table of `SCHEMA`; `content` is the row as one JSON object, unreadable cells as they stood in the file.
    """
    positions = np.unique(np.concatenate([np.empty(0, dtype=np.int64), *broken]))
    place = {int(position): at for at, position in enumerate(positions)}
    names: list[list[str]] = [[] for _ in positions]
    columns: list[list[str]] = [[] for _ in positions]
    reasons: list[list[str]] = [[] for _ in positions]
    for number, (rule, rows) in enumerate(zip(rules, broken, strict=True)):
        told = (why or {}).get(number, {})
        for row in rows.tolist():
            at = place[row]
            _append_new(names[at], (rule.name,))
            _append_new(columns[at], rule.columns)
            _append_new(reasons[at], (f"{', '.join(rule.columns)}: {told.get(row, rule.because)}",))
    frame = _texts(reading.frame.iloc[positions].reset_index(drop=True), table)
    files, numbers = _origins(reading, positions)
    arrays = [[table.name] * len(positions), files, numbers, _keys(frame, table), names, columns, reasons]
    return pa.table([*arrays, _contents(frame, reading, place)], schema=SCHEMA)


def write(parts: Sequence[pa.Table], path: Path) -> None:
    """All tables' rejected rows in one file, which is there and empty where no row was rejected."""
    pa.parquet.write_table(pa.concat_tables([SCHEMA.empty_table(), *parts]), path, compression="zstd")


def _texts(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Bytes as base64, which JSON can hold."""
    return frame.assign(
        **{column.name: as_base64(frame[column.name]) for column in table.columns if column.kind is Kind.BYTES}
    )


def _append_new(known: list[str], additions: Sequence[str]) -> None:
    known.extend(addition for addition in additions if addition not in known)


def _origins(reading: Reading, positions: npt.NDArray[np.int64]) -> tuple[list[str], list[int]]:
    positions = positions if reading.origin is None else reading.origin[positions]
    ends = np.cumsum([rows for _, rows in reading.files])
    which = np.searchsorted(ends, positions, side="right")
    starts = np.concatenate([[0], ends[:-1]])
    return [_short_name(reading.files[at][0], reading) for at in which], (positions - starts[which] + 1).tolist()


def _short_name(path: Path, reading: Reading) -> str:
    """The file's name; of a part, its path below the table's directory."""
    if len(reading.files) == 1:
        return path.name
    shared = Path(*_common([file.parent.parts for file, _ in reading.files]))
    return path.relative_to(shared).as_posix()


def _common(paths: Sequence[tuple[str, ...]]) -> list[str]:
    same = []
    for pieces in zip(*paths, strict=False):
        if len(set(pieces)) > 1:
            break
        same.append(pieces[0])
    return same


def _keys(frame: pd.DataFrame, table: Table) -> list[str]:
    if not table.key:
        return [""] * len(frame)
    parts = [frame[column].astype("str").fillna("").tolist() for column in table.key]
    return ["|".join(values) for values in zip(*parts, strict=True)]


def _contents(frame: pd.DataFrame, reading: Reading, place: dict[int, int]) -> list[str]:
    """Rows as JSON; unreadable cells are put back as they stood in the file."""
    if frame.empty:
        return []
    lines = frame.to_json(orient="records", lines=True, force_ascii=False, date_format="iso", double_precision=15)
    contents = lines.rstrip("\n").split("\n")
    for column, fault in reading.unreadable.items():
        for row, text in zip(fault.rows.tolist(), fault.texts, strict=True):
            at = place[row]
            contents[at] = json.dumps({**json.loads(contents[at]), column: text}, ensure_ascii=False)
    return contents
