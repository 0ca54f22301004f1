"""The engine that reads reviews, and what is made of what it reads."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from params.base import Section
from params.review_extraction.crf import Crf
from params.review_extraction.noise import Noise
from params.review_extraction.transformer import Transformer
from params.review_extraction.views import Attributes, Ratings


class Extraction(Section):
    """The engine, and each one's own."""

    engine: Literal["transformer", "crf"] = Field(
        description="transformer: the network, for the best answers; crf: the light one, ten times as fast."
    )
    transformer: Transformer
    crf: Crf
    noise: Noise


class Models(Section):
    """The engine that reads reviews, and what is made of what it reads."""

    seed: int = Field(ge=0, le=2**31, description="Seed of training.")
    threads: int = Field(ge=1, le=64, description="Threads of training, and of a batch that is answered.")
    longest_text: int = Field(ge=100, le=10_000_000, description="Characters of a text that are read.")
    least_words: int = Field(ge=1, le=1_000, description="Words of a text without which its language is not doubted.")
    least_known: float = Field(
        ge=0,
        le=1,
        description="Share of a text's words that are known, below which it is not read, and the answer says.",
    )
    extraction: Extraction
    attributes: Attributes
    ratings: Ratings

    def settings(self) -> dict[str, Any]:
        """As the room `models` takes them."""
        return self.model_dump(mode="json")
