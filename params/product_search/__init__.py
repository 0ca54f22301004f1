"""Parameters of product search."""

from __future__ import annotations

from params.base import FlowParameters
from params.product_search.evaluation import SearchEvaluation
from params.product_search.features import Features
from params.product_search.models import Models


class ProductSearchParameters(FlowParameters):
    """Parameters of the flow product-search."""

    features: Features
    models: Models
    evaluation: SearchEvaluation


Parameters = ProductSearchParameters
