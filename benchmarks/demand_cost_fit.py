"""How cost grows with the number of series, and what that says of more of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class CostFit:
    """Two readings of the same measurements.

    A power law, cost = factor * series ** exponent, by least squares of the logarithms: an exponent up to 1 is cost
    linear in series or better. It is pulled below 1 by what every run costs whatever its size, so that a forecast far
    beyond the largest size is made from the last two sizes: cost = fixed + slope * series.
    """

    factor: float
    exponent: float
    fixed: float
    slope: float

    def by_power(self, series: float) -> float:
        return float(self.factor * series**self.exponent)

    def by_slope(self, series: float) -> float:
        return float(self.fixed + self.slope * series)


def fit(series: Floats, cost: Floats) -> CostFit:
    """Fit both to k measurements.

    Args:
        series: Ascending, shape (k,), k at least 2.
        cost: Above 0, shape (k,).

    Raises:
        ValueError: Fewer than two sizes, or a cost of 0 or less.
    """
    if len(series) < 2 or not (np.diff(series) > 0).all():
        raise ValueError(f"cost is fitted to two or more ascending sizes, not to {series}.")
    if not (cost > 0).all():
        raise ValueError(f"the costs {cost} are not all above 0.")
    exponent, log_factor = np.polyfit(np.log(series), np.log(cost), 1)
    slope = (cost[-1] - cost[-2]) / (series[-1] - series[-2])
    return CostFit(float(np.exp(log_factor)), float(exponent), float(cost[-1] - slope * series[-1]), float(slope))
