"""The encoder and the linear model."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from params.base import Section

Weight = Annotated[float, Field(ge=0, le=100)]


class Encoder(Section):
    """What of a listing is encoded, and how much each group of n-grams counts beside the others."""

    bits: int = Field(ge=8, le=26, description="Hash space of each group of n-grams, as a power of 2.")
    min_rows: int = Field(ge=1, le=1_000, description="Rows of train that an n-gram has to occur in.")
    few_rows: int = Field(ge=0, description="With fewer rows of train, one row is enough for an n-gram.")
    unknown: float = Field(
        ge=0, le=10, description="What n-grams that train does not know count in the length of a row, 1: as rare ones."
    )
    least_known: float = Field(
        ge=0, le=1, description="A row whose squared length, indicators apart, is less says nothing that is known."
    )
    shortest: int = Field(ge=2, le=10, description="Characters of the shortest n-grams within words.")
    longest: int = Field(ge=2, le=10, description="Characters of the longest n-grams within words.")
    description_characters: int = Field(
        ge=1, le=4_000, description="Characters of a description of which words are taken."
    )
    description_start: int = Field(
        ge=1, le=4_000, description="Characters of a description of which n-grams within words are taken."
    )
    title_words: Weight = Field(description="Weight of words of the title and their pairs.")
    title_characters: Weight = Field(description="Weight of n-grams within words of the title.")
    description_words: Weight = Field(description="Weight of words of the description and their pairs.")
    description_grams: Weight = Field(description="Weight of n-grams within words of the description's start.")
    brand: Weight = Field(description="Weight of the brand, whole and its words.")
    attributes: Weight = Field(description="Weight of words of attributes and their pairs.")
    indicators: Weight = Field(description="Weight of which fields are missing, the price's bucket, the language.")


class Linear(Section):
    """Which rows a leaf is told from, how closely it fits them, and how many weights it keeps."""

    hard_negatives: int = Field(
        ge=1, le=1_000, description="Leaves with the nearest centroids, for which a row is an example against."
    )
    sampled_negatives: int = Field(
        ge=1, le=1_000_000, description="Rows of all the others that are examples against each leaf."
    )
    cost: float = Field(
        gt=0,
        le=1_000,
        description="Of a row on the wrong side of its margin, beside the squared length of the weights.",
    )
    tolerance: float = Field(gt=0, le=1, description="Share of the first gradient at which the fit of a leaf stops.")
    least_weight: float = Field(ge=0, le=10, description="Weights that are smaller are dropped.")
    blanked_share: float = Field(ge=0, le=1, description="Of the listings, for each field: copies that lack it.")
    most_copies: int = Field(
        ge=0,
        le=10_000_000,
        description="Of all fields together, for they take memory: leaves with the most copies give theirs up first.",
    )
    blanked_weight: float = Field(gt=0, le=1, description="What such a copy counts; an original counts 1.")
