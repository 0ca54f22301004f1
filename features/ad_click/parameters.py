"""Settings of the examples of ad clicks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FeaturesParameters:
    """How impressions become examples.

    Attributes:
        seed: Seed of the hash that splits a table without times and thins the test (0..2^31).
        target: What is predicted of an impression: `click`, `conversion` (clicked or not), or `conversion_after_click`,
            of clicked impressions alone.
        valid_share: Share of the impressions that go to valid, the latest before those of the test (0.01..0.4).
        test_share: Share of the impressions that go to the test, the latest ones (0.01..0.5).
        max_test_rows: Most examples of the test; of more, these are drawn by hash (1,000..100,000,000).
        min_positives: Fewest positives, and fewest negatives, of each split (1..1,000,000).
        leak_auc: A column that alone tells positives from negatives with a higher AUC leaks the target (0.8..1).
        leak_marked: Of a column that marks rows as of the rarer class, what it may at most tell of what was unknown of
            them: their share of that class less the usual share, over what that leaves to 1 (0.5..1).
        leak_ruled_out: Of a column that is filled, or missing, where next to no row is of the rarer class, the share of
            the rows of that class to be expected there that may at most be wanting (0.5..1).
    """

    seed: int = 0
    target: str = "click"
    valid_share: float = 0.1
    test_share: float = 0.2
    max_test_rows: int = 200_000
    min_positives: int = 10
    leak_auc: float = 0.98
    leak_marked: float = 0.9
    leak_ruled_out: float = 0.99
