"""Settings of the examples of product search."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FeaturesParameters:
    """How judgments and logged searches become examples.

    Attributes:
        seed: Seed of every hash that splits or thins (0..2^31).
        valid_share: Share of the searches that go to valid, where the tables do not say (0.01..0.4).
        test_share: Share of the searches that go to the test, where the tables do not say (0.01..0.5).
        max_train_searches: Most searches to train on; of more, the latest logged ones stay (1,000..100,000,000).
        max_valid_searches: Most searches of valid; of more, these are drawn by hash (100..10,000,000).
        max_test_searches: Most searches of the test; of more, these are drawn by hash (100..10,000,000).
        min_examples: Fewest searches with a relevant product in each split (2..1,000,000).
        max_strange_regions: Most searches that may name a region stock never names, a share of those that name one
            (0..1).
        gain_click: Gain of a product that was clicked and not bought; bought is 1 (0..1).
        gain_substitute: Gain of a substitute; exact is 1 (0..1).
        gain_complement: Gain of a complement (0..1).
        least_grade: The number that stands for irrelevant where grades are numbers, those below it too; None: 0, and
            numbers that differ and have no 0 among them are refused (0..1,000).
        changed_days: A query has changed when a relevant product came up so many days before it (1..365).
        scarce_searches: A query searched for less often in train is scarce (1..1,000,000).
    """

    seed: int = 0
    valid_share: float = 0.1
    test_share: float = 0.15
    max_train_searches: int = 2_000_000
    max_valid_searches: int = 10_000
    max_test_searches: int = 20_000
    min_examples: int = 20
    max_strange_regions: float = 0.2
    gain_click: float = 0.3
    gain_substitute: float = 0.1
    gain_complement: float = 0.01
    least_grade: float | None = None
    changed_days: float = 7.0
    scarce_searches: int = 5
