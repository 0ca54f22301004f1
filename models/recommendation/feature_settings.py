"""How candidates are described to the ranker."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FeatureSettings:
    """Features of a customer's history beside a candidate.

    Attributes:
        half_events: Events after which one of the history counts half; above 0.
        short_days: Half-life of what is popular now; above 0.
        long_days: Half-life of what is popular for long; above 0.
        smoothing: Events, shared as everywhere, added to those of a month; above 0.
        region_events: Events as expected that are added to those of a product in a region, and of a category; above 0.
        season_months: Months on either side that belong to a season; 0 to 3.
        season_least_days: Days that the log spans below which seasons are left out; at least 1.
    """

    half_events: float = 5.0
    short_days: float = 14.0
    long_days: float = 120.0
    smoothing: float = 20.0
    region_events: float = 3.0
    season_months: int = 1
    season_least_days: float = 365.0
