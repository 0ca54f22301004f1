"""Cells of a request as the model reads them; those that it cannot read are counted and shown."""

from __future__ import annotations

import json
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import InputError
from .panel import ALL

UNKNOWN_DAY: Final = -1

Texts = npt.NDArray[np.object_]


def text(frame: pd.DataFrame, name: str) -> Texts:
    """Cells as strings, "" for missing ones."""
    if name not in frame.columns:
        return np.full(len(frame), ALL, dtype=object)
    column = frame[name]
    there = column.notna().to_numpy()
    if there.any() and (pd.api.types.is_float_dtype(column.dtype) or pd.api.types.is_bool_dtype(column.dtype)):
        raise InputError(
            f"{int(there.sum())} rows of {name} are of type {column.dtype}; give text: an id that was read as a number "
            "may have lost its zeros."
        )
    cells = np.full(len(frame), ALL, dtype=object)
    cells[there] = column[there].astype("str").str.strip().to_numpy(dtype=object)
    return cells


def check_json_objects(column: pd.Series[Any]) -> None:
    given = column[column != ALL]
    bad = [text for text in given.unique() if not _is_json_object(text)]
    if bad:
        count = int(given.isin(bad).sum())
        raise InputError(
            f"{count} rows of {column.name} are no JSON object, the first is {bad[0][:60]!r}; write one, as in "
            '{"color": "red"}, or null.'
        )


def _is_json_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


def days(texts: pd.Series[Any], name: str) -> npt.NDArray[np.int64]:
    """Day numbers since 1970 of ISO dates."""
    found = np.full(len(texts), UNKNOWN_DAY, dtype=np.int64)
    given = (texts != ALL).to_numpy()
    if not given.any():
        return found
    codes, distinct = pd.factorize(texts[given])
    times = pd.to_datetime(pd.Series(distinct, dtype="str"), format="ISO8601", errors="coerce", utc=True)
    if times.isna().any():
        bad = times.isna().to_numpy()
        raise InputError(
            f"{int(bad[codes].sum())} rows of {name} are no dates, the first is {distinct[int(bad.argmax())]!r}; write "
            "them as 2026-01-31, or null."
        )
    days = times.dt.tz_localize(None).to_numpy().astype("datetime64[D]").astype(np.int64)
    found[given] = days[codes]
    return found


def amounts(frame: pd.DataFrame, name: str) -> npt.NDArray[np.float64]:
    """Numbers above 0, float64 (r,); NaN where nothing is said."""
    if name not in frame.columns:
        return np.full(len(frame), np.nan)
    column = frame[name]
    numbers = pd.to_numeric(column, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    bad = column.notna().to_numpy() & ~(np.isfinite(numbers) & (numbers > 0))
    if bad.any():
        raise InputError(
            f"{int(bad.sum())} rows of {name} are no amounts above 0, the first is {column[bad].iloc[0]!r}; give a "
            "number, or null."
        )
    return numbers
