"""Settings of the examples of product matching."""

from __future__ import annotations

from dataclasses import dataclass, field

from models.product_matching.blocking import BlockingParameters


@dataclass(frozen=True)
class FeaturesParameters:
    """How examples are made.

    Attributes:
        seed: Seed of every hash that splits or samples (0..2^31).
        valid_share: Share of products in valid where the tables give no split (0.05..0.4).
        test_share: Share of products in test where the tables give no split (0.05..0.4).
        candidates: Candidates per listing that blocking proposes, where labels are clusters (1..100).
        max_train_pairs: Largest number of train pairs (1,000..50,000,000).
        min_per_class: Fewest matches, and fewest non-matches, that a split may hold (1..1,000).
        blocking: Settings of blocking.
    """

    seed: int = 0
    valid_share: float = 0.2
    test_share: float = 0.2
    candidates: int = 10
    max_train_pairs: int = 500_000
    min_per_class: int = 5
    blocking: BlockingParameters = field(default_factory=BlockingParameters)
