"""Offsets of log odds that are followed click by click, and forgotten click by click."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from ..odds import sigmoid

Reals = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]

_ROUNDS: Final = 60
_STEP: Final = 1.0  # log odds; Newton from a far lower rate would overshoot without a limit
_CLOSE: Final = 1e-7


@dataclass(frozen=True)
class Filter:
    """One offset of log odds a group, with what has been seen of it so far.

    An offset is a coefficient of a dynamic logistic regression: before new impressions what was known of it is
    discounted, then one Laplace step takes them in (West, Harrison and Migon, "Dynamic generalized linear models and
    Bayesian forecasting", 1985; McCormick, Raftery, Madigan and Burd, "Dynamic logistic regression and dynamic model
    averaging for binary classification", 2012). Other than theirs, the prior at 0 is never forgotten, so an offset
    goes back to 0 where the data no longer speak; and it is clicks that make old ones fade, not rows, so that one
    setting serves base rates of .1 % and of 20 %.

    Attributes:
        information: Fisher information of the remembered impressions, about their clicks where these are rare, (g,).
        pull: What they say of the offset, times that information, (g,).
    """

    information: Reals
    pull: Reals

    @classmethod
    def empty(cls, groups: int) -> Self:
        return cls(np.zeros(groups), np.zeros(groups))

    def mean(self, weight: float) -> Reals:
        """Most probable offsets, (g,), where the prior at 0 has the information of `weight` clicks."""
        return self.pull / (self.information + weight)

    def at(self, place: Codes) -> Filter:
        """The groups at these places."""
        return Filter(self.information[place], self.pull[place])

    def learnt(self, logit: Reals, label: Reals, code: Codes, weight: float, memory: npt.ArrayLike) -> Filter:
        """What is known after more impressions.

        Args:
            logit: Without the offsets, (n,).
            label: 0 or 1, (n,).
            code: Group of each row, (n,).
            weight: Information of the prior, in clicks, above 0.
            memory: Clicks after which impressions weigh 1/e, of all or of each group.
        """
        groups = len(self.pull)
        chance = sigmoid(logit + self.mean(weight)[code])
        kept = np.exp(-np.bincount(code, chance * (1 - chance), groups) / np.asarray(memory, dtype=np.float64))
        before = Filter(self.information * kept, self.pull * kept)
        prior, precision = before.mean(weight), before.information + weight
        offset, more = prior, np.zeros(groups)
        for _ in range(_ROUNDS):
            chance = sigmoid(logit + offset[code])
            more = np.bincount(code, chance * (1 - chance), groups).astype(np.float64)
            slope = np.bincount(code, label - chance, groups) - precision * (offset - prior)
            step = np.clip(slope / (more + precision), -_STEP, _STEP)
            offset = offset + step
            if float(np.abs(step).max(initial=0.0)) < _CLOSE:
                break
        return Filter(before.information + more, offset * (precision + more))


def log_likelihood(logit: Reals, label: Reals) -> Reals:
    """Of each row, nats, the shape of `logit`."""
    return label * logit - np.logaddexp(0.0, logit)
