"""What lists gain by something, on the same requests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.ratios import of_sums


def lift(columns: Mapping[str, Any], settings: Mapping[str, Any], says: Mapping[str, str]) -> dict[str, Measure]:
    """A mean with it, without it, and the mean difference of the two, whose interval resamples groups.

    Args:
        columns: `group`, `measurable` (requests that count), `told` and `untold` (values of each), one a request.
        settings: `resamples`, `confidence`, `seed`.
        says: Names of the three measures with their meanings, in this order.
    """
    rows = pd.DataFrame({**columns})
    rows["lift"] = rows["told"] - rows["untold"]
    statistics = {name: of_sums(one, "measurable") for name, one in zip(says, ("told", "untold", "lift"), strict=True)}
    return measured(rows, statistics, says, settings)


def least(found: Mapping[str, Measure], name: str) -> Measure:
    """The lower end of a lift: above 0 it is sure."""
    return Measure(found[name].low, n=found[name].n, meaning=f"lower end of {name}: above 0 it is sure")
