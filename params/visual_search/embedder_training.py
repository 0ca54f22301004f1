"""How the network is trained that makes vectors of pictures."""

from __future__ import annotations

from pydantic import Field

from params.base import Section


class Change(Section):
    """How a picture is changed each time that it is learned from."""

    least_area: float = Field(gt=0, le=1, description="Share of a photo that is looked at, at least;.")
    stretch: float = Field(
        ge=0, le=1, description="Most log ratio by which height and width change against each other."
    )
    turn: float = Field(ge=0, le=180, description="Degrees that it is turned by, at most.")
    turned_over: float = Field(ge=0, le=1, description="Share that is turned by any angle.")
    smallest: float = Field(
        ge=0.1,
        le=1,
        description="Size of a product that is cut out of its catalogue picture, as a share of that picture's.",
    )
    largest: float = Field(ge=1, le=4, description="Likewise.")
    plain: float = Field(ge=0, le=1, description="Share of those that stand on white, not on a photo.")
    light: float = Field(ge=0, le=2, description="Most log ratio of brightness.")
    tint: float = Field(ge=0, le=1, description="Most log ratio of each colour's.")
    contrast: float = Field(ge=0, le=2, description="Most log ratio of contrast, and of how strong colours are.")
    blurred: float = Field(ge=0, le=1, description="Share that is blurred.")
    covered: float = Field(ge=0, le=1, description="Share of which a part is covered.")
    least_cover: float = Field(ge=0, le=1, description="Side of what covers it, as a share of the picture's.")
    most_cover: float = Field(ge=0, le=1, description="Likewise.")
    mixed: float = Field(ge=0, le=1, description="Share of the steps in which pictures are mixed in pairs.")
    patched: float = Field(
        ge=0, le=1, description="Share of those in which a part of one lies on the other, not one over the other."
    )
    mixing: float = Field(
        ge=0.01,
        le=10,
        description="Both parameters of the beta distribution of shares in which they are laid over each other.",
    )


class Training(Section):
    """The training of the network."""

    shown: int = Field(ge=64, le=100_000_000, description="Pictures that it is shown, all in all; the time it takes.")
    batch: int = Field(ge=8, le=4_096, description="Pictures of a step.")
    small_side: int = Field(
        ge=32, le=512, description="Pixels, high and wide, of the views of the first steps, which then take less time."
    )
    small_share: float = Field(ge=0, le=1, description="Share of the steps that these are.")
    catalogue_share: float = Field(ge=0, le=1, description="Share of a step that are catalogue pictures.")
    most_products: int = Field(
        ge=2, le=1_000_000, description="Products that are told apart; of more, those with most photos."
    )
    kept_side: int = Field(
        ge=32, le=1_024, description="Pixels of pictures as they are kept for training, high and wide."
    )
    kept_pictures: int = Field(
        ge=0,
        le=10_000_000,
        description="Pictures that are kept decoded; of more, each is decoded whenever it is shown.",
    )
    grounds: int = Field(
        ge=0,
        le=1_000_000,
        description="Photos that products are set on, an even draw of them; 0: noise in large spots.",
    )
    around: float = Field(
        ge=0, le=1, description="Share of a box's height and width that is seen beyond each side of it."
    )
    rate: float = Field(gt=0, le=10, description="Learning rate at its highest.")
    momentum: float = Field(ge=0, le=0.999, description="Of the gradients.")
    weight_decay: float = Field(ge=0, le=1, description="Of the weights.")
    warm_share: float = Field(gt=0, le=0.5, description="Share of the steps in which the rate rises.")
    longest_gradient: float = Field(gt=0, le=1_000, description="Length that gradients are cut to.")
    averaged: float = Field(ge=0, le=0.99999, description="Share of the running average of weights that a step keeps.")
    young_steps: float = Field(gt=0, le=10_000, description="Steps in which that average still follows closely.")
    scale: float = Field(ge=1, le=200, description="What cosines are multiplied by before the softmax.")
    margin: float = Field(ge=0, le=0.9, description="Taken off the cosine of the right product.")
    smoothing: float = Field(ge=0, le=0.9, description="Share of a label that is spread over all products.")
