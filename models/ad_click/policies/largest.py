"""With what probability each of several independent normal values is the largest."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from .policy import best

Reals = npt.NDArray[np.float64]

_POINT: Final = 1e-6  # of the largest deviation; a value that varies less than that is taken as fixed
_REACH: Final = 6.0  # deviations; beyond them lies 1e-9 of a normal
_FIRST_CELLS: Final = 8
_WIDTH: Final = 1.5  # deviations that a cell may span
_NEAR: Final = 4.0  # a cell's distance from a mean over this is also fine enough
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(5)
_DENSITY: Final = 1 / np.sqrt(2 * np.pi)


def probability_of_largest(mean: Reals, deviation: Reals) -> Reals:
    """P(i is the largest), (k,), summing to 1, of k independent normal values.

    P(i) is the integral of i's density times the distribution functions of all others. It is taken by Gauss-Legendre
    over cells that are as fine as the narrowest density near them, so one node set serves all k. The error is some
    1e-6; what would be the largest once in a billion times gets 0. Fixed values are exact: the highest of them is the
    largest where all others fall below it.

    Args:
        mean: (k,), k > 0.
        deviation: (k,), 0 or more.
    """
    if len(mean) == 1:
        return np.ones(1)
    varies = deviation > _POINT * deviation.max()
    if not varies.any():
        return best(mean)
    found = np.zeros(len(mean))
    middle, spread = mean[varies], deviation[varies]
    low, high = float((middle - _REACH * spread).max()), float((middle + _REACH * spread).max())
    if not varies.all():
        point = float(mean[~varies].max())
        low, high = max(low, point), max(high, point)
        tied = ~varies & (mean == point)
        found[tied] = ndtr((point - middle) / spread).prod() / tied.sum()
    reaching = middle + _REACH * spread > low
    if high > low:
        middle, spread = middle[reaching], spread[reaching]
        found[np.flatnonzero(varies)[reaching]] = _integrated(middle, spread, *_cells(middle, spread, low, high))
    total: Reals = found / found.sum()
    return total


def _cells(mean: Reals, deviation: Reals, low: float, high: float) -> tuple[Reals, Reals]:
    """Centres and half widths of cells that cover the range, halved until each is fine enough."""
    half = np.full(_FIRST_CELLS, (high - low) / (2 * _FIRST_CELLS))
    centre = low + half * (2 * np.arange(_FIRST_CELLS) + 1)
    kept: list[tuple[Reals, Reals]] = []
    while len(centre):
        away = np.abs(centre[:, None] - mean) - half[:, None]
        coarse = half > _WIDTH / 2 * np.maximum(deviation, away / _NEAR).min(axis=1)
        kept.append((centre[~coarse], half[~coarse]))
        half = np.repeat(half[coarse] / 2, 2)
        centre = np.repeat(centre[coarse], 2)
        centre[0::2] -= half[0::2]
        centre[1::2] += half[1::2]
    return np.concatenate([part[0] for part in kept]), np.concatenate([part[1] for part in kept])


def _integrated(mean: Reals, deviation: Reals, centre: Reals, half: Reals) -> Reals:
    x = (centre[:, None] + half[:, None] * _NODES).ravel()
    weight = (half[:, None] * _WEIGHTS).ravel()
    standard = (x - mean[:, None]) / deviation[:, None]
    below = ndtr(standard)
    # where a distribution function underflows its density does too, so what stands for it there is multiplied by 0
    others = weight * below.prod(axis=0) / np.maximum(below, 1e-300)
    density = np.exp(-0.5 * standard * standard)
    return np.asarray((density * others).sum(axis=1) * (_DENSITY / deviation), dtype=np.float64)
