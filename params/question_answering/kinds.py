"""How questions are read, and their kinds learnt."""

from __future__ import annotations

from pydantic import Field

from params.base import Section


class Kinds(Section):
    """Reading of questions."""

    longest_question: int = Field(
        ge=40, le=4_000, description="Characters of a question that are read; of a longer one the part that asks."
    )
    longest_pieces: int = Field(ge=8, le=256, description="Word pieces of a question that the network reads.")
    product_names: int = Field(
        ge=1, le=8, description="Names with which an example question with a place for a product is asked."
    )
    word_bits: int = Field(ge=8, le=20, description="Words and pairs of words are hashed to so many bits.")
    letter_bits: int = Field(ge=8, le=20, description="Runs of three to five letters are hashed to so many bits.")
    letter_weight: float = Field(ge=0, le=4, description="What runs of letters count beside words.")
    meaning_weight: float = Field(ge=0, le=16, description="What the network's vector counts beside words.")
    penalty: float = Field(gt=0, le=1_000, description="On weights.")
    folds: int = Field(ge=2, le=20, description="Folds of the example questions, to learn how sure to be.")
    account_share: float = Field(
        ge=0,
        le=1,
        description="Probability of all account kinds together, from which on a question is about the account.",
    )
    least_known: float = Field(
        ge=0,
        le=1,
        description="Share of a question's words that the examples or the product have, below which its language is "
        "doubted.",
    )
    repeated_words: int = Field(
        ge=2,
        le=20,
        description="Words of a question from which on a review that has them one after another repeats it, and is no "
        "answer.",
    )


class Spelling(Section):
    """Mending of words of questions that nobody knows."""

    least_texts: int = Field(
        ge=1, le=1_000, description="Customers' sentences that have a word, from which on it is none of their slips."
    )
    shortest: int = Field(ge=3, le=20, description="Letters of a word from which on one slip is mended.")
    long: int = Field(ge=4, le=40, description="Letters of a word from which on two slips are mended.")
