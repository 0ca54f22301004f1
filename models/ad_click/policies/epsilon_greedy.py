"""The likeliest click but for a share of requests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..scored import Reals, Scored
from .policy import Candidates, best, check


@dataclass(frozen=True)
class EpsilonGreedy:
    """Shows any candidate with probability epsilon, else the best one (Watkins 1989).

    Every candidate keeps a probability of epsilon / k or more, so its log can evaluate any other policy.
    """

    epsilon: float = 0.05

    name: ClassVar[str] = "epsilon_greedy"

    def __post_init__(self) -> None:
        if not 0 <= self.epsilon <= 1:
            raise ValueError(f"epsilon is a share of requests, 0 to 1, not {self.epsilon}.")

    def probabilities(self, scored: Scored, candidates: Candidates | None = None) -> Reals:  # noqa: ARG002
        check(scored)
        shares: Reals = (1 - self.epsilon) * best(scored.logit) + self.epsilon / len(scored.logit)
        return shares

    def learn(self, candidates: Candidates, chosen: int, reward: float) -> None:
        """Nothing: the model learns."""
