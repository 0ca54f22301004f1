"""Importance weights: how much a log still says under them, and where to clip them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def effective_sample_size(weights: Floats) -> float:
    """How many rows of equal weight say as much (Kish, 1965, "Survey Sampling"): (sum w)^2 / sum w^2; 0 for none.

    >>> effective_sample_size(np.array([1.0, 1.0, 0.0, 0.0]))
    2.0
    """
    largest = float(weights.max(initial=0.0))
    if largest == 0:
        return 0.0
    scaled = weights / largest
    return float(scaled.sum() ** 2 / (scaled**2).sum())


def rows_behind_spread(weights: Floats) -> float:
    """How many rows the second moment rests on: Kish's size of the squares, (sum w^2)^2 / sum w^4; 0 for none.

    Ten rows of weight 50 among ten thousand of weight 1 leave thousands of effective rows, and yet the spread of any
    estimate is known from those ten alone.
    """
    return effective_sample_size((weights / max(float(weights.max(initial=0.0)), 1e-300)) ** 2)


def least_bound(weights: Floats) -> float:
    """The cap with the least bound on the squared error of the clipped estimate.

    With rewards in [0, 1] the variance of a clipped estimate is at most mean(min(w, c)^2) / n, and its bias at most
    the mass that is cut, mean(max(w - c, 0)). As in the choice of SWITCH's threshold (Wang, Agarwal and Dudik, 2017,
    ICML) their sum variance + bias^2 is minimised, over the weights that occur. Rewards have no part in it, so that
    the choice does not bend the estimate.

    Args:
        weights: Shape (n,), at least one.

    Returns:
        The cap; the largest weight where nothing should be clipped.
    """
    ordered = np.sort(weights)
    rows = len(ordered)
    above = rows - 1 - np.arange(rows)
    squares = np.cumsum(ordered**2) + above * ordered**2
    cut = (ordered.sum() - np.cumsum(ordered)) - above * ordered
    bound = squares / rows**2 + (np.maximum(cut, 0.0) / rows) ** 2
    return float(ordered[int(bound.argmin())])


def mass_cut(weights: Floats, cap: float) -> float:
    """Share of the target policy's choices that clipping leaves out, as the log shows it; in [0, 1]."""
    return float(min(1.0, np.maximum(weights - cap, 0.0).mean()))
