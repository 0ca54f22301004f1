"""A share of independent trials and how sure it is, also where nothing or everything was hit."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.stats import beta

from evaluation.measure import Measure


def clopper_pearson(hits: int, trials: int, confidence: float = 0.95) -> tuple[float, float]:
    """Two-sided exact interval of a binomial proportion (Clopper and Pearson, 1934, Biometrika 26).

    A bootstrap cannot serve for rare events: resamples of no events hold none.

    Raises:
        ValueError: There are more hits than trials, or a count is negative.
    """
    if not 0 <= hits <= trials:
        raise ValueError(f"{hits} hits in {trials} trials: hits lie between 0 and the trials.")
    low, high = clopper_pearson_of(np.array([hits]), np.array([trials]), confidence)
    return float(low[0]), float(high[0])


def clopper_pearson_of(
    hits: npt.NDArray[np.int64], trials: npt.NDArray[np.int64], confidence: float = 0.95
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Lower and upper ends for many proportions, (k,) each."""
    tail = (1 - confidence) / 2
    low = np.where(hits == 0, 0.0, beta.ppf(tail, np.maximum(hits, 1), trials - hits + 1))
    high = np.where(hits == trials, 1.0, beta.ppf(1 - tail, hits + 1, np.maximum(trials - hits, 1)))
    return low, high


def share(hits: int, trials: int, *, higher_is_better: bool = True, meaning: str = "") -> Measure:
    """The share with its exact 95 % interval; undefined where there was no trial."""
    if trials == 0:
        return Measure(None, n=0, higher_is_better=higher_is_better, meaning=meaning)
    low, high = clopper_pearson(hits, trials)
    return Measure(hits / trials, low, high, trials, higher_is_better=higher_is_better, meaning=meaning)
