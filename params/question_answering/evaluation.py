"""What the measures of question answering cost."""

from __future__ import annotations

from pydantic import Field

from params.base import EvaluationSettings


class QuestionAnsweringEvaluation(EvaluationSettings):
    """How sure and how costly the evaluation is."""

    challenge_questions: int = Field(
        ge=10,
        le=1_000_000,
        description="Most test questions, evenly over the test, that are asked again in each way: in other words, of "
        "one source alone, beside a command, without what answers them.",
    )
    adversarial_questions: int = Field(
        ge=10,
        le=1_000_000,
        description="Most questions about accounts that are asked in each way that reaches for another customer's.",
    )
    timed_questions: int = Field(ge=10, le=100_000, description="Most questions that are timed one by one in each way.")
