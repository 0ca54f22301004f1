"""Log odds to probabilities that mean what they say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import expit

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Platt:
    """Two-parameter logistic calibration (Platt 1999), with his smoothed targets."""

    slope: float
    intercept: float

    @classmethod
    def fit(cls, margins: Array, labels: npt.NDArray[np.int8]) -> Platt:
        positives = int(labels.sum())
        negatives = len(labels) - positives
        target = np.where(labels == 1, (positives + 1) / (positives + 2), 1 / (negatives + 2))

        def loss(point: Array) -> tuple[float, Array]:
            z = point[0] * margins + point[1]
            residual = expit(z) - target
            value = float(np.sum(np.logaddexp(0.0, z) - target * z))
            return value, np.array([residual @ margins, residual.sum()])

        found = minimize(loss, np.array([1.0, 0.0]), jac=True, method="L-BFGS-B", bounds=[(1e-3, None), (None, None)])
        return cls(float(found.x[0]), float(found.x[1]))

    def __call__(self, margins: Array) -> Array:
        return np.asarray(expit(self.slope * margins + self.intercept), dtype=np.float64)

    def as_dict(self) -> dict[str, Any]:
        return {"kind": "platt", "slope": self.slope, "intercept": self.intercept}


@dataclass(frozen=True)
class Isotonic:
    """Monotone step-wise linear calibration by pooling adjacent violators (Zadrozny and Elkan 2002)."""

    margins: Array
    probabilities: Array

    @classmethod
    def fit(cls, margins: Array, labels: npt.NDArray[np.int8]) -> Isotonic:
        """Between the pooled blocks it interpolates, so that scores keep their order."""
        order = np.argsort(margins, kind="stable")
        x, y = margins[order], labels[order].astype(np.float64)
        starts: list[int] = []
        means: list[float] = []
        sizes: list[int] = []
        for position in range(len(y)):
            starts.append(position)
            means.append(float(y[position]))
            sizes.append(1)
            while len(means) > 1 and means[-2] >= means[-1]:
                size = sizes[-2] + sizes[-1]
                means[-2] = (means[-2] * sizes[-2] + means[-1] * sizes[-1]) / size
                sizes[-2] = size
                del starts[-1], means[-1], sizes[-1]
        centre = np.array([x[s : s + n].mean() for s, n in zip(starts, sizes, strict=True)])
        # add-half smoothing keeps the ends away from 0 and 1, which finite data cannot show
        smooth = np.array([(m * n + 0.5) / (n + 1) for m, n in zip(means, sizes, strict=True)])
        return cls(centre, np.maximum.accumulate(smooth))

    def __call__(self, margins: Array) -> Array:
        return np.interp(margins, self.margins, self.probabilities)

    def as_dict(self) -> dict[str, Any]:
        return {"kind": "isotonic", "margins": self.margins.tolist(), "probabilities": self.probabilities.tolist()}


Calibration = Platt | Isotonic


def fit(kind: str, margins: Array, labels: npt.NDArray[np.int8]) -> Calibration:
    """Fit on pairs that the model was not trained on.

    Raises:
        ValueError: The kind is unknown.
    """
    if kind == "platt":
        return Platt.fit(margins, labels)
    if kind == "isotonic":
        return Isotonic.fit(margins, labels)
    raise ValueError(f"unknown calibration {kind!r}; known are 'platt' and 'isotonic'.")


def read(stored: dict[str, Any]) -> Calibration:
    if stored["kind"] == "platt":
        return Platt(stored["slope"], stored["intercept"])
    return Isotonic(np.array(stored["margins"]), np.array(stored["probabilities"]))
