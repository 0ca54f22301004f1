"""What the measures of product search cost."""

from __future__ import annotations

from pydantic import Field

from params.base import EvaluationSettings


class SearchEvaluation(EvaluationSettings):
    """How sure and how costly the evaluation is."""

    challenge_searches: int = Field(
        ge=10,
        description="Most test searches, evenly over the test, that are asked again: typed in part, mistyped, by "
        "nobody in particular.",
    )
    throughput_requests: int = Field(ge=10, description="Most test searches that are timed in one batch.")
