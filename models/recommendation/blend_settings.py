"""How the sources are blended."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class BlendSettings:
    """The plain blend, from which trees start and which stands where they do no better.

    Attributes:
        l2: Pull of the weights towards 0; above 0.
        moment: Where there is nothing to learn from: weight of what is told without a history, beside 1 of what is told
            by one; at least 0.
    """

    l2: float = 0.1
    moment: float = 0.1
