"""What the measures of visual search cost, and how hard photos are made for them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from params.base import EvaluationSettings

Share = Annotated[float, Field(gt=0, le=1)]
Count = Annotated[int, Field(ge=100, le=100_000_000)]


class VisualSearchEvaluation(EvaluationSettings):
    """How sure and how costly the evaluation is."""

    challenge_photos: int = Field(
        ge=10, le=1_000_000, description="Most test photos, evenly over the test, that are asked again in each way."
    )
    shares: tuple[Share, ...] = Field(
        description="Of a larger picture, that a photo's product is shrunk to among other things."
    )
    made_side: int = Field(
        ge=64,
        le=4_096,
        description="Longest side in pixels, at most, of a picture that is made with a photo's product.",
    )
    things: int = Field(
        ge=1, le=10_000, description="Photos of nothing as grounds, and distractors to lie about, that are read for it."
    )
    turned: float = Field(gt=0, le=180, description="Degrees by which photos are turned.")
    dark: float = Field(gt=0, lt=1, description="Share of its light that a dark photo keeps.")
    blurred: float = Field(
        gt=0, le=0.2, description="Standard deviation of a blurred photo's blur, as a share of its longest side."
    )
    occluded: float = Field(gt=0, lt=1, description="Share of the product, or of the photo, that is covered.")
    distractor_counts: tuple[Count, ...] = Field(
        description="Entries that are right for no photo, among which photos are searched. What the tables lack of "
        "them is made up: along each principal axis as real ones are."
    )
    index_queries: int = Field(
        ge=10, le=100_000, description="Photos' vectors that indexes are asked for and compared with exact search."
    )
    alike_bits: int = Field(
        ge=0,
        le=32,
        description="Bits of 64 in which the perceptual hashes of two photos differ at most that count as near "
        "duplicates.",
    )
    sheet_photos: int = Field(ge=1, le=100, description="Photos on each contact sheet.")
