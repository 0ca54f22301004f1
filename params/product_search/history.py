"""What is remembered of the log, and how clicks are corrected for the place they were made at."""

from __future__ import annotations

from pydantic import Field

from params.base import Section


class History(Section):
    """What is counted of past searches, and how fast it fades."""

    short_days: float = Field(gt=0, description="Half-life of what is popular now.")
    long_days: float = Field(gt=0, description="Half-life of what is popular for long, of regions and of queries.")
    profile_days: float = Field(gt=0, description="Half-life of what a customer likes.")
    smoothing: float = Field(
        gt=0, description="Events, shared as the shop shares them, added to those of a customer, region or query."
    )
    unsought: float = Field(
        gt=0,
        le=1_000,
        description="Events that every product has beside those that were counted, before anything is typed; more "
        "brings up what region and customer like and few have sought.",
    )
    staleness_days: float = Field(
        ge=0,
        description="In training, a search sees the log up to a uniformly drawn age of at most so many days, "
        "as a served version is that old.",
    )


class Propensity(Section):
    """Chance that a place is looked at, relative to the first."""

    enabled: bool = Field(description="Correct clicks for the place they were made at.")
    places: int = Field(ge=2, description="Places told apart; those below have the propensity of the last.")
    window_days: float = Field(
        gt=0, description="The same product of the same query is compared at two places within so many days."
    )
    pseudo_clicks: float = Field(gt=0, description="Clicks that the fitted power law counts for at each place.")
    fewest_clicks: int = Field(
        ge=1, description="Clicks on what was shown at several places, below which nothing is corrected."
    )
    most_weight: float = Field(ge=1, description="A click never counts for more than so many.")
