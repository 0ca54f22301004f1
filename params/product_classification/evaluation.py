"""What the measures of product classification cost."""

from __future__ import annotations

from pydantic import Field

from params.base import EvaluationSettings


class ClassificationEvaluation(EvaluationSettings):
    """How sure and how costly the evaluation is."""

    challenge_rows: int = Field(
        ge=10,
        description="Most test listings, evenly over the test, that are asked again with a field blanked, and with "
        "their titles in letters that training never saw.",
    )
    throughput_rows: int = Field(ge=10, description="Most test listings that are timed in one batch.")
