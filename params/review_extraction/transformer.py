"""The network."""

from __future__ import annotations

from pydantic import Field

from params.base import Section


class Transformer(Section):
    """MiniLM, fine-tuned on annotated reviews."""

    window_pieces: int = Field(ge=16, le=500, description="Word pieces that are read at once, of whole sentences.")
    widest_aspect: int = Field(ge=1, le=30, description="Words of an aspect at most.")
    widest_opinion: int = Field(ge=1, le=30, description="Words of an opinion at most.")
    candidates: int = Field(
        ge=1, le=50, description="Aspects, the likeliest of a window, that an opinion may be about."
    )
    mixed_layers: int = Field(
        ge=1, le=7, description="Uppermost layers of the network that a word's vector is mixed of."
    )
    pointed: int = Field(ge=8, le=384, description="Dimensions in which a span's ends are matched.")
    hidden: int = Field(ge=8, le=1_024, description="Units of the layers that pair and judge.")
    farthest: int = Field(
        ge=1, le=100, description="Words between aspect and opinion from which on all distances are alike."
    )
    context: int = Field(
        ge=0, le=20, description="Words on either side of an opinion that its sentiment is read from too."
    )
    dropout: float = Field(ge=0, le=0.9, description="Share of units left out in training.")
    epochs: int = Field(ge=1, le=100, description="Passes over the training reviews.")
    batch_pieces: int = Field(ge=64, le=65_536, description="Word pieces of a step, padding included.")
    length_blur: float = Field(
        ge=0,
        le=500,
        description="Word pieces by which lengths within a step may differ, so that no epoch has the steps of another.",
    )
    learning_rate: float = Field(gt=0, le=0.01, description="Of the uppermost layer of the network.")
    layer_decay: float = Field(gt=0, le=1, description="Rate of each layer, as a share of the one above it.")
    head_rate: float = Field(gt=0, le=0.1, description="Of what is new.")
    weight_decay: float = Field(ge=0, le=1, description="Share of a weight that a step takes off, times the rate.")
    warm_share: float = Field(ge=0, le=1, description="Share of the steps in which the rate rises.")
    longest_gradient: float = Field(gt=0, le=1_000, description="Norm at which a gradient is cut.")
    averaged: float = Field(
        ge=0,
        le=0.9999,
        description="Share of itself that a running average of the weights keeps at each step; the average is what is "
        "judged and kept; 0: the weights themselves.",
    )
    young_steps: float = Field(
        gt=0,
        le=10_000,
        description="Steps in which that average still follows closely, as it began with weights that knew nothing.",
    )
    noised: float = Field(ge=0, le=1, description="Share of the reviews that an epoch reads through the noise channel.")
    known_count: int = Field(ge=1, le=10_000, description="Reviews with a word without which it is a strange one.")
    shortest_repaired: int = Field(
        ge=3, le=30, description="Letters of a strange word that is read as a known one mistyped."
    )
    longest_known: int = Field(
        ge=5, le=1_000, description="Letters of a known word at most; longer ones are always strange."
    )
    star_pieces: int = Field(
        ge=0,
        le=65_536,
        description="Word pieces a step of unlabelled reviews whose stars are foretold; 0: no such lesson.",
    )
    star_weight: float = Field(ge=0, le=10, description="What those count beside the annotated ones.")
    first_look: float = Field(
        ge=0, le=1, description="Share of the epochs after which each epoch is judged on the valid reviews."
    )
    patience: int = Field(ge=1, le=100, description="Epochs without a better one after which it ends.")
    least_chance: float = Field(ge=0.001, le=0.5, description="Chance below which a span is not looked at.")
    read_pieces: int = Field(
        ge=64, le=1_048_576, description="Word pieces of a batch that is only read, padding included."
    )
    texts_at_once: int = Field(ge=1, le=1_000_000, description="Texts that are held in memory at once.")
    characters_at_once: int = Field(
        ge=1_000, le=1_000_000_000, description="Characters of those texts, unless one alone has more."
    )
