"""Examples as the model reads them, batch by batch: no table is ever held whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from .hashing import MISSING, Keys, hash_texts

Floats = npt.NDArray[np.float64]
Positions = npt.NDArray[np.int64]
Labels = npt.NDArray[np.float64]

NO_TIME: Final = np.iinfo(np.int64).min
LABEL: Final = "label"
TIME: Final = "time"
AD: Final = "ad"
POSITION: Final = "position"
PLACE: Final = "position.number"
AGE: Final = "ad.age"  # days since the ad was first seen


@dataclass(frozen=True)
class Schema:
    """Columns of the examples that are features.

    Attributes:
        categorical: Columns whose values are names or ids.
        numeric: Columns whose values are amounts.
        timed: Whether rows have times.
    """

    categorical: tuple[str, ...]
    numeric: tuple[str, ...]
    timed: bool

    @property
    def aged(self) -> bool:
        """Whether the age of ads is known."""
        return self.timed and AD in self.categorical

    @property
    def placed(self) -> bool:
        """Whether there is a position, which is a name and a number at once."""
        return POSITION in self.categorical

    @property
    def numbers(self) -> tuple[str, ...]:
        """All that is looked at as a number: the columns, the position, and the age, which the model keeps itself."""
        place = (PLACE,) if self.placed else ()
        return (*self.numeric, *place, *((AGE,) if self.aged else ()))

    @property
    def required(self) -> str:
        """The column that a request must bring: the ad, else the first there is."""
        if AD in self.categorical:
            return AD
        return (*self.categorical, *self.numeric)[0]


@dataclass(frozen=True)
class Batch:
    """n impressions.

    Attributes:
        values: Hash of each categorical cell, uint64 (n, categorical).
        numbers: float64 (n, numbers of the schema); NaN is missing. The age is filled in by the encoder.
        time: Microseconds since 1970, UTC, int64 (n,); `NO_TIME` is missing.
        label: 0 or 1, float64 (n,); empty where it is not known.
        first: Position of the first row in its table.
        at: Position of each row there, int64 (n,), where they do not lie one after another.
    """

    values: Keys
    numbers: Floats
    time: Positions
    label: Labels
    first: int = 0
    at: Positions | None = None

    def __len__(self) -> int:
        return len(self.values)

    @property
    def positions(self) -> Positions:
        return self.at if self.at is not None else np.arange(self.first, self.first + len(self), dtype=np.int64)

    def of(self, rows: Positions) -> Batch:
        """Some of the rows, int64 (k,)."""
        return Batch(
            self.values[rows], self.numbers[rows], self.time[rows], self.label[rows], self.first, self.positions[rows]
        )


def stream(path: Path, schema: Schema, rows: int) -> Iterator[Batch]:
    """Read a parquet file of examples in its order, at most `rows` at a time."""
    columns = [*schema.categorical, *schema.numeric, LABEL, *([TIME] if schema.timed else [])]
    first = 0
    with pq.ParquetFile(path, read_dictionary=list(schema.categorical)) as file:
        for part in file.iter_batches(batch_size=rows, columns=columns):
            yield of_arrow(part, schema, first)
            first += part.num_rows


def of_arrow(part: pa.RecordBatch, schema: Schema, first: int) -> Batch:
    """One batch of parquet rows; each distinct text of a column is hashed once."""
    count = part.num_rows
    values = np.empty((count, len(schema.categorical)), dtype=np.uint64)
    for position, name in enumerate(schema.categorical):
        values[:, position] = _hashed(part.column(name))
    numbers = np.full((count, len(schema.numbers)), np.nan)
    for position, name in enumerate(schema.numeric):
        numbers[:, position] = _numbers(part.column(name))
    if schema.placed:
        numbers[:, len(schema.numeric)] = _read(part.column(POSITION))
    time = np.full(count, NO_TIME, dtype=np.int64)
    if schema.timed:
        column = part.column(TIME).cast(pa.timestamp("us", tz="UTC")).cast(pa.int64())
        time = column.fill_null(NO_TIME).to_numpy(zero_copy_only=False)
    label = part.column(LABEL).cast(pa.float64()).to_numpy(zero_copy_only=False)
    return Batch(values, numbers, time, label, first)


def _hashed(column: Any) -> Keys:
    encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    texts = encoded.dictionary.cast(pa.string()).to_pylist()
    hashes = np.append(hash_texts(texts), np.uint64(MISSING))
    found: Keys = hashes[encoded.indices.cast(pa.int64()).fill_null(len(texts)).to_numpy(zero_copy_only=False)]
    return found


def _read(column: Any) -> Floats:
    """Numbers that a column of texts holds, float64 (n,)."""
    encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    numbers = np.append(as_numbers(encoded.dictionary.cast(pa.string()).to_pylist()), np.nan)
    found: Floats = numbers[encoded.indices.cast(pa.int64()).fill_null(len(numbers) - 1).to_numpy(zero_copy_only=False)]
    return found


def as_numbers(cells: Iterable[Any]) -> Floats:
    """Numbers of cells, float64 (n,); NaN where a cell is none."""
    return np.array([_as_number(cell) for cell in cells], dtype=np.float64)


def _as_number(cell: Any) -> float:
    try:
        return float(cell)
    except (TypeError, ValueError):
        return np.nan


def _numbers(column: Any) -> Floats:
    numbers: Floats = column.cast(pa.float64()).fill_null(np.nan).to_numpy(zero_copy_only=False)
    return np.where(np.isfinite(numbers), numbers, np.nan)


def prefix(path: Path, schema: Schema, rows: int) -> Batch:
    """The first rows of a file, at most `rows`."""
    parts = []
    for batch in stream(path, schema, rows):
        parts.append(batch)
        if parts[-1].first + len(parts[-1]) >= rows:
            break
    return Batch(
        np.concatenate([one.values for one in parts]) if parts else np.empty((0, len(schema.categorical)), np.uint64),
        np.concatenate([one.numbers for one in parts]) if parts else np.empty((0, len(schema.numbers))),
        np.concatenate([one.time for one in parts]) if parts else np.empty(0, np.int64),
        np.concatenate([one.label for one in parts]) if parts else np.empty(0),
    )
