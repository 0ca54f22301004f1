"""How the light engine is fitted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CrfSettings:
    """A linear chain over hashed features of words, and linear models of pairs and sentiments.

    Attributes:
        window_words: Words that are read at once, of whole sentences (10..1,000).
        widest_aspect: Words of an aspect at most (1..30).
        widest_opinion: Words of an opinion at most (1..30).
        candidates: Aspects, the likeliest of a window, that an opinion may be about (1..50).
        bits: Of a feature's hash (10..24).
        least_count: Occurrences in training without which a feature has no weight (1..100).
        reach: Words on either side that a word's features tell of (0..5).
        between: Words behind the first of an opinion and an aspect that are told, where they stand between (1..20).
        rival_chance: Chance of a span from which it counts as a rival of the aspects around it (0..1).
        span_ridge: Penalty on squared weights of the chain (0..1,000).
        pair_ridge: Of what an opinion is about (0..1,000).
        sentiment_ridge: Of sentiments (0..1,000).
        iterations: Of each fit at most (1..10,000).
        memory: Gradients that the solver keeps (1..100).
        folds: Parts of the training reviews, each read by a chain that is fitted on the others, so that pairs are
            learned from spans as uncertain as unseen reviews have them (2..20).
        noised: Share of the training reviews of which a copy through the noise channel is learned from too (0..1).
        lexicon_count: Unlabelled reviews with a word without which their stars say nothing of it (1..10,000).
        lexicon_levels: Steps on either side of neutral into which words fall by the stars they go with (1..20).
        known_count: Reviews with a word without which it is a strange one (1..10,000).
        shortest_repaired: Letters of a strange word that may be a known one mistyped (3..30).
        longest_known: Letters of a known word at most; longer ones are always strange (5..1,000).
        coarse_clusters, fine_clusters: Clusters of words that mean much the same (0..10,000); none where one of them is
            0 or there are not more words than of either.
        clustered_pieces: Word pieces of a word that are read for that (1..64).
        least_chance: Chance below which a span is not looked at (0.001..0.5).
        least_aspect: Chance below which a span is no aspect that an opinion may be about (0.0001..0.5).
        chunk: Windows that the chain passes over at once (1..100,000).
        texts_at_once: Texts that are held in memory at once (1..1,000,000).
        characters_at_once: Of those texts, unless one alone has more (1,000..1,000,000,000).
        texts_a_thread: Texts that are worth a thread of their own (1..1,000,000).
    """

    window_words: int = 100
    widest_aspect: int = 6
    widest_opinion: int = 12
    candidates: int = 12
    bits: int = 20
    least_count: int = 2
    reach: int = 2
    between: int = 3
    rival_chance: float = 0.3
    span_ridge: float = 5.0
    pair_ridge: float = 1.5
    sentiment_ridge: float = 1.0
    iterations: int = 80
    memory: int = 8
    folds: int = 2
    noised: float = 1.0
    lexicon_count: int = 5
    lexicon_levels: int = 4
    known_count: int = 3
    shortest_repaired: int = 5
    longest_known: int = 40
    coarse_clusters: int = 60
    fine_clusters: int = 600
    clustered_pieces: int = 8
    least_chance: float = 0.05
    least_aspect: float = 0.001
    chunk: int = 512
    texts_at_once: int = 2_000
    characters_at_once: int = 1_000_000
    texts_a_thread: int = 64
