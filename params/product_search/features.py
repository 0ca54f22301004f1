"""How judgments and logged searches become examples."""

from __future__ import annotations

from pydantic import Field

from features.product_search.parameters import FeaturesParameters
from params.base import Section


class Features(Section):
    """The splits, how much of them is used, and what an answer is worth."""

    seed: int = Field(ge=0, le=2**31, description="Seed of every hash that splits or thins.")
    valid_share: float = Field(
        ge=0.01, le=0.4, description="Share of the searches for tuning and calibration, where none is given."
    )
    test_share: float = Field(ge=0.01, le=0.5, description="Share of the searches for the test, where none is given.")
    max_train_searches: int = Field(
        ge=1_000, le=100_000_000, description="Most searches to train on; of more, the latest logged ones stay."
    )
    max_valid_searches: int = Field(
        ge=100, le=10_000_000, description="Most searches of valid; of more, these are drawn by hash."
    )
    max_test_searches: int = Field(
        ge=100, le=10_000_000, description="Most searches of the test; of more, these are drawn by hash."
    )
    min_examples: int = Field(ge=2, le=1_000_000, description="Fewest searches with a relevant product in each split.")
    max_strange_regions: float = Field(
        ge=0,
        le=1,
        description="Most searches that may name a region stock never names, a share of those that name one.",
    )
    gain_click: float = Field(ge=0, le=1, description="Gain of a product that was clicked and not bought; bought is 1.")
    gain_substitute: float = Field(ge=0, le=1, description="Gain of a substitute; exact is 1.")
    gain_complement: float = Field(ge=0, le=1, description="Gain of a complement.")
    least_grade: float | None = Field(
        ge=0,
        le=1_000,
        description="The number that stands for irrelevant where grades are numbers; null: 0, and numbers that differ "
        "and have no 0 among them are refused.",
    )
    changed_days: float = Field(
        ge=1, le=365, description="A query has changed when a relevant product came up so many days before it; a slice."
    )
    scarce_searches: int = Field(
        ge=1, le=1_000_000, description="A query searched for less often in train is scarce; a slice."
    )

    def settings(self) -> FeaturesParameters:
        """As the room `features` takes them."""
        return FeaturesParameters(**self.model_dump())
