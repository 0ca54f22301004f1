"""The most that a click's log odds may well be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..scored import Reals, Scored
from .policy import Candidates, best, check


@dataclass(frozen=True)
class Ucb:
    """Shows the candidate of the highest upper bound: log odds and `width` posterior deviations of the model.

    It is LinUCB's rule (Li et al. 2010) on the link scale of the model's own posterior, as for generalized linear
    bandits (Filippi, Cappe, Garivier and Szepesvari 2010).
    """

    width: float = 1.0

    name: ClassVar[str] = "ucb"

    def __post_init__(self) -> None:
        if self.width < 0:
            raise ValueError(f"the width of an upper bound is 0 or more deviations, not {self.width}.")

    def probabilities(self, scored: Scored, candidates: Candidates | None = None) -> Reals:  # noqa: ARG002
        check(scored)
        return best(scored.logit + self.width * scored.deviation)

    def learn(self, candidates: Candidates, chosen: int, reward: float) -> None:
        """Nothing: the model learns."""
