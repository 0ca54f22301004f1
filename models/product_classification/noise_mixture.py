"""How probable it is that a label is mistaken: right ones follow the model, mistaken ones land beside or anywhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Self

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import softmax

from .candidates import NO_LEAF, Longs
from .judged_labels import JudgedLabels, Landing
from .score_odds import TINY, score_odds

Reals = npt.NDArray[np.float64]

_NOTHING: Final = -1e9  # log odds that leave nothing
# log slope, outside, by rank, and log odds of anywhere and of beside against right
_START: Final = np.array([0.0, 0.0, 0.0, -3.0, -3.0])
_BOUNDS: Final = ((-5.0, 5.0), (-30.0, 5.0), (0.0, 5.0), (-12.0, 4.0), (-12.0, 4.0))


@dataclass(frozen=True)
class _Model:
    """Of right labels: m rows with k candidates and, as the last column, all other leaves.

    Attributes:
        chances: Probability of each; (m, k + 1).
        points, log_rank: Slope times score, and logarithm of the rank, the last candidate's for the others; (m, k + 1).
        right: Probability of the label; (m,).
    """

    chances: Reals
    points: Reals
    log_rank: Reals
    right: Reals


@dataclass(frozen=True)
class Mixture:
    """Probability of a label: right * model + anywhere * its share of all labels + beside * an even draw of siblings.

    A softmax alone takes the mistakes for its own errors, and a hard listing for a mistake. With a floor of mistakes
    beside it, rows of which the model is sure tell how many there are (Mnih and Hinton, "Learning to Label Aerial
    Images from Noisy Data", 2012, and Bootkrajang and Kaban, "Label-Noise Robust Logistic Regression and Its
    Applications", 2012, let likelihood estimate label flips so); Bayes' rule then says which labels they are.

    A right leaf that is no candidate would stand below the last of them. So the odds of all such leaves follow the last
    candidate's: small where the first is clear, great where the scores hardly fall. Were they free, they would explain
    mistakes anywhere as well as those do, and where the model learnt from many of these nothing could tell them apart.

    Attributes:
        slope, by_rank: Of the model, as in `Calibration` with rivalry 1.
        outside: Log odds of all leaves that are no candidates against the last candidate.
        right, anywhere, beside: Shares of the labels, together 1.
    """

    slope: float
    outside: float
    by_rank: float
    right: float
    anywhere: float
    beside: float

    @classmethod
    def fit(cls, labels: JudgedLabels, landing: Landing, prior_labels: float) -> Self:
        """The most probable shares and softmax.

        Args:
            labels: Of which most are right, (m,), m > 0.
            landing: Where mistakes land.
            prior_labels: Right labels that weigh against the others, above 0.
        """
        beside, prior = landing.beside(labels), prior_labels / len(labels)

        def loss(point: Reals) -> tuple[float, Reals]:
            return cls._at(point)._loss(labels, landing, beside, prior)

        return cls._at(minimize(loss, _START, jac=True, method="L-BFGS-B", bounds=_BOUNDS).x)

    @classmethod
    def _at(cls, point: Reals) -> Self:
        shares = softmax([0.0, *point[3:]])
        return cls(float(np.exp(point[0])), float(point[1]), float(point[2]), *(float(share) for share in shares))

    def _loss(self, labels: JudgedLabels, landing: Landing, beside: Reals, prior: float) -> tuple[float, Reals]:
        """Mean negative log likelihood with its prior, and the slope by the five numbers of `_at`."""
        model = self._model(labels, landing)
        shares = np.array([self.right, self.anywhere, self.beside])
        parts = np.stack([model.right, landing.anywhere[labels.leaves], beside], axis=1) * shares
        total = np.maximum(parts.sum(axis=1), TINY)
        blame = parts / total[:, None]
        same = np.column_stack([labels.same, ~labels.same.any(axis=1)])
        more = same - model.chances  # than the model says: the slope of the log of a right label's probability
        rises = [(more * model.points).sum(axis=1), more[:, -1], -(more * model.log_rank).sum(axis=1)]
        slopes = [-(blame[:, 0] * rise).mean() for rise in rises] + list(shares[1:] - blame[:, 1:].mean(axis=0))
        start = np.array([np.log(self.slope), self.outside, self.by_rank, self.anywhere, self.beside])
        away = (start[:3] ** 2).sum() / 2 - np.log(self.right)
        return float(prior * away - np.log(total).mean()), np.array(slopes) + prior * start

    def at_least(self, share: float) -> Self:
        """The same with no less than this share of either kind of mistake."""
        anywhere, beside = max(self.anywhere, share), max(self.beside, share)
        return replace(self, right=1 - anywhere - beside, anywhere=anywhere, beside=beside)

    def chances(self, labels: JudgedLabels, landing: Landing) -> tuple[Reals, Reals]:
        """Probability of each candidate, (m, k), and of the label, (m,), were no label ever mistaken."""
        model = self._model(labels, landing)
        return model.chances[:, :-1], model.right

    def _model(self, labels: JudgedLabels, landing: Landing) -> _Model:
        odds = score_odds(labels.candidates, self.slope, _NOTHING, self.by_rank)
        last = np.where(odds.there, np.arange(odds.there.shape[1]), 0).max(axis=1, initial=0, keepdims=True)
        points = np.where(odds.there, self.slope * np.where(odds.there, labels.candidates.scores, 0), 0.0)
        own, points, log_rank = (_with_last(values, last) for values in (odds.own, points, odds.log_rank))
        own[:, -1] = np.where(odds.there.any(axis=1), own[:, -1] * np.exp(self.outside), 1.0)
        chances = own / own.sum(axis=1, keepdims=True)
        same = labels.same
        others = np.maximum((landing.anywhere > 0).sum() - odds.there.sum(axis=1), 1)
        elsewhere = chances[:, -1] / others  # evenly: nothing is known of leaves beyond the best
        right = np.where(same.any(axis=1), (chances[:, :-1] * same).sum(axis=1), elsewhere)
        return _Model(chances, points, log_rank, right)

    def mistaken(self, labels: JudgedLabels, landing: Landing) -> Reals:
        """Probability that each label is mistaken; (m,), 0 for a row without candidates."""
        _, right = self.chances(labels, landing)
        wrong = self.anywhere * landing.anywhere[labels.leaves] + self.beside * landing.beside(labels)
        known = labels.leading != NO_LEAF
        return np.where(known, wrong / np.maximum(wrong + self.right * right, TINY), 0.0)


def _with_last(values: Reals, last: Longs) -> Reals:
    """With the last candidate's once more as a last column; (m, k + 1), 0 there of a row without candidates."""
    if not values.shape[1]:
        return np.zeros((len(values), 1))
    return np.column_stack([values, np.take_along_axis(values, last, axis=1)])
