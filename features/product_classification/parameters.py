"""Settings of the examples of product classification."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FeaturesParameters:
    """How labelled listings become examples.

    Attributes:
        seed: Seed of every hash that splits or thins (0..2^31).
        valid_share: Share of the labelled listings that go to valid, where the tables do not say (0.01..0.4).
        test_share: Share of the labelled listings that go to the test, where the tables do not say (0.01..0.5).
        max_train_rows: Most listings to train on; of more, the largest leaves give up theirs first (1,000..50,000,000).
        max_valid_rows: Most listings of valid; of more, these are drawn by hash (100..10,000,000).
        max_test_rows: Most listings of the test; of more, these are drawn by hash (100..10,000,000).
        min_examples: Fewest listings of each split (2..1,000,000).
        scarce_rows: A leaf with fewer train listings is scarce (1..1,000).
    """

    seed: int = 0
    valid_share: float = 0.1
    test_share: float = 0.15
    max_train_rows: int = 2_000_000
    max_valid_rows: int = 50_000
    max_test_rows: int = 50_000
    min_examples: int = 20
    scarce_rows: int = 10
