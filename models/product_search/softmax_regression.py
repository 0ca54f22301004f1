"""Classes from a few dense columns, by a softmax regression with a penalty on its squared coefficients."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import logsumexp, softmax

Reals = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_SPREAD = 1e-9  # a column that spreads less is constant


@dataclass(frozen=True)
class SoftmaxRegression:
    """Log odds that are linear in standardised columns; a class that train had none of has probability 0.

    Attributes:
        middle: Mean of each column, which stands for a missing cell; (columns,).
        spread: Standard deviation of each; (columns,).
        weights: (columns + 1, classes), the intercepts last.
        there: Which classes train had; (classes,).
        slope: What log odds are multiplied with: the temperature of Guo, Pleiss, Sun and Weinberger, "On Calibration
            of Modern Neural Networks", 2017, turned over.
    """

    middle: Reals
    spread: Reals
    weights: Reals
    there: npt.NDArray[np.bool_]
    slope: float = 1.0

    @classmethod
    def fit(cls, columns: Reals, labels: Ints, classes: int, ridge: float) -> SoftmaxRegression:
        """Fit by L-BFGS.

        Args:
            columns: (n, columns), NaN where missing.
            labels: Class of each row, 0 .. classes - 1.
            classes: Number of classes.
            ridge: Penalty on squared coefficients of the standardised columns, intercepts apart.
        """
        known = ~np.isnan(columns)
        counts = np.maximum(known.sum(axis=0), 1)
        middle = np.where(known, columns, 0.0).sum(axis=0) / counts
        spread = np.sqrt(np.where(known, (columns - middle) ** 2, 0.0).sum(axis=0) / len(columns))
        spread = np.where(spread > _SPREAD, spread, np.inf)
        there = np.bincount(labels, minlength=classes) > 0
        design = _design(columns, middle, spread)
        target = np.eye(classes)[labels][:, there]
        shape = (design.shape[1], int(there.sum()))

        def loss(point: Reals) -> tuple[float, Reals]:
            weights = point.reshape(shape)
            scores = design @ weights
            shrunk = weights.copy()
            shrunk[-1] = 0.0
            total = logsumexp(scores, axis=1).sum() - (scores * target).sum() + ridge * (shrunk**2).sum() / 2
            gradient = design.T @ (softmax(scores, axis=1) - target) + ridge * shrunk
            return float(total) / len(design), gradient.ravel() / len(design)

        found = minimize(loss, np.zeros(shape[0] * shape[1]), jac=True, method="L-BFGS-B").x
        weights = np.zeros((shape[0], classes))
        weights[:, there] = found.reshape(shape)
        return cls(middle, spread, weights, there)

    def log_odds(self, columns: Reals) -> Reals:
        """Scores of each class, (n, classes); -inf where train had none."""
        scores = _design(columns, self.middle, self.spread) @ self.weights * self.slope
        return np.where(self.there, scores, -np.inf)

    def chances(self, columns: Reals) -> Reals:
        """Probabilities, (n, classes); rows sum to 1."""
        return np.asarray(softmax(self.log_odds(columns), axis=1), dtype=np.float64)

    def sharpened(self, slope: float) -> SoftmaxRegression:
        """The same with other confidence."""
        return replace(self, slope=slope)


def _design(columns: Reals, middle: Reals, spread: Reals) -> Reals:
    standard = np.where(np.isnan(columns), 0.0, columns - middle) / spread
    return np.column_stack([standard, np.ones(len(columns))])
