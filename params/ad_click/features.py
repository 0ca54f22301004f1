"""How impressions become examples."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from features.ad_click.parameters import FeaturesParameters
from params.base import Section


class Features(Section):
    """The target, and the splits."""

    seed: int = Field(ge=0, le=2**31, description="Seed of the hash that splits tables without times, thins the test.")
    target: Literal["click", "conversion", "conversion_after_click"] = Field(
        description="What is predicted of an impression: its click, its conversion, or the conversion of a clicked one."
    )
    valid_share: float = Field(ge=0.01, le=0.4, description="Share of the impressions for tuning and calibration.")
    test_share: float = Field(ge=0.01, le=0.5, description="Share of the impressions for the test, the latest ones.")
    max_test_rows: int = Field(
        ge=1_000, le=100_000_000, description="Most examples of the test; of more, these are drawn by hash."
    )
    min_positives: int = Field(ge=1, le=1_000_000, description="Fewest positives, and negatives, of each split.")
    leak_auc: float = Field(
        ge=0.8, le=1, description="A column that alone tells the target with a higher AUC leaks it; 1 refuses none."
    )
    leak_marked: float = Field(
        ge=0.5,
        le=1,
        description="A column leaks the target that marks rows, by a value or by being filled, of which more than this "
        "share beyond the usual one are positives (or negatives, where those are rarer); 1 refuses none.",
    )
    leak_ruled_out: float = Field(
        ge=0.5,
        le=1,
        description="A column leaks the target that is filled, or missing, where more than this share of the positives "
        "(or negatives, where those are rarer) to be expected there is wanting; 1 refuses none.",
    )

    def settings(self) -> FeaturesParameters:
        """As the room `features` takes them."""
        return FeaturesParameters(**self.model_dump())
