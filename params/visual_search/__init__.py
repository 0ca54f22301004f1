"""Parameters of visual search."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from params.base import FlowParameters
from params.visual_search.evaluation import VisualSearchEvaluation
from params.visual_search.features import Features
from params.visual_search.models import Models


class VisualSearchParameters(FlowParameters):
    """Parameters of the flow visual-search."""

    features: Features
    models: Models
    evaluation: VisualSearchEvaluation

    @model_validator(mode="after")
    def _sides_agree(self) -> Self:
        if self.models.index.side != self.features.side:
            raise ValueError(
                f"models.index.side is {self.models.index.side} and features.side is {self.features.side}: pictures "
                "that are added later have to be looked at as those of the catalogue are; give both the same value."
            )
        return self


Parameters = VisualSearchParameters
