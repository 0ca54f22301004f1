"""Times of tables as seconds, and back."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

Numbers = npt.NDArray[np.float64]

_MICROSECONDS: Final = 1e6
FIRST_YEAR, LAST_YEAR = 1900, 2199  # of a calendar with room on both sides for "last year" and time zones
_EARLIEST: Final = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC).timestamp()
_LATEST: Final = datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC).timestamp()


def reckons_with(seconds: float) -> bool:
    """Whether a time is one that requests may tell: not known, or of the years 1900 to 2199."""
    return math.isnan(seconds) or _EARLIEST <= seconds < _LATEST


def seconds_of(column: pd.Series[Any]) -> Numbers:
    """Seconds since 1970, NaN where not known; times without a zone are UTC."""
    naive = isinstance(column.dtype, np.dtype) and column.dtype.kind == "M"
    times = (column.dt.tz_localize("UTC") if naive else column).astype("datetime64[us, UTC]")
    return np.where(times.isna(), np.nan, times.astype("int64").to_numpy() / _MICROSECONDS)


def times_of(seconds: Numbers) -> pd.Series[Any]:
    """Times to the microsecond, which hold years up to 9999, none where not finite; `seconds_of` reads the same."""
    known = np.isfinite(seconds)
    micros = np.round(np.where(known, seconds, 0.0) * _MICROSECONDS).astype("int64")
    return pd.Series(micros.astype("datetime64[us]")).dt.tz_localize("UTC").where(known)
