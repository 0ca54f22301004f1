"""How photos and catalogue pictures become examples."""

from __future__ import annotations

from pydantic import Field

from features.visual_search import FeaturesParameters
from params.base import Section


class Features(Section):
    """The splits, how many photos are used, and how large pictures are kept."""

    seed: int = Field(ge=0, le=2**31, description="Seed of every hash that splits or thins.")
    valid_share: float = Field(
        ge=0.01, le=0.4, description="Share of the photos that go to valid, where the tables do not say."
    )
    test_share: float = Field(ge=0.01, le=0.5, description="Share that goes to the test, where the tables do not say.")
    held_out_products: float = Field(
        ge=0,
        le=0.5,
        description="Share of the photographed products that are kept from training, where the tables do not split: "
        "all photos of them are in valid or the test, and they are added to the finished model.",
    )
    visit_likeness: float = Field(
        ge=0,
        le=1,
        description="Photos of the same products, of no group that is told, whose colours have this cosine or more are "
        "of one visit and fall alike; 1: each by itself.",
    )
    visit_photos: int = Field(
        ge=10, le=10_000, description="Photos of the same products that are compared with each other at once."
    )
    most_of_product: float = Field(ge=0.05, le=1, description="Share of these that one visit has at most.")
    burst_likeness: float = Field(
        ge=0,
        le=1,
        description="Photos whose colours have this cosine or more stay together also above that share; 1: no more "
        "than others, for photos that all look alike.",
    )
    side: int = Field(ge=32, le=2_048, description="Longest side of a catalogue picture, pixels.")
    photo_side: int = Field(ge=32, le=4_096, description="Likewise of a photo of train.")
    quality: int = Field(ge=50, le=100, description="Of the JPEG that a picture is stored as.")
    max_train_photos: int = Field(
        ge=100, le=10_000_000, description="Most photos to train on; of more, these are drawn by hash."
    )
    max_valid_photos: int = Field(ge=10, le=1_000_000, description="Likewise of valid.")
    max_test_photos: int = Field(ge=10, le=1_000_000, description="Likewise of the test.")
    max_distractors: int = Field(
        ge=0, le=10_000_000, description="Most pictures that are right for no photo; the first are used."
    )
    min_photos: int = Field(ge=2, le=1_000_000, description="Fewest labelled photos of each split that show a product.")
    small_share: float = Field(
        ge=0,
        le=1,
        description="A photo whose largest product has a box of less than this share of the picture is a slice.",
    )
    large_share: float = Field(ge=0, le=1, description="Likewise one with a box of this share or more.")
    threads: int = Field(ge=1, le=256, description="That decode pictures.")

    def settings(self) -> FeaturesParameters:
        """As the room `features` takes them."""
        return FeaturesParameters(**self.model_dump())
