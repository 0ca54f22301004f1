"""The classifier and what surrounds it."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from params.base import Section
from params.product_classification.decisions import Decision, Noise
from params.product_classification.linear import Encoder, Linear
from params.product_classification.rescoring import Rescoring


class Folds(Section):
    """How training listings are kept from models that saw them."""

    folds: int = Field(ge=2, le=50, description="Parts of train; each is scored by a linear model of the others.")
    twin_words: int = Field(
        ge=1,
        le=50,
        description="Titles that begin with the same so many words, digits dropped, are twins and fall into one fold; "
        "many: only those that are nearly equal.",
    )
    twin_share: float = Field(
        ge=0, le=1, description="Share of a leaf above which its twins are spread over folds all the same."
    )


class Models(Section):
    """The classifier and what surrounds it."""

    seed: int = Field(ge=0, le=2**31, description="Seed of training.")
    threads: int = Field(ge=1, le=64, description="Threads of training, and of a batch that is answered.")
    prior_rows: float = Field(
        gt=0,
        le=1e6,
        description="Listings that every leaf counts for beside its own, where a listing tells nothing and the most "
        "frequent leaves are the answer.",
    )
    chunk: int = Field(ge=16, le=1_000_000, description="Most listings of a batch in memory at once, for each thread.")
    folds: Folds
    encoder: Encoder
    linear: Linear
    rescoring: Rescoring
    noise: Noise
    decision: Decision

    def settings(self) -> dict[str, Any]:
        """As the room `models` takes them."""
        return self.model_dump(mode="json")
