"""Chances of triplets to confidences that mean what they say."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final, Self

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, logit

from .extracted import Flags, Reals

_EDGE: Final = 1e-6  # from 0 and from 1, where log odds have no end


@dataclass(frozen=True)
class Confidence:
    """Two-parameter logistic calibration of log odds (Platt 1999).

    Attributes:
        slope: Above 0, so that the order stays.
        intercept: Log odds of what had even odds.
        threshold: Confidence from which on a triplet is told.
        aspect_threshold, opinion_threshold: Chance from which on a term on its own is.
    """

    slope: float = 1.0
    intercept: float = 0.0
    threshold: float = 0.5
    aspect_threshold: float = 0.5
    opinion_threshold: float = 0.5

    @classmethod
    def fit(cls, chance: Reals, right: Flags) -> Self:
        """On triplets of reviews that were not learned from; with none of a kind, chances stay what they are."""
        hits, misses = int(right.sum()), int((~right).sum())
        if not hits or not misses:
            return cls()
        odds = logit(chance.clip(_EDGE, 1 - _EDGE))
        target = np.where(right, (hits + 1) / (hits + 2), 1 / (misses + 2))

        def loss(point: Reals) -> tuple[float, Reals]:
            z = point[0] * odds + point[1]
            residual = expit(z) - target
            return float(np.sum(np.logaddexp(0.0, z) - target * z)), np.array([residual @ odds, residual.sum()])

        found = minimize(loss, np.array([1.0, 0.0]), jac=True, method="L-BFGS-B", bounds=[(1e-3, None), (None, None)])
        return cls(float(found.x[0]), float(found.x[1]))

    def __call__(self, chance: Reals) -> Reals:
        odds = logit(chance.clip(_EDGE, 1 - _EDGE))
        return np.asarray(expit(self.slope * odds + self.intercept), dtype=np.float64)

    def as_dict(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return asdict(self)
