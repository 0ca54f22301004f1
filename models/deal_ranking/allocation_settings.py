"""How limited impressions, stock and budget are spent before the ends of deals."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AllocationSettings:
    """What the last pieces are worth, and what a deal loses by waiting; for requests that ask for it.

    Attributes:
        scarcity: Share of the worth of a later redemption that one from scarce stock or budget is charged with; 0 to 1.
        waiting: Share of the redemptions of a later visit that one now is charged with; 0 to 1.
        strength: Redemptions that the expected rate of redemptions counts as, against those that came; above 0.
        places: Deals that a visit is shown, for the rate that is expected; at least 1.
        open_hours: Hours that a deal without an end is taken to run on; above 0.
    """

    scarcity: float = 0.5
    waiting: float = 1.0
    strength: float = 1.0
    places: int = 5
    open_hours: float = 1_008.0
