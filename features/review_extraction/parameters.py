"""Settings of the examples of review extraction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

WAYS: Final = ("auto", "product", "text")


@dataclass(frozen=True)
class FeaturesParameters:
    """How reviews become examples.

    Attributes:
        seed: Seed of every hash that splits or thins (0..2^31).
        split_by: What falls into a split whole, where the tables do not say: one of `WAYS`; `auto`: products where they
            suffice, else equal texts.
        valid_share: Share of the annotated reviews that go to valid, where the tables do not say (0.01..0.4).
        test_share: Share that goes to the test, where the tables do not say; and of the other reviews, that is held out
            for measures of stars (0.01..0.5).
        categories: Only reviews of these; none: all.
        holdout_category: Test on this one and learn from the others; empty: no such test.
        holdout_unlabelled: Learn from reviews of it that nobody annotated, all the same.
        languages: ISO 639 codes of the languages that are read; none: all. A review without one is read, unless
            its words are of another.
        known_share: Of the annotated reviews, that hold a word which counts as known; one of them does at least
            (0..0.1).
        least_words: A review that nobody annotated and that has no language is not doubted with fewer words
            (1..1,000).
        least_known: Share of known words below which it is taken for one of another language and left out; 0: none is
            (0..1).
        max_train_reviews: Most annotated reviews to train on; of more, these are drawn by hash (100..10,000,000).
        max_valid_reviews: Likewise of valid (20..1,000,000).
        max_test_reviews: Likewise of the test (20..1,000,000).
        max_unlabelled: Most reviews without annotations to learn from (0..10,000,000).
        max_held_out: Most reviews without annotations that are held out (0..1,000,000).
        max_product_reviews: Most reviews in the view of products; of more, the products with the most give up theirs
            first, the oldest (0..10,000,000).
        min_examples: Fewest annotated reviews of each split (2..1,000,000).
        short_words: A review of fewer words is short, and a slice (1..100).
    """

    seed: int = 0
    split_by: str = "auto"
    valid_share: float = 0.1
    test_share: float = 0.15
    categories: tuple[str, ...] = ()
    holdout_category: str = ""
    holdout_unlabelled: bool = False
    languages: tuple[str, ...] = ("en",)
    known_share: float = 0.001
    least_words: int = 4
    least_known: float = 0.3
    max_train_reviews: int = 200_000
    max_valid_reviews: int = 5_000
    max_test_reviews: int = 20_000
    max_unlabelled: int = 100_000
    max_held_out: int = 20_000
    max_product_reviews: int = 100_000
    min_examples: int = 20
    short_words: int = 8
