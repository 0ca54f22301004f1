"""What the measures of ad clicks cost."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from params.base import EvaluationSettings, Section


class OffPolicySettings(Section):
    """How policies are valued from a log with propensities, and when its bootstrap is believed."""

    cap: float | Literal["bound"] | None = Field(
        description="Weights are clipped to it; null: not at all; bound: the cap with the least bound on the error."
    )
    least_heavy: float = Field(ge=0, description="Rows that the spread of the weights has to rest on.")
    least_informative: float = Field(ge=0, description="Rows that the spread of the weighted outcomes has to rest on.")
    weight_deviations: float = Field(
        gt=0, description="Standard errors that the mean weight may lie away from 1, where it is meant to be."
    )


class AdClickEvaluation(EvaluationSettings):
    """How sure and how costly the evaluation is."""

    campaign_clicks: int = Field(ge=1, description="Positives that a campaign needs in the test to be measured alone.")
    challenge_rows: int = Field(
        ge=100,
        description="Most test impressions, evenly over the test, that copies of the model learn from in the "
        "measures of staleness and of a shift; fewer than were shown let them learn less than they would.",
    )
    staleness_parts: int = Field(
        ge=2, le=1_000, description="Parts of the test in the order of time; an updated model learns after each."
    )
    score_requests: int = Field(ge=10, description="Requests of 1 and of 50 candidates that are timed in process.")
    max_actions: int = Field(
        ge=2,
        le=1_000,
        description="Most different ads in the test for which policies are valued from a log with propensities.",
    )
    policy_rows: int = Field(
        ge=100, description="Most test impressions, evenly over the test, that policies are valued on."
    )
    off_policy: OffPolicySettings
