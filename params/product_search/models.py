"""The search and what it is made of."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from params.base import Section
from params.product_search.dense import Dense
from params.product_search.history import History, Propensity
from params.product_search.lexical import Lexical
from params.product_search.ranking import PairFeatures, Ranking, Retrieval
from params.product_search.tuning import Grading, Tuning
from params.product_search.understanding import Understanding


class Models(Section):
    """The search and what it is made of."""

    seed: int = Field(ge=0, le=2**31, description="Seed of training.")
    threads: int = Field(ge=1, le=64, description="Threads of training, and of a batch that is answered.")
    chunk: int = Field(ge=1, le=1_000_000, description="Requests of a batch in memory at once.")
    lexical: Lexical
    understanding: Understanding
    dense: Dense
    tuning: Tuning
    retrieval: Retrieval
    features: PairFeatures
    history: History
    propensity: Propensity
    ranking: Ranking
    grading: Grading

    def settings(self) -> dict[str, Any]:
        """As the room `models` takes them."""
        return self.model_dump(mode="json")
