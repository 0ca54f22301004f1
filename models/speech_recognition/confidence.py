"""The chance that a recording was recognised rightly, by the signs that the engine gives of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from ..odds import log_odds, sigmoid
from .confidence_settings import ConfidenceSettings
from .heard import Heard

Reals = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

_LEAST: Final = 1e-6  # a chance of 0 would have no logarithm


@dataclass(frozen=True)
class Confidence:
    """A logistic regression on `columns_of`.

    Attributes:
        centre, spread: Of the columns; (c,) each.
        weights: Of the columns, after that; (c,).
        intercept: Log odds where all are in the middle.
        threshold: Chance under which nothing is answered.
    """

    centre: Reals
    spread: Reals
    weights: Reals
    intercept: float
    threshold: float

    @classmethod
    def fit(cls, heard: Sequence[Heard], right: Bools, settings: ConfidenceSettings) -> Self:
        """Learn from recordings of which it is known what was said; those of nothing, or of no phrase, are wrong.

        Args:
            heard: In each; at least one.
            right: Whether just these words were said, and some were; (n,).
            settings: Of the calibration.
        """
        columns = columns_of(heard)
        centre, spread = columns.mean(axis=0), columns.std(axis=0)
        spread = np.where(spread > 0, spread, 1.0)
        weights, intercept = np.zeros(columns.shape[1]), float(log_odds((right.sum() + 1) / (len(right) + 2)))
        if right.any() and not right.all():
            model = LogisticRegression(C=settings.strength, max_iter=1_000).fit((columns - centre) / spread, right)
            weights, intercept = model.coef_[0].astype(np.float64), float(model.intercept_[0])
        chances = sigmoid((columns - centre) / spread @ weights + intercept)
        threshold = float(np.quantile(chances[right], 1 - settings.acceptance)) if right.any() else 0.0
        return cls(centre, spread, weights, intercept, threshold)

    def chances(self, heard: Sequence[Heard]) -> Reals:
        """Chances of being right; (n,), 0 where no word was heard."""
        if not heard:
            return np.zeros(0)
        found = sigmoid((columns_of(heard) - self.centre) / self.spread @ self.weights + self.intercept)
        return np.where([bool(one.words) for one in heard], found, 0.0)

    def as_dict(self) -> dict[str, Any]:
        """As JSON can hold it."""
        lists = {name: getattr(self, name).tolist() for name in ("centre", "spread", "weights")}
        return lists | {"intercept": self.intercept, "threshold": self.threshold}

    @classmethod
    def read(cls, given: dict[str, Any]) -> Self:
        """From what `as_dict` gave."""
        centre, spread, weights = (np.array(given[name], np.float64) for name in ("centre", "spread", "weights"))
        return cls(centre, spread, weights, float(given["intercept"]), float(given["threshold"]))


def columns_of(heard: Sequence[Heard]) -> Reals:
    """What tells whether words are right; (n, 6).

    The margin, the log odds of the share, the logarithms of the least and of the mean sureness of a word, whether it
    may end so, and the logarithm of the number of words.
    """
    rows = []
    for one in heard:
        sure = np.log(np.maximum(one.sureness, _LEAST)) if one.words else np.zeros(1)
        share = float(log_odds(min(max(one.share, _LEAST), 1 - _LEAST)))
        rows.append((one.margin, share, sure.min(), sure.mean(), float(one.whole), np.log1p(len(one.words))))
    return np.array(rows, np.float64)
