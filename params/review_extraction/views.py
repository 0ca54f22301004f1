"""Attributes of products and their ratings."""

from __future__ import annotations

from pydantic import Field

from params.base import Section


class Attributes(Section):
    """How what reviewers call the same thing becomes one attribute."""

    most_forms: int = Field(
        ge=10,
        le=20_000,
        description="Surface forms, the commonest, that are clustered; rarer ones go to what is nearest.",
    )
    likeness: float = Field(
        ge=0, le=1, description="Likeness to the form that an attribute is named by from which another is of it."
    )
    phrases: int = Field(
        ge=1, le=100, description="Phrases of a form at most that are read; of fewer mentions they weigh less."
    )
    phrased: float = Field(
        ge=0, le=1, description="What likeness of the phrases, in which forms are judged, counts beside their own."
    )
    shared: float = Field(ge=0, le=1, description="What shared words count in a likeness, beside meaning.")
    nearest: float = Field(
        ge=0,
        le=1,
        description="Likeness to a known form from which a new one is of its attribute; below it is one of its own.",
    )
    shortest_cut: int = Field(
        ge=2, le=10, description="Letters of a word from which it may be a commoner word cut short, as 'batt'."
    )
    least_cut: int = Field(ge=1, le=10, description="Letters that it then lacks at least; one less is a plural.")
    commoner: float = Field(
        ge=1, le=1_000, description="How many times commoner a word must be to be what a shorter one was cut from."
    )
    known_count: int = Field(
        ge=1, le=1_000, description="Mentions of a word without which nothing is taken to be a slip of it."
    )
    shortest_repaired: int = Field(
        ge=3, le=30, description="Letters of a strange word that may be a known one mistyped."
    )
    longest_known: int = Field(
        ge=5, le=1_000, description="Letters of a known word at most, and of words that tell of attributes."
    )
    tell_chance: float = Field(
        ge=0,
        le=1,
        description="Chance of an attribute from which an opinion tells it without naming it; else 'overall'.",
    )
    tell_smoothing: float = Field(
        ge=0.001, le=10, description="Mentions by which an attribute is taken to have every word."
    )
    tell_count: int = Field(
        ge=1, le=1_000, description="Mentions of a word with aspects without which it tells nothing of them."
    )
    longest: int = Field(ge=4, le=64, description="Word pieces of a form that are read.")
    forms_at_once: int = Field(ge=1, le=100_000, description="New forms that are compared with the known ones at once.")
    kept: int = Field(ge=0, le=10_000_000, description="New forms that are remembered.")


class Ratings(Section):
    """How the opinions on an attribute become a rating from 1 to 5."""

    prior: float = Field(
        ge=0.1, le=1_000, description="Reviews that what is known of all products counts as, beside a product's own."
    )
    attribute_prior: float = Field(
        ge=0.1, le=100_000, description="Reviews that what is known of everything counts as, beside an attribute's own."
    )
    interval: float = Field(gt=0, lt=1, description="Chance that the rating lies in its interval.")
    contradicting_share: float = Field(
        ge=0, le=0.5, description="Share of the voices on the weaker side from which an attribute is contradicting."
    )
    contradicting_reviews: int = Field(
        ge=1, le=1_000, description="Reviews on the weaker side without which it is not."
    )
    scale_reviews: int = Field(
        ge=0,
        le=1_000_000,
        description="Reviews with stars, at most, from which it is learned what a neutral word is worth.",
    )
    least_scale_reviews: int = Field(
        ge=10, le=1_000_000, description="Without so many it is worth 3 stars, between 1 and 5."
    )
    scale_prior: float = Field(
        ge=0, le=100_000, description="Reviews as which those 1, 3 and 5 count beside the learned ones."
    )
    known_reviews: int = Field(
        ge=0, le=10_000_000, description="Reviews of products, the latest, that are kept to be asked about."
    )
    quotes: int = Field(ge=0, le=50, description="Of an attribute at most.")
    quote_characters: int = Field(ge=20, le=2_000, description="Of one at most.")
