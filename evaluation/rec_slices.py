"""Parts of the test of recommendation on which a gate may guard the primary metric."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.rec_shown import Shown
from evaluation.rec_truth import Truth
from evaluation.wording import slug

# Customers by their events before the request: from and to.
BY_EVENTS: Final = {
    "events_0": (0, 0),
    "events_1": (1, 1),
    "events_2": (2, 2),
    "events_3_5": (3, 5),
    "events_more": (6, np.iinfo(np.int64).max),
}
FIXED: Final = (*BY_EVENTS, "unseen_product", "scarce_product", "repeat", "first_time")
SLICES: Final = (*FIXED, "region_*")
REGIONS: Final = 5  # the largest ones that are told apart: of small ones chance tells more
MEANING: Final = {
    "events_0": "customers with no event before",
    "events_1": "customers with one event before",
    "events_2": "customers with two events before",
    "events_3_5": "customers with three to five events before",
    "events_more": "customers with more than five events before",
    "unseen_product": "requests with a relevant product that has no event before the test",
    "scarce_product": "requests with a relevant product that has fewer than features.scarce_events before the test",
    "repeat": "requests with a relevant product that the customer bought before, in a log without purchases met",
    "first_time": "requests none of whose relevant products the customer bought before, in a log without purchases met",
}


def flags(table: pd.DataFrame, shown: Shown, known: Truth) -> dict[str, npt.NDArray[Any]]:
    """Whether each request falls into each part but the regions; (rows,) each."""
    before = table["events_before"].fillna(0).to_numpy(np.int64)
    again = known.count(known.bought)[shown.number] > 0
    return {
        **{name: (low <= before) & (before <= high) for name, (low, high) in BY_EVENTS.items()},
        "unseen_product": known.count(known.unseen)[shown.number] > 0,
        "scarce_product": known.count(known.scarce)[shown.number] > 0,
        "repeat": again,
        "first_time": (known.count()[shown.number] > 0) & ~again,
    }


def slices(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Parts of the outcomes by name; one may be empty, and of regions there are only the largest."""
    fixed = {name: table[table[name].to_numpy(bool)] for name in FIXED}
    region = table["region"].astype("str").str.strip().str.casefold()
    # Of equally large ones the first by name, so that two models are cut alike.
    counts = Counter(region[region.notna() & (region != "")].tolist())
    largest = [name for name, _ in sorted(counts.items(), key=lambda one: (-one[1], one[0]))][:REGIONS]
    return fixed | {f"region_{slug(name)}": table[(region == name).to_numpy(dtype=bool)] for name in largest}


def meaning(name: str) -> str:
    """What a part is, in words."""
    return MEANING.get(name, f"requests of the {name.replace('_', ' ', 1)}, one of the {REGIONS} with most requests")
