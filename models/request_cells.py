"""Cells of a request, read or refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from .errors import InputError
from .moments import FIRST_YEAR, LAST_YEAR, reckons_with

Texts = list[str | None]
Words = pd.api.extensions.ExtensionArray

_EXACT: Final = 2**53  # from here on neighbouring whole numbers are the same fraction


def texts_of(frame: pd.DataFrame, name: str, *, identity: bool = False) -> Texts:
    """A column of text, None where nothing is given; with `identity`, whole numbers are read as text too.

    A column of whole numbers with gaps comes as fractions; those that are whole are the numbers that were written.

    Raises:
        InputError: Cells are no text.
    """
    if name not in frame.columns:
        return [None] * len(frame)
    column = _one(frame, name)
    cells = [None if _missing(cell) else _name(cell) if identity else cell for cell in column.tolist()]
    strange = [cell for cell in cells if cell is not None and not isinstance(cell, str)]
    if strange:
        raise InputError(
            f"the request's column {name} holds {len(strange)} cells of {len(cells)} that are no text, the first is of "
            f"type {type(strange[0]).__name__}; give text, null where it is not known."
        )
    return [cell if cell is None or cell.isascii() else _encodable(cell) for cell in cells]


def request_ids_of(frame: pd.DataFrame) -> list[str]:
    """Names of requests; where one has none, its row's number in the call, from 0.

    Raises:
        InputError: Cells are no text.
    """
    names = texts_of(frame, "request_id", identity=True)
    return [str(row) if name is None else name for row, name in enumerate(names)]


def times_of(frame: pd.DataFrame, name: str, now: float) -> npt.NDArray[np.float64]:
    """Seconds since 1970; a time without a zone is UTC, and a missing or blank one is `now`.

    Raises:
        InputError: Cells are no times, or of years that nobody asks in.
    """
    if name not in frame.columns:
        return np.full(len(frame), now)
    cells = _one(frame, name).tolist()
    absent = [_missing(cell) or (isinstance(cell, str) and not cell.strip()) for cell in cells]
    seconds = [now if none else _seconds(cell) for cell, none in zip(cells, absent, strict=True)]
    lost = sum(one is None for one in seconds)
    if lost:
        raise InputError(
            f"the request's column {name} holds {lost} cells of {len(cells)} that are no times; write them like "
            "2026-01-31T18:30:00Z, null for now."
        )
    told = np.array(seconds, dtype=np.float64)
    far = [row for row, none in enumerate(absent) if not none and not reckons_with(float(told[row]))]
    if far:
        raise InputError(
            f"the request's column {name} holds {len(far)} cells of {len(cells)} that are not of the years "
            f"{FIRST_YEAR} to {LAST_YEAR}, the first in row {far[0]}; write them like 2026-01-31T18:30:00Z, null "
            "for now."
        )
    return told


def exclusions_of(frame: pd.DataFrame, name: str) -> tuple[tuple[str, ...], ...]:
    """JSON lists of ids, one a row; none where the cell is missing or empty.

    Raises:
        InputError: Cells are no JSON lists of ids.
    """
    if name not in frame.columns:
        return ((),) * len(frame)
    cells = texts_of(frame, name)
    found = [() if cell is None or not cell.strip() else _ids(cell) for cell in cells]
    lost = sum(one is None for one in found)
    if lost:
        raise InputError(
            f"the request's column {name} holds {lost} cells of {len(found)} that are no JSON lists of product ids; "
            'write them like ["p1", "p2"], null for none.'
        )
    return tuple(one for one in found if one is not None)


def words_of(cells: Any) -> Words:
    """A column of text; nulls stay null."""
    found: Words = pd.array(cells, dtype="str")
    return found


def _encodable(text: str) -> str:
    """The text with halves of surrogate pairs, which no answer could hold, as question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _missing(cell: Any) -> bool:
    # A list or an array in a cell is something that was given, and cannot be read.
    return bool(pd.api.types.is_scalar(cell) and pd.isna(cell))


def _name(cell: Any) -> Any:
    """A whole number as its digits; what is none, or too large to have all its digits, as it is."""
    if isinstance(cell, float | np.floating) and float(cell).is_integer() and abs(float(cell)) < _EXACT:
        return str(int(cell))
    return str(cell) if isinstance(cell, int | np.integer) and not isinstance(cell, bool) else cell


def _seconds(cell: Any) -> float | None:
    """Of a time or of its text; None where it is neither."""
    try:
        time = datetime.fromisoformat(cell.strip()) if isinstance(cell, str) else cell
        time = pd.Timestamp(time) if isinstance(time, np.datetime64) else time
        if not isinstance(time, datetime):
            return None
        return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


def _ids(cell: str) -> tuple[str, ...] | None:
    try:
        read = json.loads(cell)
    except (ValueError, RecursionError):
        return None
    if not isinstance(read, list):
        return None
    names = [_name(one) for one in read]
    return tuple(str(one) for one in names) if all(isinstance(one, str) for one in names) else None


def _one(frame: pd.DataFrame, name: str) -> pd.Series[Any]:
    times = frame.columns.tolist().count(name)
    if times > 1:
        raise InputError(f"the request has the column {name} {times} times; give it once.")
    return frame[name]
