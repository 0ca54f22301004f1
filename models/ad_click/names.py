"""Names of ids and positions: a cell of a bid or of a table is read as the contract reads it in the log of training."""

from __future__ import annotations

import re
from math import isfinite, isnan, nan
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa

NO_ID: Final = frozenset(("", "nan", "NaN", "NULL", "null", "None", "<NA>", "\\N"))  # what exporters write for nothing
NO_NUMBER: Final = NO_ID | {"NA", "N/A", "n/a", "#N/A", "NaT", "none", "-"}
_FLAGS: Final = {"True": "true", "TRUE": "true", "False": "false", "FALSE": "false"}
_WHOLE_AS_FLOAT: Final = re.compile(r"(0|-?[1-9][0-9]*)\.0+")
_EXACT: Final = 2.0**53


def name_of(cell: Any) -> str | None:
    """What an id is called in the examples; None where it is missing.

    Raises:
        TypeError: It is none: neither text, a number nor a flag, or a number that has lost digits.
    """
    if isinstance(cell, str):
        text = cell.strip()
        if text in NO_ID:
            return None
        if _WHOLE_AS_FLOAT.fullmatch(text):
            return text.partition(".")[0]
        return _FLAGS.get(text, text)
    if _absent(cell):
        return None
    if isinstance(cell, bool | np.bool_):
        return "true" if cell else "false"
    if isinstance(cell, int | np.integer):
        return str(int(cell))
    if not isinstance(cell, float | np.floating):
        raise TypeError(f"{cell!r} is neither text nor null")
    if not abs(float(cell)) < _EXACT:
        raise TypeError(f"{float(cell)!r} is a number that has lost digits: give text")
    return str(int(cell)) if float(cell).is_integer() else str(pa.scalar(cell).cast(pa.string()).as_py())


def place_of(cell: Any) -> float:
    """A position as a number, whole or, of an average, not; NaN where it is missing.

    Raises:
        TypeError: It is none.
    """
    if isinstance(cell, str):
        text = cell.strip()
        if text in NO_NUMBER:
            return nan
        try:
            return _finite(float(text))
        except ValueError as error:
            raise TypeError(f"{cell!r} is no number") from error
    if _absent(cell):
        return nan
    if isinstance(cell, bool | np.bool_) or not isinstance(cell, int | float | np.integer | np.floating):
        raise TypeError(f"{cell!r} is no number")
    return _finite(float(cell))


def name_of_place(cell: Any) -> str | None:
    """What a position is called in the examples; None where it is missing. Raises as `place_of`."""
    place = place_of(cell)
    if isnan(place):
        return None
    return str(int(place)) if place.is_integer() else repr(place)


def _absent(cell: Any) -> bool:
    return (
        cell is None
        or cell is pd.NA
        or cell is pd.NaT
        or (isinstance(cell, float | np.floating) and bool(np.isnan(cell)))
    )


def _finite(number: float) -> float:
    return number if isfinite(number) else nan
