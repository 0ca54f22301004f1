"""Each candidate as often as it is likely to be the best."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..scored import Reals, Scored
from .largest import probability_of_largest
from .policy import Candidates, check


@dataclass(frozen=True)
class Thompson:
    """Thompson sampling (Thompson 1933; Chapelle and Li, "An empirical evaluation of Thompson sampling", 2011).

    A draw from every candidate's posterior, of which the largest is shown, chooses a candidate with the probability
    that it is the best one. Here that probability is computed, and the choice is drawn from it: the same rule, whose
    propensities are known. Log odds of the candidates of a request vary independently.

    Attributes:
        scale: Deviations are multiplied by it. Below 1 explores less than the posterior asks for, which pays where
            ads are many and live short (Chapelle and Li reshape the posterior likewise).
    """

    scale: float = 1.0

    name: ClassVar[str] = "thompson"

    def __post_init__(self) -> None:
        if self.scale < 0:
            raise ValueError(f"deviations are multiplied by 0 or more, not {self.scale}.")

    def probabilities(self, scored: Scored, candidates: Candidates | None = None) -> Reals:  # noqa: ARG002
        check(scored)
        return probability_of_largest(scored.logit, self.scale * scored.deviation)

    def learn(self, candidates: Candidates, chosen: int, reward: float) -> None:
        """Nothing: the model learns."""
