"""The index of words."""

from __future__ import annotations

from pydantic import Field

from params.base import Section


class FieldWeights(Section):
    """What a word counts in each field of a product; 0 leaves the field out of the index."""

    title: float = Field(ge=0, le=100, description="Of a word of the title.")
    brand: float = Field(ge=0, le=100, description="Of a word of the brand.")
    category: float = Field(ge=0, le=100, description="Of a word of the category path.")
    colour: float = Field(ge=0, le=100, description="Of a word of the colour.")
    bullets: float = Field(ge=0, le=100, description="Of a word of the bullets.")
    description: float = Field(ge=0, le=100, description="Of a word of the description.")


class Lexical(Section):
    """Index of words and its search."""

    fields: FieldWeights
    title_characters: int = Field(
        ge=20, le=10_000, description="Characters of a title, brand, category or colour; the rest is not read."
    )
    body_characters: int = Field(
        ge=0, le=100_000, description="Characters of bullets and of a description; the rest is not read."
    )
    body_up_to: int = Field(
        ge=0,
        description="Products up to which bullets and descriptions are always searched; in a larger catalogue"
        " only where the other fields find too few.",
    )
    heap_megabytes: int = Field(ge=16, le=16_000, description="Memory in MB while the index is built.")
    over_fetch: float = Field(ge=1, le=10, description="Products asked for each that is wanted, as some cannot be had.")
    most_fetched: int = Field(
        ge=100, le=1_000_000, description="Products asked for where few of those found can be had."
    )
    masks_kept: int = Field(
        ge=1, le=10_000, description="Answers to what is available that are remembered, a byte a product each."
    )
