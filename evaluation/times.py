"""Times of questions: as text, and what stands in for one that is not known."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

# Where nothing in the tables has a beginning, all of it is there from the first day on.
_TIMELESS: Final = pd.Timestamp("2000-01-01", tz="UTC")


def iso(time: pd.Series[Any]) -> pd.Series[Any]:
    """Times as ISO text in UTC to the microsecond; none may be missing."""
    moment = time.dt.tz_convert("UTC").dt.tz_localize(None)
    text = np.datetime_as_string(moment.to_numpy("datetime64[us]"), unit="us")
    return pd.Series(np.char.add(text, "Z"), index=time.index, dtype="str")


def last_beginning(examples: Path) -> pd.Timestamp:
    """The last launch or beginning of stock: the first moment at which all that there is has begun."""
    begins = [pd.read_parquet(examples / "products.parquet", columns=["launch_date"])["launch_date"]]
    if (examples / "stock.parquet").is_file():
        begins.append(pd.read_parquet(examples / "stock.parquet", columns=["available_from"])["available_from"])
    return max((one.max() for one in begins if one.notna().any()), default=_TIMELESS)
