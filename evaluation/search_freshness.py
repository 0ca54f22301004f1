"""How much of what is shown is new, beside how much of what could be had is."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from evaluation.asked_again import spread
from evaluation.dcg import PLACES
from evaluation.measure import Measure
from evaluation.search_meanings import MEANING
from evaluation.search_shown import NEW_DAYS
from evaluation.search_truth import Truth
from evaluation.shelf import micros

MEASURES: Final = ("new_share_of_catalogue", "new_share_of_log")
_SEARCHES: Final = 50  # at whose moments the whole catalogue is looked at


def measures(table: pd.DataFrame, known: Truth) -> dict[str, Measure]:
    """Share of new products of all that could be had, and of what the log showed on top; the latter only with places.

    Args:
        table: `search_requests.requests`.
        known: Of the test.
    """
    shelf, moment = known.shelf, micros(table["asked_at"], 0)
    every = np.arange(len(shelf.ids))
    counts = np.zeros(2)
    chosen = spread(len(table), _SEARCHES)
    for row in chosen:
        at = np.full(len(every), moment[row])
        there = shelf.at_hand(every, table["region"].iloc[np.full(len(every), row)], at)
        counts += (there & shelf.new(every, at, NEW_DAYS)).sum(), there.sum()
    found = {"new_share_of_catalogue": (counts, len(chosen))}
    if np.isfinite(known.rank).any():
        counts, searches = _logged(table, known)
        found["new_share_of_log"] = counts, searches
    return {
        name: Measure(float(new / there) if there else None, n=searches, meaning=MEANING[name])
        for name, ((new, there), searches) in found.items()
    }


def _logged(table: pd.DataFrame, known: Truth) -> tuple[np.ndarray[tuple[int], np.dtype[np.float64]], int]:
    top = np.flatnonzero(known.rank <= PLACES)
    moment = pd.Series(micros(table["asked_at"], 0), index=table["example_id"].astype("str"))
    at = moment.reindex(known.searches[known.search[top]])
    asked = at.notna().to_numpy()
    new = known.shelf.new(known.product[top][asked], at[asked].to_numpy(np.int64), NEW_DAYS)
    return np.array([new.sum(), len(new)], dtype=np.float64), int(at[asked].index.nunique())
