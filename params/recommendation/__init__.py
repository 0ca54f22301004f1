"""Parameters of recommendation."""

from __future__ import annotations

from params.base import FlowParameters
from params.recommendation.evaluation import RecommendationEvaluation
from params.recommendation.features import Features
from params.recommendation.models import Models


class RecommendationParameters(FlowParameters):
    """Parameters of the flow recommendation."""

    features: Features
    models: Models
    evaluation: RecommendationEvaluation


Parameters = RecommendationParameters
