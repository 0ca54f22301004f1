"""How what sells is counted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PopularSettings:
    """Popularity: everywhere, in a region, at a season, and of what is new.

    Attributes:
        short_days: Half-life of what sells now (0.1..3,650).
        long_days: Half-life of what sells in a region (1..3,650).
        smoothing: Events, shared as everywhere, that are added to those of a region or a season (0.1..100,000).
        season_bins: Parts of the year (2..52).
        season_spread: Share of an event that counts for each of the parts before and after its own (0..0.33).
        season_least_days: Days that the log spans below which seasons are left out (1..3,650).
        new_days: Half-life of newness (0.1..3,650).
    """

    short_days: float = 7.0
    long_days: float = 90.0
    smoothing: float = 50.0
    season_bins: int = 24
    season_spread: float = 0.25
    season_least_days: float = 365.0
    new_days: float = 30.0
