"""The recommender and what it is made of."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from params.base import Section
from params.recommendation.candidates import Candidates
from params.recommendation.ranking import Blend, Moment, PairFeatures, Profiles, Ranking, Repeats


class Models(Section):
    """The recommender and what it is made of."""

    seed: int = Field(ge=0, le=2**31, description="Seed of training.")
    threads: int = Field(ge=1, le=64, description="Of training, and of a batch that is answered.")
    chunk: int = Field(ge=1, le=1_000_000, description="Requests of a batch in memory at once.")
    history_events: int = Field(ge=1, description="Events of a customer that count, the latest.")
    diverse_pool: int = Field(
        ge=1, description="Candidates that are put in a diverse order, times the products asked for."
    )
    diverse_category: float = Field(
        ge=0,
        le=1,
        description="What one category counts in the likeness of two products; what is written of them counts the "
        "rest.",
    )
    new_days: float = Field(gt=0, description="Days from a launch within which a product may be called new.")
    masks_kept: int = Field(ge=1, description="Answers to 'what can be had here and now' that are remembered.")
    candidates: Candidates
    features: PairFeatures
    repeats: Repeats
    profiles: Profiles
    blend: Blend
    moment: Moment
    ranking: Ranking

    def settings(self) -> dict[str, Any]:
        """As the room `models` takes them."""
        return self.model_dump(mode="json")
