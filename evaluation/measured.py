"""Statistics as measures with their intervals."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import pandas as pd

from evaluation.bootstrap import Statistic, once, percentiles, resampled
from evaluation.measure import Measure


def measured(
    rows: pd.DataFrame,
    statistics: Mapping[str, Statistic],
    meaning: Mapping[str, str],
    settings: Mapping[str, Any],
    lower_is_better: Collection[str] = (),
) -> dict[str, Measure]:
    """Each statistic of the rows, with an interval that resamples rows of one `group` together.

    Args:
        rows: Outcomes.
        statistics: By the names of the measures.
        meaning: Of each.
        settings: `resamples`, `confidence`, `seed`.
        lower_is_better: Names of those where less is better.
    """
    points = {name: float(statistic(rows, once(len(rows)))[0]) for name, statistic in statistics.items()}
    drawn = resampled(rows, statistics, resamples=settings["resamples"], seed=settings["seed"]) if len(rows) else {}
    found = {}
    for name, point in points.items():
        low, high = percentiles(drawn[name], settings["confidence"]) if np.isfinite(point) else (None, None)
        value = point if np.isfinite(point) else None
        better = name not in lower_is_better
        found[name] = Measure(value, low, high, len(rows), higher_is_better=better, meaning=meaning[name])
    return found
