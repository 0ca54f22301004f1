"""How the bias of places is estimated."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PropensitySettings:
    """Chance that a place is looked at, relative to the first.

    Attributes:
        enabled: Correct clicks for the place they were made at.
        places: Places told apart; those below have the propensity of the last; at least 2.
        window_days: The same product of the same query is compared at two places within so many days; above 0.
        pseudo_clicks: Clicks that the fitted power law counts for at each place; above 0.
        fewest_clicks: Clicks on what was shown at several places, below which nothing is corrected; at least 1.
        most_weight: A click never counts for more than so many; at least 1.
    """

    enabled: bool = True
    places: int = 20
    window_days: float = 14.0
    pseudo_clicks: float = 30.0
    fewest_clicks: int = 200
    most_weight: float = 10.0
