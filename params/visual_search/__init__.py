"""Parameters of visual search."""

from __future__ import annotations

from params.base import FlowParameters
from params.visual_search.evaluation import VisualSearchEvaluation
from params.visual_search.features import Features
from params.visual_search.models import Models


class VisualSearchParameters(FlowParameters):
    """Parameters of the flow visual-search."""

    features: Features
    models: Models
    evaluation: VisualSearchEvaluation


Parameters = VisualSearchParameters
