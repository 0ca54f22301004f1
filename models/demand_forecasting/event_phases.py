"""Long events told apart by the week before their end: the last days before Christmas sell more than the first."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

WEEK: Final = 7  # days


def phased(events: pd.DataFrame, phases: int) -> pd.DataFrame:
    """Split an event of several weeks into pieces of seven days, counted from its last day.

    Args:
        events: As `Panel.events`.
        phases: Most pieces of an event; the first one has the days before all others. 1 leaves events whole.

    Returns:
        event (the name; of pieces before the last, the name with a number after it), region, week, days, which are the
        days of the week that lie in the piece, and known_ahead.
    """
    kept: pd.DataFrame = events[["event", "region", "week", "days", "known_ahead"]].sort_values(
        ["event", "region", "week"]
    )
    if phases <= 1 or not len(kept):
        return kept
    week, days = kept["week"].to_numpy(dtype=np.int64), kept["days"].to_numpy(dtype=np.int64)
    same = (kept[["event", "region"]] == kept[["event", "region"]].shift()).all(axis=1).to_numpy()
    # a week without the event ends it
    run = np.cumsum(~(same & (np.diff(week, prepend=week[0]) <= 1)))
    after = pd.Series(days[::-1]).groupby(run[::-1]).cumsum().to_numpy()[::-1] - days
    parts = []
    for piece in range(phases):
        begin = WEEK * piece
        end = begin + WEEK if piece < phases - 1 else np.iinfo(np.int64).max
        inside = np.minimum(after + days, end) - np.maximum(after, begin)
        some = inside > 0
        name = kept["event"].astype("str") + (f" -{piece}" if piece else "")
        parts.append(kept.assign(event=name, days=inside)[some])
    pieces: pd.DataFrame = pd.concat(parts, ignore_index=True)
    return pieces
