"""Parameters of review extraction."""

from __future__ import annotations

from params.base import FlowParameters
from params.review_extraction.evaluation import ReviewExtractionEvaluation
from params.review_extraction.features import Features
from params.review_extraction.models import Models


class ReviewExtractionParameters(FlowParameters):
    """Parameters of the flow review-extraction."""

    features: Features
    models: Models
    evaluation: ReviewExtractionEvaluation


Parameters = ReviewExtractionParameters
