"""Settings of the examples of question answering."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

WAYS: Final = ("auto", "product", "question")


@dataclass(frozen=True)
class FeaturesParameters:
    """How questions become examples, and tables passages.

    Attributes:
        seed: Seed of every hash that splits, orders or thins (0..2^31).
        split_by: What falls into a split whole, where the tables do not say: one of `WAYS`; `auto`: products and
            customers where they suffice, else equal questions.
        valid_share: Share of the questions that go to valid, where the tables do not say (0.01..0.4).
        test_share: Share that goes to the test, where the tables do not say (0.01..0.5).
        max_train_questions: Most questions to train on; of more, these are drawn by hash (100..10,000,000).
        max_valid_questions: Likewise of valid (20..1,000,000).
        max_test_questions: Likewise of the test (20..1,000,000).
        min_questions: Fewest questions of each split, some of which can be answered (2..1,000,000).
        passage_characters: Longest passage; longer sentences are cut between words (80..10,000).
        max_product_reviews: Most reviews of a product that are read, the latest (0..100,000).
        max_product_passages: Most passages of a product and source, the newest, then the first of it (1..100,000).
        max_passages: Most passages in all, at least one a product; of more, the products with the most give up theirs
            first. 0: none are kept, and requests have to tell their candidates (0..100,000,000).
        least_opinion: Confidence below which an opinion that was read from a review does not count (0..1).
        opinion_quotes: Most quotes that are kept of an opinion (0..100).
        long_words: A question of so many words is long, and a slice (2..1,000).
    """

    seed: int = 0
    split_by: str = "auto"
    valid_share: float = 0.1
    test_share: float = 0.15
    max_train_questions: int = 200_000
    max_valid_questions: int = 10_000
    max_test_questions: int = 20_000
    min_questions: int = 20
    passage_characters: int = 400
    max_product_reviews: int = 200
    max_product_passages: int = 500
    max_passages: int = 300_000
    least_opinion: float = 0.5
    opinion_quotes: int = 3
    long_words: int = 20
