"""The likeliest click, always."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..scored import Reals, Scored
from .policy import Candidates, best, check


@dataclass(frozen=True)
class Greedy:
    """Shows the candidate of the highest log odds; it never explores."""

    name: ClassVar[str] = "greedy"

    def probabilities(self, scored: Scored, candidates: Candidates | None = None) -> Reals:  # noqa: ARG002
        check(scored)
        return best(scored.logit)

    def learn(self, candidates: Candidates, chosen: int, reward: float) -> None:
        """Nothing: the model learns."""
