"""Probabilities from the margins of one-against-rest machines, which have none: a softmax of one temperature."""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy.optimize import minimize_scalar

from benchmarks.category_rows import Floats, Longs

BOUNDS: Final = (-0.7, 5.0)  # of the logarithm of the factor


def probabilities(margins: Floats, sharpness: float) -> Floats:
    """Softmax over the rows of margins times a sharpness, (n, leaves)."""
    scaled = margins * np.float32(sharpness)
    scaled -= scaled.max(axis=1, keepdims=True)
    np.exp(scaled, out=scaled)
    scaled /= scaled.sum(axis=1, keepdims=True)
    return scaled


def sharpness(margins: Floats, true: Longs) -> float:
    """The factor of the margins with the least log loss (temperature scaling, Guo et al., 2017, ICML).

    Args:
        margins: (n, leaves).
        true: Column of each row's leaf, -1 where there is none; such rows are left out.
    """
    known = np.flatnonzero(true >= 0)

    def loss(exponent: float) -> float:
        found = probabilities(margins[known], float(np.exp(exponent)))[np.arange(len(known)), true[known]]
        return float(-np.log(np.maximum(found, 1e-12)).mean())

    return float(np.exp(minimize_scalar(loss, bounds=BOUNDS, method="bounded", options={"xatol": 0.05}).x))
