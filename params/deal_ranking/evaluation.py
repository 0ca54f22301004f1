"""What the measures of deal ranking cost."""

from __future__ import annotations

from pydantic import Field

from params.base import EvaluationSettings


class DealRankingEvaluation(EvaluationSettings):
    """How sure and how costly the evaluation is."""

    challenge_requests: int = Field(ge=10, description="Most test requests that are asked again otherwise.")
    learning_requests: int = Field(
        ge=10, description="Test requests, the first in time, that a copy that learns from counts is taken through."
    )
    learning_parts: int = Field(ge=2, le=1_000, description="Times at which that copy is told what came of them.")
    shown_share: float = Field(
        gt=0, le=1, description="Share of what was shown that a replay under limited impressions may show."
    )
    violation_requests: int = Field(ge=1, description="Requests that are asked for what must not be shown.")
    violation_deals: int = Field(ge=1, description="Deals, over and to come too, that these name.")
    candidates: int = Field(ge=1, description="Deals of a request that is timed.")
    candidate_requests: int = Field(ge=10, description="Requests that are timed one by one with so many deals.")
