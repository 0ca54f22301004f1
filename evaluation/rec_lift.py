"""What a list gains by something that is told, on the same requests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from evaluation import lifts
from evaluation.lifts import least as least
from evaluation.measure import Measure
from evaluation.rec_asking import Asking


def lift(
    asking: Asking, table: pd.DataFrame, told: Mapping[str, Any], untold: Mapping[str, Any], says: Mapping[str, str]
) -> dict[str, Measure]:
    """NDCG@10 told, untold, and the mean difference of the two, whose interval resamples customers.

    Args:
        asking: Holds the settings.
        table: The requests of both.
        told: What `ranked` found of lists that were told something.
        untold: The same of the same requests without it.
        says: Names of the three measures with their meanings, in this order.
    """
    columns = {
        "group": table["group"].to_numpy(),
        "measurable": told["measurable"],
        "told": told["ndcg_10"],
        "untold": untold["ndcg_10"],
    }
    return lifts.lift(columns, asking.settings, says)
