"""Policies: which of several ads is shown, and with what probability."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from .epsilon_greedy import EpsilonGreedy
from .greedy import Greedy
from .lin_ucb import LinUcb
from .policy import Candidates, Policy, choose, chosen_at
from .thompson import Thompson
from .ucb import Ucb

POLICIES: Final = ("greedy", "epsilon_greedy", "thompson", "ucb")  # those that rest on the model's scores alone

__all__ = [
    "POLICIES",
    "Candidates",
    "EpsilonGreedy",
    "Greedy",
    "LinUcb",
    "Policy",
    "PolicySettings",
    "Thompson",
    "Ucb",
    "choose",
    "chosen_at",
    "of_name",
]


@dataclass(frozen=True)
class PolicySettings:
    """How much policies explore, where a request does not say."""

    epsilon: float = 0.05  # share of requests that epsilon-greedy shows any candidate in
    thompson_scale: float = 0.25  # Thompson's deviations over those of the posterior
    ucb_width: float = 1.0  # deviations of an upper bound above the mean


def of_name(name: str, settings: PolicySettings | None = None) -> Policy:
    """The policy that a request names.

    Raises:
        ValueError: There is none of that name.
    """
    chosen = settings or PolicySettings()
    made: dict[str, Policy] = {
        "greedy": Greedy(),
        "epsilon_greedy": EpsilonGreedy(chosen.epsilon),
        "thompson": Thompson(chosen.thompson_scale),
        "ucb": Ucb(chosen.ucb_width),
    }
    if name not in made:
        raise ValueError(f"unknown policy {name!r}; known are {', '.join(POLICIES)}.")
    return made[name]
