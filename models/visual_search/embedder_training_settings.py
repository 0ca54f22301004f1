"""How the network is trained: how pictures are changed before it sees them, and the steps that it learns in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ChangeSettings:
    """How a picture is changed each time that it is learned from.

    Attributes:
        least_area: Share of a photo that is looked at, at least; above 0 up to 1.
        stretch: Most log ratio by which height and width change against each other (0..1).
        turn: Degrees that it is turned by, at most (0..180).
        turned_over: Share that is turned by any angle (0..1).
        smallest: Size of a product that is cut out of its catalogue picture, as a share of that picture's (0.1..1).
        largest: Likewise (1..4).
        plain: Share of those that stand on white, not on a photo (0..1).
        light: Most log ratio of brightness (0..2).
        tint: Most log ratio of each colour's (0..1).
        contrast: Most log ratio of contrast, and of how strong colours are (0..2).
        blurred: Share that is blurred (0..1).
        covered: Share of which a part is covered (0..1).
        least_cover: Side of what covers it, as a share of the picture's (0..1).
        most_cover: Likewise (0..1).
        mixed: Share of the steps in which pictures are mixed in pairs (0..1).
        patched: Share of those in which a part of one lies on the other, not one over the other (0..1).
        mixing: Both parameters of the beta distribution of shares in which they are laid over each other (0.01..10).
    """

    least_area: float = 0.25
    stretch: float = 0.25
    turn: float = 25.0
    turned_over: float = 0.15
    smallest: float = 0.67
    largest: float = 2.0
    plain: float = 0.3
    light: float = 0.45
    tint: float = 0.1
    contrast: float = 0.4
    blurred: float = 0.15
    covered: float = 0.3
    least_cover: float = 0.15
    most_cover: float = 0.5
    mixed: float = 0.8
    patched: float = 0.5
    mixing: float = 0.5


@dataclass(frozen=True)
class FittingSettings:
    """The training of the network.

    Attributes:
        shown: Pictures that it is shown, all in all (64..100,000,000); the time it takes.
        batch: Pictures of a step (8..4,096).
        small_side: Pixels, high and wide, of the views of the first steps, which then take less time (32..512).
        small_share: Share of the steps that these are (0..1).
        catalogue_share: Share of a step that are catalogue pictures (0..1).
        most_products: Products that are told apart; of more, those with most photos (2..1,000,000).
        kept_side: Pixels of pictures as they are kept for training, high and wide (32..1,024).
        kept_pictures: Pictures that are kept decoded; of more, each is decoded whenever it is shown (0..10,000,000).
        rate: Learning rate at its highest, above 0 up to 10.
        momentum: Of the gradients (0..0.999).
        weight_decay: Of the weights (0..1).
        warm_share: Share of the steps in which the rate rises, above 0 up to 0.5.
        grounds: Photos that products are set on, an even draw of them (0..1,000,000); 0: noise in large spots.
        around: Share of a box's height and width that is seen beyond each side of it (0..1).
        longest_gradient: Length that gradients are cut to, above 0 up to 1,000.
        averaged: Share of the running average of weights that a step keeps (0..0.99999).
        young_steps: Steps in which that average still follows closely, above 0 up to 10,000.
        scale: What cosines are multiplied by before the softmax (1..200).
        margin: Taken off the cosine of the right product (0..0.9).
        smoothing: Share of a label that is spread over all products (0..0.9).
    """

    shown: int = 200_000
    batch: int = 64
    small_side: int = 96
    small_share: float = 0.6
    catalogue_share: float = 0.22
    most_products: int = 20_000
    kept_side: int = 176
    kept_pictures: int = 20_000
    grounds: int = 2_000
    around: float = 0.1
    rate: float = 0.15
    momentum: float = 0.9
    weight_decay: float = 5e-4
    warm_share: float = 0.1
    longest_gradient: float = 5.0
    averaged: float = 0.998
    young_steps: float = 20.0
    scale: float = 12.0
    margin: float = 0.0
    smoothing: float = 0.1
