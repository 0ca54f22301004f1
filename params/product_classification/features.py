"""How listings become examples."""

from __future__ import annotations

from pydantic import Field

from features.product_classification.parameters import FeaturesParameters
from params.base import Section


class Features(Section):
    """The splits, and how much of them is used."""

    seed: int = Field(ge=0, le=2**31, description="Seed of every hash that splits or thins.")
    valid_share: float = Field(
        ge=0.01, le=0.4, description="Share of the labelled listings for tuning and calibration, where none is given."
    )
    test_share: float = Field(
        ge=0.01, le=0.5, description="Share of the labelled listings for the test, where none is given."
    )
    max_train_rows: int = Field(
        ge=1_000, le=50_000_000, description="Most train listings; of more, the largest leaves give up theirs first."
    )
    max_valid_rows: int = Field(
        ge=100, le=10_000_000, description="Most listings of valid; of more, these are drawn by hash."
    )
    max_test_rows: int = Field(
        ge=100, le=10_000_000, description="Most listings of the test; of more, these are drawn by hash."
    )
    min_examples: int = Field(ge=2, le=1_000_000, description="Fewest listings of each split.")
    scarce_rows: int = Field(ge=1, le=1_000, description="A leaf with fewer train listings is scarce, and a slice.")

    def settings(self) -> FeaturesParameters:
        """As the room `features` takes them."""
        return FeaturesParameters(**self.model_dump())
