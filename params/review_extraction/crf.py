"""The light engine."""

from __future__ import annotations

from pydantic import Field

from params.base import Section


class Crf(Section):
    """A linear chain over hashed features of words, and linear models of pairs and sentiments."""

    window_words: int = Field(ge=10, le=1_000, description="Words that are read at once, of whole sentences.")
    widest_aspect: int = Field(ge=1, le=30, description="Words of an aspect at most.")
    widest_opinion: int = Field(ge=1, le=30, description="Words of an opinion at most.")
    candidates: int = Field(
        ge=1, le=50, description="Aspects, the likeliest of a window, that an opinion may be about."
    )
    bits: int = Field(ge=10, le=24, description="Of a feature's hash.")
    least_count: int = Field(ge=1, le=100, description="Occurrences in training without which a feature has no weight.")
    reach: int = Field(ge=0, le=5, description="Words on either side that a word's features tell of.")
    between: int = Field(
        ge=1,
        le=20,
        description="Words behind the first of an opinion and an aspect that are told, where they stand between.",
    )
    rival_chance: float = Field(
        ge=0, le=1, description="Chance of a span from which it counts as a rival of the aspects around it."
    )
    span_ridge: float = Field(ge=0, le=1_000, description="Penalty on squared weights of the chain.")
    pair_ridge: float = Field(ge=0, le=1_000, description="Of what an opinion is about.")
    sentiment_ridge: float = Field(ge=0, le=1_000, description="Of sentiments.")
    iterations: int = Field(ge=1, le=10_000, description="Of each fit at most.")
    memory: int = Field(ge=1, le=100, description="Gradients that the solver keeps.")
    folds: int = Field(
        ge=2,
        le=20,
        description="Parts of the training reviews, each read by a chain that is fitted on the others, so that "
        "pairs are learned from spans as uncertain as unseen reviews have them.",
    )
    noised: float = Field(
        ge=0,
        le=1,
        description="Share of the training reviews of which a copy through the noise channel is learned from too.",
    )
    lexicon_count: int = Field(
        ge=1, le=10_000, description="Unlabelled reviews with a word without which their stars say nothing of it."
    )
    lexicon_levels: int = Field(
        ge=1, le=20, description="Steps on either side of neutral into which words fall by the stars they go with."
    )
    known_count: int = Field(ge=1, le=10_000, description="Reviews with a word without which it is a strange one.")
    shortest_repaired: int = Field(
        ge=3, le=30, description="Letters of a strange word that may be a known one mistyped."
    )
    longest_known: int = Field(
        ge=5, le=1_000, description="Letters of a known word at most; longer ones are always strange."
    )
    coarse_clusters: int = Field(
        ge=0,
        le=10_000,
        description="Clusters of words that mean much the same; none where one of the two is 0 or there "
        "are not more words.",
    )
    fine_clusters: int = Field(
        ge=0,
        le=10_000,
        description="Clusters of words that mean much the same; none where one of the two is 0 or there "
        "are not more words.",
    )
    clustered_pieces: int = Field(ge=1, le=64, description="Word pieces of a word that are read for that.")
    least_chance: float = Field(ge=0.001, le=0.5, description="Chance below which a span is not looked at.")
    least_aspect: float = Field(
        ge=0.0001, le=0.5, description="Chance below which a span is no aspect that an opinion may be about."
    )
    chunk: int = Field(ge=1, le=100_000, description="Windows that the chain passes over at once.")
    texts_at_once: int = Field(ge=1, le=1_000_000, description="Texts that are held in memory at once.")
    characters_at_once: int = Field(
        ge=1_000, le=1_000_000_000, description="Characters of those texts, unless one alone has more."
    )
    texts_a_thread: int = Field(ge=1, le=1_000_000, description="Texts that are worth a thread of their own.")
