"""What a list gains by something that is told, on the same requests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.ratios import of_sums
from evaluation.rec_asking import Asking
from evaluation.rec_found import ranked


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
    rows = pd.DataFrame(
        {
            "group": table["group"].to_numpy(),
            "measurable": told["measurable"],
            "told": told["ndcg_10"],
            "untold": untold["ndcg_10"],
            "lift": told["ndcg_10"] - untold["ndcg_10"],
        }
    )
    columns = dict(zip(says, ("told", "untold", "lift"), strict=True))
    statistics = {name: of_sums(column, "measurable") for name, column in columns.items()}
    return measured(rows, statistics, says, asking.settings)


def least(found: Mapping[str, Measure], name: str) -> Measure:
    """The lower end of a lift: above 0 it is sure."""
    return Measure(found[name].low, n=found[name].n, meaning=f"lower end of {name}: above 0 it is sure")


__all__ = ["least", "lift", "ranked"]
