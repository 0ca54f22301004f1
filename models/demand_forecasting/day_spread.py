"""How far the sales of a day scatter around their mean, by the size of the mean."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .conformal import conformal_quantile
from .forecast import QUANTILES
from .panel import Floats

Reals = npt.NDArray[np.float64]


@dataclass(frozen=True)
class DaySpread:
    """Ratios of a day's P10, P50, P90, low and high to its mean.

    Attributes:
        size: Binary logarithm of the daily mean that a row of `ratio` is of, ascending.
        ratio: (sizes, 5).
    """

    size: list[float]
    ratio: list[list[float]]

    @classmethod
    def fit(cls, mean: Reals, actual: Reals, coverage: float, least: int) -> DaySpread:
        """Conformal quantiles of actual over mean, by powers of two of the mean.

        Days and sizes that nothing was fitted on are to be given, of single series and of sums. Where zero is likely
        the interval is [0, P of `coverage`]. Sizes with fewer than `least` days are left out; between sizes is
        interpolated, beyond them the last one holds. Without any size, a day is as wide as a count of independent
        orders (Poisson).

        Args:
            mean: Forecast means of days, (d,).
            actual: What was sold, (d,).
            coverage: Of the interval, 0..1.
            least: Days.
        """
        some = mean > 0
        logs = np.log2(mean[some])
        ratios = actual[some] / mean[some]
        bins = np.floor(logs)
        sizes, rows = [], []
        for one in np.unique(bins):
            held = bins == one
            if held.sum() >= least:
                sizes.append(float(logs[held].mean()))
                rows.append(_ratios(ratios[held], coverage))
        return cls(sizes, rows) if sizes else _poisson(coverage)

    def bands(self, mean: Reals) -> Floats:
        """P10, P50, P90, low and high of days, float32 (..., 5)."""
        logs = np.log2(np.maximum(mean, np.finfo(np.float64).tiny))
        table = np.array(self.ratio)
        found = [np.interp(logs, self.size, table[:, place]) * mean for place in range(table.shape[1])]
        return np.stack(found, axis=-1).astype(np.float32)


def _ratios(ratios: Reals, coverage: float) -> list[float]:
    quantiles = [conformal_quantile(ratios, share) for share in QUANTILES]
    tail = (1 - coverage) / 2
    low = conformal_quantile(ratios, tail)
    high = conformal_quantile(ratios, coverage if low <= 0 else 1 - tail)
    return [*quantiles, low, high]


def _poisson(coverage: float) -> DaySpread:
    from scipy.stats import poisson  # slow to import, and needed only without a sample of days

    sizes = np.arange(-8.0, 16.0)
    mean = 2.0**sizes
    tail = (1 - coverage) / 2
    low = poisson.ppf(tail, mean)
    high = np.where(low <= 0, poisson.ppf(coverage, mean), poisson.ppf(1 - tail, mean))
    table = np.stack([*(poisson.ppf(share, mean) for share in QUANTILES), low, high], axis=1) / mean[:, None]
    return DaySpread(sizes.tolist(), table.tolist())
