"""Ridge regression on kinds by the likeness of questions, and how sure its scores are."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar

Reals = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
_SHARPEST: Final = 100.0


def solved(likeness: Reals, truth: Reals, penalty: float) -> tuple[Reals, Reals]:
    """What each question counts, (n, kinds), and the scores of one with no features, (kinds,)."""
    mean = truth.mean(axis=0)
    return np.linalg.solve(likeness + penalty * np.eye(len(truth)), truth - mean), mean


def sharpest(raw: Reals, kinds: Ints) -> float:
    """The factor on scores by which the kinds that are true are likeliest.

    Args:
        raw: Scores of questions that nothing was learned from; (n, kinds).
        kinds: True ones; (n,).
    """

    def loss(sharpness: float) -> float:
        return float(-np.log(chances_of(raw, sharpness)[np.arange(len(kinds)), kinds]).mean())

    return float(minimize_scalar(loss, bounds=(1.0, _SHARPEST), method="bounded").x)


def chances_of(raw: Reals, sharpness: float) -> Reals:
    """Probabilities of kinds by their scores, (n, kinds)."""
    odds = np.exp(sharpness * (raw - raw.max(axis=1, keepdims=True)))
    out: Reals = odds / odds.sum(axis=1, keepdims=True)
    return out
