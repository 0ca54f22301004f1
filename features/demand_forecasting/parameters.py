"""Settings of the panel and the examples of demand forecasting."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FeaturesParameters:
    """How tables become weeks, and weeks examples.

    Attributes:
        seed: Seed of the hash that samples series (0..2^31).
        horizon: Weeks that an example looks ahead (1..104).
        test_weeks: Last weeks, kept for the test (1..104).
        valid_weeks: Weeks before them, on which models are tuned (1..104).
        test_share: Most of all weeks that go to the test (0.05..0.5).
        valid_share: Most of all weeks that go to valid (0.05..0.4).
        origin_step: Weeks from one origin to the next (1..52).
        min_train_weeks: Fewest weeks that training may have (4..104).
        history_weeks: Most weeks that are kept, the latest ones (26..1,040).
        max_train_series: Most series with examples in train (100..10,000,000).
        max_test_series: Most series with examples in valid and in test (100..10,000,000).
        max_daily_series: Series whose single days are kept, to learn how days scatter (0..100,000).
        silent_share: Where a region's weeks with sales are followed by one without in at most this share of cases, a
            week without is a gap in the data and unknown, not 0 (0..1).
        closed_weeks: A region that has no row in more of the last weeks has closed and sells nothing; in fewer, it is
            a gap in the data (1..104).
        open_share: A weekday with a smaller share of the rows is no day of sales (0..0.05).
        partial_stockout: Share of a period that counts as out of stock where it is flagged so and yet something was
            sold (0..1).
    """

    seed: int = 0
    horizon: int = 52
    test_weeks: int = 52
    valid_weeks: int = 26
    test_share: float = 0.3
    valid_share: float = 0.15
    origin_step: int = 13
    min_train_weeks: int = 13
    history_weeks: int = 260
    max_train_series: int = 5_000
    max_test_series: int = 5_000
    max_daily_series: int = 2_000
    silent_share: float = 0.05
    closed_weeks: int = 8
    open_share: float = 0.001
    partial_stockout: float = 0.5
