"""Cells of bids as the model reads them, on the road where each call counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from math import isnan
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import InputError
from .batches import NO_TIME, POSITION, Floats, Positions
from .hashing import MISSING, Keys, hash_text
from .names import name_of, name_of_place, place_of

_REMEMBERED: Final = 1 << 18
_MICROSECONDS: Final = 1_000_000
_SCALARS: Final = (str, float, int, np.generic)

Column = Sequence[Any] | npt.NDArray[Any] | str | float | int | None
Columns = Mapping[str, Column]


def _hashed_name(cell: Any) -> int:
    name = name_of(cell)
    return MISSING if name is None else hash_text(name)


def _hashed_place(cell: Any) -> int:
    name = name_of_place(cell)
    return MISSING if name is None else hash_text(name)


# True, 1 and 1.0 are one key of a dict, hence typed; texts, which ids mostly are, do without, as that is faster
_of_text = lru_cache(_REMEMBERED)(_hashed_name)
_of_other = lru_cache(_REMEMBERED, typed=True)(_hashed_name)
_of_place = lru_cache(_REMEMBERED, typed=True)(_hashed_place)
_place = lru_cache(_REMEMBERED, typed=True)(place_of)


def is_one(column: Any) -> bool:
    """Whether it is one cell that holds for all candidates, not a column of them."""
    return column is None or column is pd.NA or isinstance(column, _SCALARS) or (_is_array(column) and not column.ndim)


def _is_array(column: Any) -> bool:
    return isinstance(column, np.ndarray)


def _cells(column: Any) -> Any:
    if is_one(column):
        return [column.item() if _is_array(column) else column]
    if not _is_array(column):
        return column
    # a short float keeps its type: its digits are fewer
    return list(column) if column.dtype.kind == "f" else column.tolist()


def values_of(name: str, column: Column, count: int) -> Keys:
    """Hashes of a bid's cells, uint64 (count,) or, of one cell that holds for all candidates, (1,).

    Raises:
        InputError: A cell is no id, or there are neither 1 nor `count` of them.
    """
    cells = _cells(column)
    _check_count(name, len(cells), count)
    try:
        if name == POSITION:
            return np.array([_of_place(cell) for cell in cells], dtype=np.uint64)
        hashes = [_of_text(cell) if type(cell) is str else _of_other(cell) for cell in cells]
        return np.array(hashes, dtype=np.uint64)
    except TypeError as error:
        kind = "position" if name == POSITION else "id"
        raise InputError(f"the column {name} of {count} candidates holds what is no {kind}: {error}.") from error


def numbers_of(name: str, column: Column, count: int) -> Floats:
    """A bid's numbers, float64 (count,) or (1,); NaN is missing."""
    try:
        found = np.array([column] if column is None or np.ndim(column) == 0 else column, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InputError(f"the column {name} of {count} candidates holds what is no number: {error}.") from error
    _check_count(name, len(found), count)
    return np.where(np.isfinite(found), found, np.nan)


def places_of(column: Column) -> Floats:
    """A bid's positions as numbers, float64 (count,) or (1,); NaN is missing; `values_of` has checked them."""
    return np.array([_place(cell) for cell in _cells(column)], dtype=np.float64)


@lru_cache(_REMEMBERED)
def _time(text: str) -> int:
    return _microseconds(datetime.fromisoformat(text))


def times_of(name: str, column: Any, count: int) -> Positions:
    """A bid's times (ISO text, datetime, datetime64) in microseconds since 1970 UTC, int64 (count,) or (1,)."""
    cells = column if isinstance(column, list | tuple | np.ndarray | pd.Series) else [column]
    _check_count(name, len(cells), count)
    if isinstance(cells, np.ndarray) and np.issubdtype(cells.dtype, np.datetime64):
        return cells.astype("datetime64[us]").astype(np.int64)
    try:
        return np.array(
            [_time(cell) if isinstance(cell, str) else _microseconds(cell) for cell in cells], dtype=np.int64
        )
    except (TypeError, ValueError) as error:
        raise InputError(
            f"the column {name} of {count} candidates holds what is no time: {error}; write it as 2026-01-31T12:00:00Z."
        ) from error


def _microseconds(cell: Any) -> int:
    if cell is None or cell is pd.NaT or (isinstance(cell, float) and isnan(cell)):
        return NO_TIME
    if isinstance(cell, np.datetime64):
        return int(cell.astype("datetime64[us]").astype(np.int64))
    if not isinstance(cell, datetime):
        raise TypeError(f"{cell!r}")
    moment = cell.replace(tzinfo=UTC) if cell.tzinfo is None else cell
    seconds = moment.replace(microsecond=0).timestamp()
    return int(seconds) * _MICROSECONDS + moment.microsecond


def _check_count(name: str, given: int, count: int) -> None:
    if given not in (1, count):
        raise InputError(f"the column {name} holds {given} cells and there are {count} candidates; give 1 or {count}.")
