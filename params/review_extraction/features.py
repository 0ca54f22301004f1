"""How reviews become examples."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from features.review_extraction.parameters import FeaturesParameters
from params.base import Section


class Features(Section):
    """The splits, which reviews are used, and how many of them."""

    seed: int = Field(ge=0, le=2**31, description="Seed of every hash that splits or thins.")
    split_by: Literal["auto", "product", "text"] = Field(
        description="What falls into a split whole, where the tables do not say; auto: products where they suffice, "
        "else equal texts."
    )
    valid_share: float = Field(
        ge=0.01, le=0.4, description="Share of the annotated reviews that go to valid, where the tables do not say."
    )
    test_share: float = Field(
        ge=0.01,
        le=0.5,
        description="Share that goes to the test, where the tables do not say; and of the other reviews, that is held "
        "out for measures of stars.",
    )
    categories: tuple[str, ...] = Field(description="Only reviews of these; none: all.")
    holdout_category: str = Field(description="Test on this one and learn from the others; empty: no such test.")
    holdout_unlabelled: bool = Field(description="Learn from reviews of it that nobody annotated, all the same.")
    languages: tuple[str, ...] = Field(
        description="ISO 639 codes of the languages that are read; none: all. A review without one is read, unless "
        "its words are of another."
    )
    known_share: float = Field(
        ge=0,
        le=0.1,
        description="Of the annotated reviews, that hold a word which counts as known; one of them does at least.",
    )
    least_words: int = Field(
        ge=1,
        le=1_000,
        description="A review that nobody annotated and that has no language is not doubted with fewer words.",
    )
    least_known: float = Field(
        ge=0,
        le=1,
        description="Share of known words below which it is taken for one of another language and left out; 0: none "
        "is.",
    )
    max_train_reviews: int = Field(
        ge=100, le=10_000_000, description="Most annotated reviews to train on; of more, these are drawn by hash."
    )
    max_valid_reviews: int = Field(ge=20, le=1_000_000, description="Likewise of valid.")
    max_test_reviews: int = Field(ge=20, le=1_000_000, description="Likewise of the test.")
    max_unlabelled: int = Field(ge=0, le=10_000_000, description="Most reviews without annotations to learn from.")
    max_held_out: int = Field(ge=0, le=1_000_000, description="Most reviews without annotations that are held out.")
    max_product_reviews: int = Field(
        ge=0,
        le=10_000_000,
        description="Most reviews in the view of products; of more, the products with the most give up theirs first, "
        "the oldest.",
    )
    min_examples: int = Field(ge=2, le=1_000_000, description="Fewest annotated reviews of each split.")
    short_words: int = Field(ge=1, le=100, description="A review of fewer words is short, and a slice.")

    def settings(self) -> FeaturesParameters:
        """As the room `features` takes them."""
        return FeaturesParameters(**self.model_dump())
