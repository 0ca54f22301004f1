"""How answers are made of a customer's rows, of attributes and of opinions, and how they are shaped."""

from __future__ import annotations

from pydantic import Field

from params.base import Section


class Accounts(Section):
    """Answers from a customer's own rows."""

    least_named: float = Field(
        ge=0,
        le=1,
        description="Share of the words of a product's name in a question that a row's title has to have.",
    )
    least_likeness: float = Field(ge=50, le=100, description="Of two words, from which on they are one with a slip.")
    shortest_likeness: int = Field(ge=3, le=12, description="Letters of a word from which on slips are looked for.")
    listed: int = Field(ge=1, le=50, description="Rows of a list or of reminders that one answer names.")
    spoken_title: int = Field(ge=1, le=30, description="Words of a product's title that are said aloud.")
    several: float = Field(
        ge=0,
        le=1,
        description="Factor on the confidence where a question fits several open orders of different products.",
    )
    unnamed: float = Field(ge=0, le=1, description="Factor where words of the question are left that no row has.")
    reminder_grace: float = Field(ge=0, le=3_650, description="Days after which a reminder that was due is past.")
    fresh: float = Field(
        ge=0,
        le=3_650,
        description="Days since the newest row of all stored accounts, after which an answer says as of when it is.",
    )


class Values(Section):
    """Answers from attributes."""

    same_within: float = Field(
        ge=0, le=0.5, description="Share by which two values may differ and be the same, rounded differently."
    )
    customers_within: float = Field(
        ge=0,
        le=0.5,
        description="Share by which the values of two customers may differ and be the same, measured by hand.",
    )
    longest_value: int = Field(
        ge=20, le=10_000, description="Characters read of an attribute, and of a customer's passage that is weighed."
    )


class Opinions(Section):
    """Answers to questions of opinion."""

    least_reviews: int = Field(
        ge=1, le=1_000, description="Reviews that judge what is asked, without which it is one reviewer's word."
    )
    contradicting_share: float = Field(
        ge=0, le=0.5, description="Share of the voices on the weaker side from which reviewers disagree."
    )
    contradicting_reviews: int = Field(
        ge=1, le=1_000, description="Reviews on the weaker side without which they do not."
    )
    reach: int = Field(ge=1, le=10, description="Words after a negation that it turns around.")
    star_weight: float = Field(ge=0, le=4, description="What a review's stars count beside the words of a sentence.")
    quotes: int = Field(ge=1, le=5, description="Quotes of each side in the evidence.")
    quote_characters: int = Field(ge=20, le=1_000, description="Characters of a quote at most.")


class Shaping(Section):
    """Lengths of answers."""

    spoken_words: int = Field(ge=8, le=80, description="Words of a spoken sentence at most.")
    phone_words: int = Field(ge=8, le=80, description="Words on a phone's screen, read aloud as well.")
    written_characters: int = Field(ge=80, le=4_000, description="Characters of a written answer's quotation at most.")
