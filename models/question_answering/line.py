"""A regression over all columns, from which trees set out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, logit

from .passages import Reals


@dataclass(frozen=True)
class Line:
    """Logistic regression with a penalty on its weights; of few pairs it learns what trees need many for.

    Attributes:
        centre, scale: Mean and standard deviation of each column where it is known, (columns,).
        weights: Of columns in standard deviations, and after them of their being not known; (2 * columns,).
        intercept: Log odds where all are as usual.
        farthest: Standard deviations from which on a column tells no more.
    """

    centre: Reals
    scale: Reals
    weights: Reals
    intercept: float
    farthest: float

    @classmethod
    def fit(cls, columns: Reals, chance: Reals, l2: float, farthest: float, weight: Reals | None = None) -> Self:
        """Fit to pairs.

        Args:
            columns: NaN where not known; (n, columns).
            chance: That each pair is right, 0 to 1; (n,).
            l2: Penalty of half the squared weights against the sum of the pairs' losses; 0: all weights are 0.
            farthest: See `Line`.
            weight: How much each pair counts, None where all count alike; (n,).
        """
        counts = np.ones(len(chance)) if weight is None else weight
        known = ~np.isnan(columns)
        count = np.maximum(known.sum(0), 1)
        centre = np.where(known, columns, 0.0).sum(0) / count
        spread = np.sqrt(np.where(known, (columns - centre) ** 2, 0.0).sum(0) / count)
        scale = np.where(spread > 0, spread, 1.0)
        inputs = _inputs(columns, centre, scale, farthest)
        if not l2:
            return cls(
                centre, scale, np.zeros(inputs.shape[1]), float(logit(np.average(chance, weights=counts))), farthest
            )

        def loss(point: Reals) -> tuple[float, Reals]:
            odds = inputs @ point[:-1] + point[-1]
            missed = counts * (expit(odds) - chance)
            value = float((counts * (np.logaddexp(0.0, odds) - chance * odds)).sum() + l2 / 2 * (point[:-1] ** 2).sum())
            return value, np.append(inputs.T @ missed + l2 * point[:-1], missed.sum())

        found = minimize(loss, np.zeros(inputs.shape[1] + 1), jac=True, method="L-BFGS-B").x
        return cls(centre, scale, np.asarray(found[:-1], dtype=np.float64), float(found[-1]), farthest)

    def log_odds(self, columns: Reals) -> Reals:
        """Of pairs, (n,)."""
        found: Reals = _inputs(columns, self.centre, self.scale, self.farthest) @ self.weights + self.intercept
        return found

    def as_dict(self) -> dict[str, Any]:
        """As JSON can hold it."""
        parts = {name: getattr(self, name).tolist() for name in ("centre", "scale", "weights")}
        return parts | {"intercept": self.intercept, "farthest": self.farthest}

    @classmethod
    def read(cls, given: dict[str, Any]) -> Self:
        """What `as_dict` gave."""
        centre, scale, weights = (np.array(given[name], dtype=np.float64) for name in ("centre", "scale", "weights"))
        return cls(centre, scale, weights, given["intercept"], given["farthest"])


def _inputs(columns: Reals, centre: Reals, scale: Reals, farthest: float) -> Reals:
    missing = np.isnan(columns)
    told = np.where(missing, 0.0, np.clip((columns - centre) / scale, -farthest, farthest))
    return np.hstack([told, missing.astype(np.float64)])
