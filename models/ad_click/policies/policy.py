"""What every policy can do: say with what probability it chooses each candidate, choose, and learn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ..scored import Reals, Scored


@dataclass(frozen=True)
class Candidates:
    """What a policy with a state of its own sees of the k candidates of one request.

    Attributes:
        arm: Id of each candidate's ad, uint64 (k,).
        context: A small dense encoding of request and candidate, (k, d).
    """

    arm: npt.NDArray[np.uint64]
    context: Reals


class Policy(Protocol):
    """A rule that shows one of the candidates of a request."""

    @property
    def name(self) -> str:
        """As requests name it."""

    def probabilities(self, scored: Scored, candidates: Candidates | None = None) -> Reals:
        """Probability with which each of the k candidates is chosen, (k,), summing to 1.

        They are exact: `choose` draws from them, so what is logged is what was done, and an off-policy estimate may
        divide by them. A policy without chance gives 1, or a share of it to candidates that tie.

        Raises:
            ValueError: There is no candidate, or a score is not finite.
        """

    def learn(self, candidates: Candidates, chosen: int, reward: float) -> None:
        """Take in what showing a candidate brought.

        Policies that rest on the scores of the model have nothing to learn beside it: the model's `update` does.
        """


def choose(probabilities: Reals, rng: np.random.Generator) -> int:
    """Place of the candidate drawn from choice probabilities (k,); never one of probability 0."""
    return chosen_at(probabilities, rng.random())


def chosen_at(probabilities: Reals, drawn: float) -> int:
    """Place of the candidate that a number drawn evenly from [0, 1) falls on; never one of probability 0."""
    upper = np.cumsum(probabilities)
    place = int(upper.searchsorted(drawn * upper[-1], side="right"))
    # the product may round up to the sum itself
    return min(place, int(np.flatnonzero(probabilities)[-1]))


def best(value: Reals) -> Reals:
    """Probability 1 for the largest of k values, shared equally where several tie, (k,)."""
    top = value == value.max()
    shares: Reals = top / top.sum()
    return shares


def check(scored: Scored) -> None:
    """Refuse what no policy can choose from.

    Raises:
        ValueError: There is no candidate, a score is not finite, or a deviation below 0.
    """
    if not len(scored.logit):
        raise ValueError("a policy needs one candidate at least.")
    # the sum is finite only if all are, and costs a third of isfinite().all() on both
    if not np.isfinite(scored.logit.sum() + scored.deviation.sum()):
        raise ValueError("a logit or deviation of a candidate is not finite.")
    if scored.deviation.min() < 0:
        raise ValueError("a deviation of a candidate is below 0.")
