"""Scores of the candidates to probabilities that mean what they say, with room for a leaf that is none of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from scipy.optimize import minimize

from .candidates import Candidates
from .score_odds import TINY, Odds, score_odds
from .truth import of_candidates

Reals = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

_START: Final = np.array([0.0, 0.0, 0.0, 1.0])  # log slope, none, rank, rivalry
_MOST: Final = 1 - 1e-6  # no leaf is certain
_BOUNDS: Final = ((-5.0, 5.0), (-30.0, 30.0), (0.0, 5.0))  # a slope beyond them has scores that say nothing, or all


@dataclass(frozen=True)
class Calibration:
    """Odds of a candidate: e^(slope * score) / rank^by_rank, to e^none plus rivalry times the odds of the others.

    With rivalry 1 it is the softmax (Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern Neural Networks",
    2017) with a further class, "none of the candidates": a row sums to less than 1, and what is left is that class.
    With rivalry 0 each candidate is judged alone, by Platt's line. Between them lie listings of several leaves, whose
    probabilities are those of each leaf, and may sum to more than 1.

    The rank counts because the second best of a thousand leaves owes its score to their number.

    Attributes:
        slope: Above 0: the candidates of a row keep their order.
        none: In log odds.
        by_rank: 0 or more.
        rivalry: From 0 to 1.
    """

    slope: float = 1.0
    none: float = 0.0
    by_rank: float = 0.0
    rivalry: float = 1.0

    @classmethod
    def fit(cls, scores: Candidates, truth: sp.csr_array, prior_rows: float, one_leaf: bool = False) -> Self:
        """The most probable curve.

        The loss is the log loss of each candidate. A normal prior around slope 1 and 0 of the others weighs as much as
        so many rows, so that a few rows, or rows of one outcome, leave the curve finite.

        Args:
            scores: Of listings that the scores were not learnt from, (n, k); the more, the more probable.
            truth: Leaves of each, 1 where it is one, (n, leaves). Where no row has several the rivalry is 1.
            prior_rows: Weight of the prior, in rows, above 0.
            one_leaf: Rivalry 1 whatever the rows have: the candidates share the listing out among them.
        """
        rows = np.flatnonzero((scores.leaves >= 0).any(axis=1))
        if not len(rows):
            return cls()
        known = scores.take(rows)
        least = 1.0 if one_leaf or int(np.diff(truth.indptr).max(initial=0)) < 2 else 0.0
        found = minimize(
            _loss,
            _START,
            args=(known, of_candidates(known, truth[rows]), prior_rows / len(rows)),
            jac=True,
            method="L-BFGS-B",
            bounds=[*_BOUNDS, (least, 1.0)],
        ).x
        return cls(float(np.exp(found[0])), float(found[1]), float(found[2]), float(found[3]))

    def apply(self, scores: Candidates) -> Candidates:
        """The same leaves with their probabilities; (n, k), 0 where there is no leaf."""
        if not scores.leaves.size:
            return scores
        chance = score_odds(scores, self.slope, self.none, self.by_rank).chances(self.rivalry)
        return Candidates(scores.leaves, np.minimum(chance, _MOST).astype(np.float32))

    def as_dict(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return asdict(self)


def _loss(point: Reals, scores: Candidates, target: Bools, prior: float) -> tuple[float, Reals]:
    slope, none, by_rank, rivalry = float(np.exp(point[0])), float(point[1]), float(point[2]), float(point[3])
    odds = score_odds(scores, slope, none, by_rank)
    against = np.maximum(odds.none + rivalry * odds.others, TINY)
    total = odds.own + against
    there, rows = odds.there, len(scores)
    loss = np.log(total) - np.log(np.where(target, np.maximum(odds.own, TINY), against))
    missed = np.where(there, odds.own / total - target, 0.0)  # slope of the loss by the log odds of each
    points = np.where(there, scores.scores.astype(np.float64), 0.0)
    gradient = np.array(
        [
            slope * (missed * _relative(points, odds, rivalry / against)).sum(),
            -(missed * odds.none / against).sum(),
            -(missed * _relative(odds.log_rank, odds, rivalry / against)).sum(),
            -(missed * odds.others / against).sum(),
        ]
    )
    away = np.array([point[0], point[1], point[2], 0.0])
    return float(loss[there].sum() / rows + prior * (away @ away) / 2), gradient / rows + prior * away


def _relative(values: Reals, odds: Odds, weight: Reals) -> Reals:
    """How much the log odds of each change with a factor of `values`: its own less that of the others."""
    pull = odds.own * values
    change: Reals = values - weight * (pull.sum(axis=1, keepdims=True) - pull)
    return change
