"""How questions become examples, and tables passages."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from features.question_answering.parameters import FeaturesParameters
from params.base import Section


class Features(Section):
    """The splits, how many questions are used, and what passages are made of."""

    seed: int = Field(ge=0, le=2**31, description="Seed of every hash that splits, orders or thins.")
    split_by: Literal["auto", "product", "question"] = Field(
        description="What falls into a split whole, where the tables do not say; auto: products and customers where "
        "they suffice, else equal questions."
    )
    valid_share: float = Field(
        ge=0.01, le=0.4, description="Share of the questions that go to valid, where the tables do not say."
    )
    test_share: float = Field(ge=0.01, le=0.5, description="Share that goes to the test, where the tables do not say.")
    max_train_questions: int = Field(
        ge=100, le=10_000_000, description="Most questions to train on; of more, these are drawn by hash."
    )
    max_valid_questions: int = Field(ge=20, le=1_000_000, description="Likewise of valid.")
    max_test_questions: int = Field(ge=20, le=1_000_000, description="Likewise of the test.")
    min_questions: int = Field(
        ge=2, le=1_000_000, description="Fewest questions of each split, some of which can be answered."
    )
    passage_characters: int = Field(
        ge=80, le=10_000, description="Longest passage; longer sentences are cut between words."
    )
    max_product_reviews: int = Field(
        ge=0, le=100_000, description="Most reviews of a product that are read, the latest."
    )
    max_product_passages: int = Field(
        ge=1, le=100_000, description="Most passages of a product and source, the newest, then the first of it."
    )
    max_passages: int = Field(
        ge=0,
        le=100_000_000,
        description="Most passages in all, at least one a product; of more, the products with the most give up theirs "
        "first. 0: none are kept, and requests have to tell their candidates.",
    )
    least_opinion: float = Field(
        ge=0, le=1, description="Confidence below which an opinion that was read from a review does not count."
    )
    opinion_quotes: int = Field(ge=0, le=100, description="Most quotes that are kept of an opinion.")
    long_words: int = Field(ge=2, le=1_000, description="A question of so many words is long, and a slice.")

    def settings(self) -> FeaturesParameters:
        """As the room `features` takes them."""
        return FeaturesParameters(**self.model_dump())
