"""Two models' log odds of the same thing, made one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import expit

Array = npt.NDArray[np.float64]

_SHRINKAGE: Final = 1e-2  # per pair; keeps three numbers fitted on few pairs from running away


@dataclass(frozen=True)
class Blend:
    """Logistic stacking of two log odds (Wolpert 1992), Platt's calibration with one more input.

    Attributes:
        forest, cross: What the log odds of trees and of a cross-encoder are multiplied with, at least 0.
        intercept: Log odds where both have even odds.
    """

    forest: float
    cross: float
    intercept: float

    @classmethod
    def fit(cls, margins: Array, logits: Array, labels: npt.NDArray[Any]) -> Blend:
        """Fit with weights that are not negative: either model may be silent, none may be turned round.

        Args:
            margins: Log odds of trees, (n,).
            logits: Of a cross-encoder, (n,).
            labels: 0 or 1, or a chance between; (n,).
        """
        inputs = np.column_stack([margins, logits, np.ones(len(margins))])

        def loss(point: Array) -> tuple[float, Array]:
            z = inputs @ point
            penalty = _SHRINKAGE * np.array([point[0] - 0.5, point[1] - 0.5, point[2]])
            value = float(np.mean(np.logaddexp(0.0, z) - labels * z) + penalty @ penalty / (2 * _SHRINKAGE))
            return value, inputs.T @ (expit(z) - labels) / len(labels) + penalty

        found = minimize(
            loss, np.array([0.5, 0.5, 0.0]), jac=True, method="L-BFGS-B", bounds=[(0, None), (0, None), (None, None)]
        )
        return cls(*(float(value) for value in found.x))

    def log_odds(self, margins: Array, logits: Array) -> Array:
        """Of both together, (n,)."""
        return self.forest * margins + self.cross * logits + self.intercept

    def __call__(self, margins: Array, logits: Array) -> Array:
        """Chances, (n,)."""
        return np.asarray(expit(self.log_odds(margins, logits)), dtype=np.float64)

    def as_dict(self) -> dict[str, float]:
        """As JSON can hold it."""
        return {"forest": self.forest, "cross": self.cross, "intercept": self.intercept}
