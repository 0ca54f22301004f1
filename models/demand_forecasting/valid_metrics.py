"""How well the weeks of valid were forecast, by level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from .backtests import Backtest
from .calibration import Calibration


def measured(backtests: Mapping[str, Sequence[Backtest]], calibration: Calibration) -> dict[str, float]:
    """WAPE of the median, bias of the mean, coverage of the interval; on the weeks that calibration was learnt on.

    Keys are `<level>_wape`, `<level>_bias`, `<level>_coverage`; levels that sold nothing in valid are left out.
    """
    found: dict[str, float] = {}
    for level, tests in backtests.items():
        error = signed = total = inside = cells = 0.0
        for test in tests:
            there = np.isfinite(test.actual)
            actual = test.actual[there].astype(np.float64)
            median = calibration.apply(level, test.forecast, test.context).quantiles[:, :, 1][there]
            low, high = (ends[there] for ends in calibration.interval(level, test.forecast, test.context))
            error += float(np.abs(actual - median).sum())
            signed += float((test.forecast.mean[there] - actual).sum())
            total += float(actual.sum())
            inside += float(((actual >= low) & (actual <= high)).sum())
            cells += float(there.sum())
        if total > 0:
            found |= {
                f"{level}_wape": error / total,
                f"{level}_bias": signed / total,
                f"{level}_coverage": inside / cells,
            }
    return found
