"""New impressions with their outcomes, as the model learns from them."""

from __future__ import annotations

from time import time_ns
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import InputError
from .batches import NO_TIME, TIME, Batch, Labels, Schema
from .request import of_frame

CLICK: Final = "click"
CONVERSION: Final = "conversion"
_DAY: Final = 86_400_000_000  # microseconds: clocks of zones and machines may differ by so much

_FLAGS: Final = {True: 1.0, False: 0.0} | {"true": 1.0, "false": 0.0, "True": 1.0, "False": 0.0, "1": 1.0, "0": 0.0}


def of_impressions(frame: pd.DataFrame, schema: Schema, target: str) -> Batch:
    """New impressions, in time order, those of them that the target can be learnt from.

    A conversion that is not told is none where the ad was not clicked, and leaves the impression out where it was; of
    `conversion_after_click` those that were clicked are learnt. So the examples were made too.

    Raises:
        InputError: The outcome is missing or no flag, the model knows times and impressions have none or one that is
            still to come, or see `of_frame`.
    """
    label, used = _outcome(frame, target)
    batch = of_frame(frame, schema)
    if schema.timed:
        _refuse_untimed(batch, used)
        _refuse_future(batch)
    rows = np.argsort(batch.time, kind="stable")
    rows = rows[used[rows]]
    return Batch(batch.values[rows], batch.numbers[rows], batch.time[rows], label[rows])


def _outcome(frame: pd.DataFrame, target: str) -> tuple[Labels, npt.NDArray[np.bool_]]:
    """Label of each of n impressions, float64 (n,), and whether it is learnt, bool (n,)."""
    if target == CLICK:
        return _flags(frame, CLICK), np.ones(len(frame), dtype=bool)
    label = _flags(frame, CONVERSION, may_be_empty=True)
    told = ~np.isnan(label)
    after_click = target == "conversion_after_click"
    clicked = _flags(frame, CLICK) == 1 if after_click or not told.all() else told
    return np.where(told, label, 0.0), clicked & told if after_click else told | ~clicked


def _refuse_untimed(batch: Batch, used: npt.NDArray[np.bool_]) -> None:
    """Without a time nobody can say whether a row was learnt before, nor what was known when it was shown."""
    missing = int((used & (batch.time == NO_TIME)).sum())
    if missing:
        raise InputError(
            f"{missing} of {int(used.sum())} impressions have no {TIME}, and the model learns in the order of time; "
            f"give the column {TIME} as 2026-01-31T12:00:00Z, and leave out impressions whose time is not known."
        )


def _refuse_future(batch: Batch) -> None:
    """One wrong clock would move the end of what was learnt, behind which all that comes is refused."""
    now = time_ns() // 1_000
    late = batch.time > now + _DAY
    if late.any():
        present, latest = (np.datetime64(int(one), "us").astype("datetime64[s]") for one in (now, batch.time.max()))
        raise InputError(
            f"{int(late.sum())} of {len(batch)} impressions lie more than a day after now ({present} UTC), the latest "
            f"is of {latest}; leave them out: what is still to be shown cannot have been clicked."
        )


def _flags(frame: pd.DataFrame, name: str, *, may_be_empty: bool = False) -> Labels:
    """1 and 0, NaN where the cell is empty, float64 (n,)."""
    if name not in frame.columns:
        raise InputError(
            f"the impressions ({len(frame)} rows) lack the column {name}, the outcome that is learnt; give it, true or "
            "false."
        )
    column = frame[name]
    known = column.map(_FLAGS)
    bad = (known.isna() & column.notna() if may_be_empty else known.isna()).to_numpy()
    if bad.any():
        raise InputError(
            f"{int(bad.sum())} of {len(frame)} rows of {name} are neither true nor false, the first is "
            f"{column[bad].iloc[0]!r}; leave out impressions whose outcome is not known yet."
        )
    return known.astype("object").where(known.notna(), np.nan).to_numpy(dtype=np.float64)
