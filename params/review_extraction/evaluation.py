"""What the measures of review extraction cost."""

from __future__ import annotations

from pydantic import Field

from params.base import EvaluationSettings
from params.review_extraction.noise import Noise


class ReviewExtractionEvaluation(EvaluationSettings):
    """How sure and how costly the evaluation is."""

    challenge_reviews: int = Field(
        ge=10, description="Most test reviews, evenly over the test, that are asked again through the noise channel."
    )
    term_reviews: int = Field(ge=10, description="Most test reviews of which terms are measured on their own.")
    throughput_reviews: int = Field(ge=10, description="Most test reviews that are timed in one batch.")
    rated_products: int = Field(ge=1, description="Most products whose attribute ratings are held against stars.")
    rated_reviews: int = Field(ge=10, description="Most held-out reviews whose stars are held against their triplets.")
    least_stars: int = Field(ge=1, description="Held-out reviews with stars without which a product is not held so.")
    least_opinions: int = Field(
        ge=1, description="Annotated opinions on an attribute of a product without which its rating is not held so."
    )
    noise: Noise = Field(description="The noise channel that robustness is measured through.")
