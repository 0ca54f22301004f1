"""How the network is built and tuned."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TransformerSettings:
    """Fine-tuning of MiniLM on annotated reviews.

    Attributes:
        window_pieces: Word pieces that are read at once, of whole sentences (16..500).
        widest_aspect: Words of an aspect at most (1..30).
        widest_opinion: Words of an opinion at most (1..30).
        candidates: Aspects, the likeliest of a window, that an opinion may be about (1..50).
        mixed_layers: Uppermost layers of the network that a word's vector is mixed of (1..7).
        pointed: Dimensions in which a span's ends are matched (8..384).
        hidden: Units of the layers that pair and judge (8..1,024).
        farthest: Words between aspect and opinion from which on all distances are alike (1..100).
        context: Words on either side of an opinion that its sentiment is read from too (0..20).
        dropout: Share of units left out in training (0..0.9).
        epochs: Passes over the training reviews (1..100).
        batch_pieces: Word pieces of a step, padding included (64..65,536).
        length_blur: Word pieces by which lengths within a step may differ, so that no epoch has the steps of another
            (0..500).
        learning_rate: Of the uppermost layer of the network, above 0 up to 0.01.
        layer_decay: Rate of each layer, as a share of the one above it; above 0 up to 1.
        head_rate: Of what is new, above 0 up to 0.1.
        weight_decay: Share of a weight that a step takes off, times the rate (0..1).
        warm_share: Share of the steps in which the rate rises (0..1).
        longest_gradient: Norm at which a gradient is cut, above 0 up to 1,000.
        averaged: Share of itself that a running average of the weights keeps at each step; the average is what is
            judged and kept; 0: the weights themselves (0..0.9999).
        young_steps: Steps in which that average still follows closely, as it began with weights that knew nothing,
            above 0 up to 10,000.
        noised: Share of the reviews that an epoch reads through the noise channel (0..1).
        known_count: Reviews with a word without which it is a strange one (1..10,000).
        shortest_repaired: Letters of a strange word that is read as a known one mistyped (3..30).
        longest_known: Letters of a known word at most; longer ones are always strange (5..1,000).
        star_pieces: Word pieces a step of unlabelled reviews whose stars are foretold; 0: no such lesson (0..65,536).
        star_weight: What those count beside the annotated ones (0..10).
        first_look: Share of the epochs after which each epoch is judged on the valid reviews (0..1).
        patience: Epochs without a better one after which it ends (1..100).
        least_chance: Chance below which a span is not looked at (0.001..0.5).
        read_pieces: Word pieces of a batch that is only read, padding included (64..1,048,576).
        texts_at_once: Texts that are held in memory at once (1..1,000,000).
        characters_at_once: Of those texts, unless one alone has more (1,000..1,000,000,000).
    """

    window_pieces: int = 96
    widest_aspect: int = 6
    widest_opinion: int = 12
    candidates: int = 12
    mixed_layers: int = 4
    pointed: int = 64
    hidden: int = 192
    farthest: int = 11
    context: int = 3
    dropout: float = 0.1
    epochs: int = 8
    batch_pieces: int = 1_024
    length_blur: float = 12.0
    learning_rate: float = 2e-4
    layer_decay: float = 0.9
    head_rate: float = 1e-3
    weight_decay: float = 0.01
    warm_share: float = 0.1
    longest_gradient: float = 1.0
    averaged: float = 0.99
    young_steps: float = 10.0
    noised: float = 0.7
    known_count: int = 3
    shortest_repaired: int = 4
    longest_known: int = 40
    star_pieces: int = 0
    star_weight: float = 0.3
    first_look: float = 0.5
    patience: int = 3
    least_chance: float = 0.05
    read_pieces: int = 1_024
    texts_at_once: int = 2_000
    characters_at_once: int = 1_000_000
