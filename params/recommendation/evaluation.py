"""What the measures of recommendation cost."""

from __future__ import annotations

from pydantic import Field

from params.base import EvaluationSettings


class RecommendationEvaluation(EvaluationSettings):
    """How sure and how costly the evaluation is."""

    challenge_requests: int = Field(
        ge=10, description="Most test requests, evenly over the test, that are asked again: otherwise, or by nobody."
    )
    throughput_requests: int = Field(ge=10, description="Most test requests that are timed in one batch.")
    event_requests: int = Field(
        ge=10, description="Most test requests that are timed one by one after one more event of their history."
    )
