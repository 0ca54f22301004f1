"""Parameters of question answering."""

from __future__ import annotations

from pydantic import Field

from params.base import FlowParameters, Section
from params.question_answering.evaluation import QuestionAnsweringEvaluation
from params.question_answering.features import Features
from params.question_answering.models import Models


class ContractOptions(Section):
    """Columns of `products` that the contract does not name and that are to be told."""

    products: tuple[str, ...] = Field(
        default=(), description="Further columns of products, each an attribute: a voltage, a material."
    )


class QuestionAnsweringParameters(FlowParameters):
    """Parameters of the flow question-answering."""

    contract: ContractOptions
    features: Features
    models: Models
    evaluation: QuestionAnsweringEvaluation


Parameters = QuestionAnsweringParameters
