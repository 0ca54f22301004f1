"""Cells of tables of requests and of new impressions; those that cannot be read are counted, and the first is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pandas as pd

from ..errors import InputError
from .batches import POSITION, Floats, Positions
from .hashing import Keys, hash_texts
from .names import name_of, name_of_place, place_of


def hashed(column: pd.Series[Any]) -> Keys:
    """Hashes of a table's column of ids, or of positions, uint64 (n,); each distinct cell is read and hashed once.

    Raises:
        InputError: Cells are of a kind that no id has, or no positions.
    """
    codes, names = _read(column, name_of_place if column.name == POSITION else name_of)
    return hash_texts([*names, None])[codes]


def places(column: pd.Series[Any]) -> Floats:
    """A table's positions as numbers, float64 (n,); NaN is missing.

    Raises:
        InputError: Cells are no numbers.
    """
    codes, numbers = _read(column, place_of)
    return np.array([*numbers, np.nan], dtype=np.float64)[codes]


def _read(column: pd.Series[Any], reader: Callable[[Any], Any]) -> tuple[Positions, list[Any]]:
    """What is read of each distinct cell, and for each row which of these, -1 where it is null."""
    codes, distinct = _distinct(column)
    found, strange = [], {}
    for place, cell in enumerate(distinct):
        try:
            found.append(reader(cell))
        except TypeError:
            strange[place] = cell
    if strange:
        count, first = int(np.isin(codes, list(strange)).sum()), next(iter(strange.values()))
        what = ("positions", "a number") if column.name == POSITION else ("ids", "text")
        first = first.item() if isinstance(first, np.generic) else first
        raise InputError(
            f"{count} rows of {column.name} are no {what[0]}, the first is {first!r}; give {what[1]}, or null."
        )
    return codes, found


def _distinct(column: pd.Series[Any]) -> tuple[Positions, Iterable[Any]]:
    if column.dtype != object or pd.api.types.infer_dtype(column, skipna=True) == "string":
        codes, distinct = pd.factorize(column)
        # a short float keeps its type: its digits are fewer
        return codes, distinct.to_numpy() if isinstance(column.dtype, np.dtype) else distinct
    # cell by cell: to pandas True, 1 and 1.0 are one
    known: dict[tuple[type, Any], int] = {}
    absent = column.isna().tolist()
    cells = enumerate(column.tolist())
    try:
        found = [-1 if absent[row] else known.setdefault((type(cell), cell), len(known)) for row, cell in cells]
    except TypeError as error:
        raise InputError(f"the column {column.name} holds what is no id: {error}; give text, or null.") from error
    return np.array(found, dtype=np.int64), [cell for _, cell in known]


def amounts(column: pd.Series[Any]) -> Floats:
    """Numbers of a table's column, float64 (n,); NaN is missing.

    Raises:
        InputError: A cell is no number.
    """
    numbers = pd.to_numeric(column, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    bad = column.notna().to_numpy() & np.isnan(numbers)
    if bad.any():
        raise InputError(
            f"{int(bad.sum())} rows of {column.name} are no numbers, the first is {column[bad].iloc[0]!r}; give a "
            "number, or null."
        )
    return np.where(np.isfinite(numbers), numbers, np.nan)


def times(column: pd.Series[Any]) -> Positions:
    """Times of a table's column, ISO text or timestamps, in microseconds since 1970 UTC, int64 (n,).

    Raises:
        InputError: A cell is no time.
    """
    if not pd.api.types.is_datetime64_any_dtype(column.dtype):
        codes, distinct = pd.factorize(column)
        texts = pd.Series(distinct, dtype="object")
        parsed = pd.to_datetime(texts, format="ISO8601", errors="coerce", utc=True)
        if parsed.isna().any():
            bad = parsed.isna().to_numpy()
            raise InputError(
                f"{int(bad[codes[codes >= 0]].sum())} rows of {column.name} are no times, the first is "
                f"{distinct[int(bad.argmax())]!r}; write them as 2026-01-31T12:00:00Z, or null."
            )
        stamps = np.append(parsed.dt.tz_localize(None).to_numpy(), np.datetime64("NaT"))[codes]
    else:
        zoned = column.dt.tz_convert("UTC").dt.tz_localize(None) if column.dt.tz is not None else column
        stamps = zoned.to_numpy()
    found: Positions = stamps.astype("datetime64[us]").astype(np.int64)
    return found  # NaT is `NO_TIME`
