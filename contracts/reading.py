"""Tables as typed frames: whole, or in batches of bounded memory. What each kind accepts: `contracts.cells`."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from contracts import cells
from contracts.contract import Kind, Table
from contracts.delimited import DelimitedFile
from contracts.files import find_table, form_of, hive_values, parts_of, require_table
from contracts.numbers import Convention
from contracts.parquet import ParquetFile
from contracts.rules import remedy_of
from infra.errors import DataError

__all__ = [
    "Reading",
    "Unreadable",
    "columns_in",
    "find_table",
    "iter_batches",
    "read_cells",
    "read_table",
    "require_table",
]

log = logging.getLogger(__name__)

MOST_BYTES = 256 * 2**20  # of a frame whose cells are whole files


@dataclass(frozen=True)
class Unreadable:
    """Cells of one column that its kind cannot hold: row positions in the frame, and what stood there."""

    rows: npt.NDArray[np.int64]
    texts: tuple[str, ...]


@dataclass
class Reading:
    """One table as read.

    Attributes:
        frame: All rows, the contract's columns in its order; unreadable cells are missing.
        files: The file of each part, and how many rows it has, in the frame's order.
        ignored: Columns of the files that the contract does not know.
        unreadable: By column.
        absent: Columns of the contract that no file has; an absent one is not an empty one.
        origin: Position of each row of `frame` among all rows of the files, where some were left out; else None.
    """

    frame: pd.DataFrame
    files: tuple[tuple[Path, int], ...]
    ignored: tuple[str, ...]
    unreadable: dict[str, Unreadable] = field(default_factory=dict)
    absent: tuple[str, ...] = ()
    origin: npt.NDArray[np.int64] | None = None


def read_cells(paths: Sequence[Path], table: Table, encoding: str | None = None) -> Reading:
    """Read all files of a table, keeping account of cells that its column's kind cannot hold.

    Args:
        paths: As `find_table` gives them.
        table: What they should hold.
        encoding: Of those csv files that are neither UTF-8 nor carry a byte order mark.

    Raises:
        DataError: A file cannot be read, a required column is missing, or there is no row.
    """
    frames: list[pd.DataFrame] = []
    ignored: dict[str, None] = {}
    faults: dict[str, list[tuple[npt.NDArray[np.int64], list[str]]]] = {}
    held: set[str] = set()
    offset = 0
    for path in paths:
        opened = _open(path, table, encoding)
        batches = list(opened.batches())
        ignored.update(dict.fromkeys(opened.header.ignored))
        columns = {
            name: pa.chunked_array([batch.column(name) for batch in batches])
            for name in (opened.header.positions if batches else ())
        }
        rows = sum(batch.num_rows for batch in batches)
        del batches
        columns.update(_from_path(path, table, rows))
        held.update(columns)
        frame, found = _typed_frame(columns, table, opened.where, rows, {})
        for name, fault in found.items():
            faults.setdefault(name, []).append((fault.rows + offset, list(fault.texts)))
        frames.append(frame)
        offset += rows
    if offset == 0:
        raise _no_rows(paths, table)
    return Reading(
        frame=pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0],
        files=tuple((path, len(frame)) for path, frame in zip(paths, frames, strict=True)),
        ignored=tuple(ignored),
        unreadable={
            name: Unreadable(np.concatenate([rows for rows, _ in parts]), tuple(t for _, ts in parts for t in ts))
            for name, parts in faults.items()
        },
        absent=tuple(column.name for column in table.columns if column.name not in held),
    )


def read_table(paths: Sequence[Path], table: Table, encoding: str | None = None) -> pd.DataFrame:
    """All rows of a table, every cell readable; columns that the contract does not know are logged and dropped.

    Raises:
        DataError: As `read_cells`, or a cell is not of its column's kind.
    """
    reading = read_cells(paths, table, encoding)
    if reading.ignored:
        log.warning("Table %s: columns not in the contract are ignored: %s", table.name, ", ".join(reading.ignored))
    _refuse_unreadable(reading.unreadable, table, f"table {table.name}", _locator(reading.files))
    return reading.frame


def iter_batches(
    path: Path, table: Table, rows: int = 50_000, encoding: str | None = None, *, may_be_empty: bool = False
) -> Iterator[pd.DataFrame]:
    """The same typing, streamed: memory holds a few batches, whatever the file's size.

    Args:
        path: A file, or a directory of parts.
        table: What it should hold.
        rows: Of each frame; the last of a file may have fewer, and so do all where a column holds whole files and
            these have more than `MOST_BYTES`.
        encoding: As in `read_cells`.
        may_be_empty: Give no batch where there is no row, as for one part of many; else that is an error.

    Raises:
        DataError: As `read_table`. Where a number can be read in two ways, the decimal sign has to be proved by the
            rows up to and including its batch. A csv whose quotes do not match may say so only after its last batch.
    """
    paths = parts_of(path)
    most = MOST_BYTES if any(column.kind is Kind.BYTES for column in table.columns) else None
    given = 0
    for part in paths:
        opened = _open(part, table, encoding)
        conventions: dict[str, Convention] = {}
        first = 0
        for columns, n in _rebatched(opened.batches(), rows, most):
            columns.update(_from_path(part, table, n))
            frame, unreadable = _typed_frame(columns, table, opened.where, n, conventions)
            _refuse_unreadable(unreadable, table, opened.where, _locator(((part, n),), first))
            yield frame
            first += n
        given += first
    if given == 0 and not may_be_empty:
        raise _no_rows(paths, table)


def columns_in(path: Path, table: Table, encoding: str | None = None) -> tuple[list[str], list[str]]:
    """Which of the table's columns a file, or a directory of parts, holds: an absent column is not an empty one.

    Returns:
        These, and the columns that the table does not know.

    Raises:
        DataError: As `read_table`.
    """
    held: set[str] = set()
    unknown: dict[str, None] = {}
    for part in parts_of(path):
        header = _open(part, table, encoding).header
        held.update(header.positions, hive_values(part))
        unknown.update(dict.fromkeys(header.ignored))
    return [column.name for column in table.columns if column.name in held], list(unknown)


def _open(path: Path, table: Table, encoding: str | None) -> DelimitedFile | ParquetFile:
    where = f"table {table.name}, file {path.name}"
    form = form_of(path)
    if form is None:
        raise DataError(f"{path} is neither parquet nor csv by its name.", "Rename or convert it.")
    if not path.is_file():
        raise DataError(f"{path} does not exist.", "Name an existing file.")
    return ParquetFile(path, table, where) if form == ".parquet" else DelimitedFile(path, table, where, encoding)


def _from_path(path: Path, table: Table, rows: int) -> dict[str, pa.ChunkedArray]:
    given = hive_values(path)
    return {
        column.name: pa.chunked_array([pa.array([given[column.name]] * rows, pa.large_string())])
        for column in table.columns
        if column.name in given
    }


def _typed_frame(
    columns: dict[str, pa.ChunkedArray], table: Table, where: str, rows: int, conventions: dict[str, Convention]
) -> tuple[pd.DataFrame, dict[str, Unreadable]]:
    """Type column by column, letting go of each raw one, so that no second copy of the table builds up."""
    series: dict[str, pd.Series] = {}
    unreadable: dict[str, Unreadable] = {}
    for column in table.columns:
        raw = columns.pop(column.name, None)
        if raw is None:
            series[column.name] = cells.missing(column, rows)
            continue
        read = cells.typed(raw, column, where, conventions.setdefault(column.name, Convention()))
        series[column.name] = read.values
        if read.bad.any():
            positions = np.flatnonzero(read.bad)
            texts = raw.take(pa.array(positions)).to_pylist()
            unreadable[column.name] = Unreadable(positions, tuple(str(text) for text in texts))
    return pd.DataFrame(series), unreadable


def _rebatched(
    batches: Iterator[pa.RecordBatch], rows: int, most_bytes: int | None
) -> Iterator[tuple[dict[str, pa.ChunkedArray], int]]:
    held: list[pa.RecordBatch] = []
    count = size = 0
    for batch in batches:
        if held and most_bytes is not None and size + batch.nbytes > most_bytes:
            yield _columns(pa.Table.from_batches(held)), count
            held, count, size = [], 0, 0
        held.append(batch)
        count, size = count + batch.num_rows, size + batch.nbytes
        while count >= rows:
            merged = pa.Table.from_batches(held)
            yield _columns(merged.slice(0, rows)), rows
            rest = merged.slice(rows)
            held, count, size = rest.to_batches(), rest.num_rows, rest.nbytes
    if count:
        yield _columns(pa.Table.from_batches(held)), count


def _columns(merged: pa.Table) -> dict[str, pa.ChunkedArray]:
    return {name: merged.column(name) for name in merged.column_names}


def _locator(files: Sequence[tuple[Path, int]], first: int = 0) -> Callable[[int], str]:
    """Maps a position in a frame to the file's name and its 1-based data row."""

    def locate(position: int) -> str:
        for path, rows in files:
            if position < rows:
                return f"{path.name} row {first + position + 1:,}"
            position -= rows
        raise IndexError(position)

    return locate


def _refuse_unreadable(
    unreadable: dict[str, Unreadable], table: Table, where: str, locate: Callable[[int], str]
) -> None:
    for column in table.columns:
        fault = unreadable.get(column.name)
        if fault is None:
            continue
        shown = ", ".join(
            f"{locate(int(row))} {text[:60]!r}" for row, text in zip(fault.rows[:10], fault.texts, strict=False)
        )
        raise DataError(
            f"{where}: column {column.name} has {len(fault.rows):,} cells that are no {column.kind}: {shown}.",
            remedy_of(column),
        )


def _no_rows(paths: Sequence[Path], table: Table) -> DataError:
    names = ", ".join(path.name for path in paths[:5])
    return DataError(
        f"Table {table.name} ({names}) has a header and no row.",
        "Fill it, or remove the file where the table is optional.",
    )
