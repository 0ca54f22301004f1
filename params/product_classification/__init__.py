"""Parameters of product classification."""

from __future__ import annotations

from pydantic import Field

from params.base import FlowParameters, Section
from params.product_classification.evaluation import ClassificationEvaluation
from params.product_classification.features import Features
from params.product_classification.models import Models


class ContractOptions(Section):
    """What the tables may be beyond what the contract takes by itself."""

    roots: tuple[str, ...] = Field(
        default=(), description="Roots of the category tree: [several] takes a forest or a flat list; else one."
    )


class ProductClassificationParameters(FlowParameters):
    """Parameters of the flow product-classification."""

    contract: ContractOptions
    features: Features
    models: Models
    evaluation: ClassificationEvaluation


Parameters = ProductClassificationParameters
