"""How likely the first passage of a question answers it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Self

import numpy as np

from ..odds import sigmoid
from ..platt import fit_lines
from .confidence_settings import ConfidenceSettings
from .passages import Flags, Reals


@dataclass(frozen=True)
class Confidence:
    """Platt's line of the first passage's log odds.

    More was tried: the lead over the second passage, what all others promise, and what is told of the first one. The
    trees know it already, and a regression on it told right answers apart worse than the log odds alone.

    Attributes:
        slope: Above 0, so that the order stays.
        intercept: Log odds of an answer that trees give even odds.
    """

    slope: float
    intercept: float

    @classmethod
    def fit(cls, margin: Reals, right: Flags, settings: ConfidenceSettings) -> Self:
        """On questions whose passages were ranked by what had not learned from them.

        Args:
            margin: Log odds of the first passage of q questions, (q,).
            right: Whether it answers, (q,).
            settings: How far the line may leave the trees' own odds.
        """
        one, all_of_one = np.ones(len(margin)), np.zeros(len(margin), dtype=np.int64)
        label = right.astype(np.float64)
        found = fit_lines(margin, label, one, all_of_one, 1, settings.prior, settings.least_slope)
        return cls(float(found.slope[0]), float(found.intercept[0]))

    def __call__(self, margin: Reals) -> Reals:
        """Chances, (q,)."""
        return sigmoid(self.slope * margin + self.intercept)

    def as_dict(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return asdict(self)
