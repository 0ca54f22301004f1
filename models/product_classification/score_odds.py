"""Odds of the candidates from their scores and ranks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.special import expit

from .candidates import NO_LEAF, Candidates

Reals = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
TINY: Final = 1e-300


@dataclass(frozen=True)
class Odds:
    """Of n rows with k candidates, in units of the greatest of the row.

    Attributes:
        own: Of each candidate, 0 where there is no leaf; (n, k).
        others: Of the row's other candidates together; (n, k).
        none: Of a leaf that is no candidate; (n, 1).
        log_rank: Logarithm of the place among the row's candidates, from 1 on; (n, k).
        there: Whether there is a leaf; (n, k).
        log_own: Logarithm of the odds of each, -inf where there is no leaf; (n, k), in no unit.
        log_none: Of a leaf that is no candidate, in no unit.
        log_unit: Of the unit; (n, 1).
    """

    own: Reals
    others: Reals
    none: Reals
    log_rank: Reals
    there: Bools
    log_own: Reals
    log_none: float
    log_unit: Reals

    def chances(self, rivalry: float) -> Reals:
        """Odds of each to none and to so much of the others, as a probability; (n, k), 0 where there is no leaf.

        In logarithms: where rivalry is 0 a candidate far behind another is still judged against none.
        """
        with np.errstate(divide="ignore"):
            others = np.log(rivalry * self.others) + self.log_unit
        chance: Reals = expit(self.log_own - np.logaddexp(self.log_none, others))
        return chance


def score_odds(scores: Candidates, slope: float, none: float, by_rank: float) -> Odds:
    """Odds e^(slope * score) / rank^by_rank, against e^none."""
    there = scores.leaves != NO_LEAF
    log_rank = np.log(np.maximum(np.cumsum(there, axis=1), 1).astype(np.float64))
    log_odds = np.where(
        there, slope * np.where(there, scores.scores, 0).astype(np.float64) - by_rank * log_rank, -np.inf
    )
    top = np.maximum(log_odds.max(axis=1, initial=-np.inf, keepdims=True), none)
    own = np.exp(log_odds - top)
    others = np.maximum(own.sum(axis=1, keepdims=True) - own, 0.0)
    return Odds(own, others, np.exp(none - top), log_rank, there, log_odds, none, top)
