"""The regression of grades and its decision, chosen on queries that the fit had not seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar
from scipy.special import softmax

from .grade_decision import best_power, decided, macro_f1
from .grading_settings import GradingSettings
from .softmax_regression import SoftmaxRegression

Reals = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_TINY: Final = 1e-9  # below any probability that tells; its logarithm is finite
# Bounds of the log of what log odds are multiplied with: a twentieth to twentyfold. What is best lies well inside, or
# the regression has learnt nothing; the search between them is exact, so there is nothing to tune.
_SLOPES: Final = (-3.0, 3.0)
_FITTED: Final = ("middle", "spread", "weights", "there", "slope")


@dataclass(frozen=True)
class Choice:
    """From columns to grades.

    Attributes:
        regression: Gives probabilities.
        shares: Of the grades in train, (grades,).
        power: See `grade_decision.decided`.
        facts: What was chosen and how good it was, JSON values.
    """

    regression: SoftmaxRegression
    shares: Reals
    power: float
    facts: dict[str, Any]

    @classmethod
    def made(cls, columns: Reals, labels: Ints, grades: int, fold: Ints, settings: GradingSettings) -> Choice:
        """Choose the penalty, then the confidence by the log loss, then the decision by the macro F1.

        Args:
            columns: (pairs, columns).
            labels: Grade of each pair.
            grades: Number of grades, whether they occur or not.
            fold: Of each pair; pairs of one query are in one.
            settings: What is tried.
        """
        tried = {ridge: _out_of_fold(columns, labels, grades, fold, ridge) for ridge in settings.ridges}
        losses = {ridge: _log_loss(scores, labels, 1.0) for ridge, scores in tried.items()}
        ridge = min(losses, key=losses.__getitem__)
        slope = _best_slope(tried[ridge], labels)
        chances = softmax(tried[ridge] * slope, axis=1)
        counts = np.bincount(labels, minlength=grades)
        shares = counts / len(labels)
        power = best_power(chances, labels, shares, settings.power_step, settings.most_power)
        facts = {
            "pairs": len(labels),
            "pairs_by_grade": counts.tolist(),
            "ridge": ridge,
            "slope": slope,
            "power": power,
            "log_loss_out_of_fold": _log_loss(tried[ridge], labels, slope),
            "macro_f1_out_of_fold": macro_f1(decided(chances, shares, power), labels),
        }
        return cls(SoftmaxRegression.fit(columns, labels, grades, ridge).sharpened(slope), shares, power, facts)

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """As npz holds it."""
        fitted = {name: np.asarray(getattr(self.regression, name)) for name in _FITTED}
        return fitted | {"shares": self.shares, "power": np.asarray(self.power)}

    @classmethod
    def read(cls, arrays: Mapping[str, npt.NDArray[Any]], facts: dict[str, Any]) -> Choice:
        """What `arrays` gave."""
        middle, spread, weights, there, slope = (arrays[name] for name in _FITTED)
        regression = SoftmaxRegression(middle, spread, weights, there, float(slope))
        return cls(regression, arrays["shares"], float(arrays["power"]), facts)


def _out_of_fold(columns: Reals, labels: Ints, grades: int, fold: Ints, ridge: float) -> Reals:
    """Log odds of pairs whose queries the fit had not seen, (pairs, grades)."""
    scores = np.zeros((len(labels), grades))
    for one in np.unique(fold):
        held = fold == one
        scores[held] = SoftmaxRegression.fit(columns[~held], labels[~held], grades, ridge).log_odds(columns[held])
    return scores


def _log_loss(scores: Reals, labels: Ints, slope: float) -> float:
    chance = softmax(scores * slope, axis=1)[np.arange(len(labels)), labels]
    return float(-np.log(np.maximum(chance, _TINY)).mean())


def _best_slope(scores: Reals, labels: Ints) -> float:
    found = minimize_scalar(lambda log: _log_loss(scores, labels, float(np.exp(log))), bounds=_SLOPES, method="bounded")
    return float(np.exp(found.x))
