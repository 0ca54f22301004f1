"""How a deal's true pull is learnt."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PullSettings:
    """A deal redeems a multiple of what the model expects of it; the multiple is learnt from what was shown.

    Attributes:
        enabled: Whether it is learnt.
        strength: Expected redemptions that weigh against what is seen; holds where training does not tell; above 0.
        doubt: Of `strength` before training tells: standard deviation of its natural logarithm; above 0.
        least, most: Bounds of the strength that the deals of training tell; above 0.
        offers: Offers that were shown in training, at least so many to learn the strength from; at least 2.
        ripe: Share of a deal's redemptions by which an exposure has shown all that it will; above 0, below 1.
        hours: That an exposure is remembered at least for redemptions that are told later; at least 0.
        remembered: Exposures that are remembered for that at most, the latest ones, so that memory is bounded: some 40
            bytes each. Of older ones redemptions count no more, and nothing more is expected; at least 1.
        fewest: Redemptions by which a delay is told, at least so many; at least 1.
    """

    enabled: bool = True
    strength: float = 3.0
    doubt: float = 1.0
    least: float = 0.3
    most: float = 300.0
    offers: int = 20
    ripe: float = 0.99
    hours: float = 24.0
    remembered: int = 1_000_000
    fewest: int = 10
