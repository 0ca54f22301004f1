"""What finds products in photos: the locator, the embedder, the index, and how sure answers are."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from params.base import Section
from params.visual_search.answers import Confidence, Head, Index, Regions
from params.visual_search.embedder import Embedder
from params.visual_search.locator import Locator


class Pictures(Section):
    """Which pictures of requests are read, and how large they are looked at."""

    least_side: int = Field(ge=1, le=1_000, description="Shortest side in pixels that a picture needs.")
    most_elongated: float = Field(
        ge=1, le=10_000, description="Times that a picture's longest side has its shortest at most."
    )
    most_pixels: int = Field(
        ge=10_000, le=1_000_000_000, description="Of a picture as it is decoded; more is refused as too large."
    )
    most_pixels_in_passing: int = Field(
        ge=10_000,
        le=10_000_000_000,
        description="Of a JPEG that can be decoded at a fraction of its size.",
    )
    most_bytes: int = Field(ge=1_000, le=2**31, description="Of a picture's file.")
    side: int = Field(ge=32, le=8_192, description="Longest side in pixels at which a photo is looked at.")


class Models(Section):
    """Everything that is learnt, and how answers are given."""

    seed: int = Field(ge=0, le=2**31, description="Seed of training.")
    threads: int = Field(ge=1, le=64, description="Threads of training, and of a batch that is answered.")
    most_pictures: int = Field(
        ge=1, le=100_000_000, description="Pictures of the catalogue that are learnt from at most, an even draw."
    )
    most_photos: int = Field(
        ge=2, le=100_000_000, description="Photos of train that are learnt from, and found, at most, an even draw."
    )
    pictures: Pictures
    locator: Locator
    embedder: Embedder
    regions: Regions
    index: Index
    head: Head
    confidence: Confidence

    def settings(self) -> dict[str, Any]:
        """As the room `models` takes them."""
        return self.model_dump(mode="json")
