"""How the log is remembered."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class HistorySettings:
    """What is counted of past searches, and how fast it fades.

    Attributes:
        short_days: Half-life of what is popular now; above 0.
        long_days: Half-life of what is popular for long, of regions and of queries; above 0.
        profile_days: Half-life of what a customer likes; above 0.
        smoothing: Events, shared as the shop shares them, added to those of a customer, region or query; above 0.
        unsought: Events that every product has beside those that were counted, before anything is typed: how far one
            that nobody has sought stands behind; above 0 up to 1,000.
        staleness_days: In training, a search sees the log up to a uniformly drawn age of at most so many days, as a
            served version is that old; at least 0.
    """

    short_days: float = 7.0
    long_days: float = 45.0
    profile_days: float = 120.0
    smoothing: float = 5.0
    unsought: float = 1e-3
    staleness_days: float = 7.0
