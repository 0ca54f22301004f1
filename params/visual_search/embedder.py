"""What makes vectors of pictures."""

from __future__ import annotations

from typing import Annotated, Literal

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


class Network(Section):
    """A residual network."""

    side: int = Field(ge=32, le=512, description="Pixels that it reads, high and wide.")
    patch: int = Field(ge=1, le=16, description="Pixels, high and wide, that its first layer makes one position of.")
    widths: tuple[Annotated[int, Field(ge=8, le=2_048)], ...] = Field(
        min_length=1, description="Channels of its stages; each but the first halves height and width."
    )
    depths: tuple[Annotated[int, Field(ge=1, le=20)], ...] = Field(
        min_length=1, description="Residual blocks of each stage."
    )
    dimensions: int = Field(ge=8, le=1_024, description="Of a vector.")


class View(Section):
    """How often a picture is looked at for one vector; the mean of all views counts."""

    mirrored: bool = Field(description="Also as in a mirror.")
    nearer: tuple[Annotated[float, Field(ge=0.2, le=1)], ...] = Field(
        description="Shares of its height and width, about the middle, that are also looked at alone."
    )
    batch: int = Field(ge=1, le=4_096, description="Views that are read at once.")


class Descriptor(Section):
    """Colour and shape as they are measured, without learning."""

    side: int = Field(ge=16, le=256, description="Pixels that they are measured on.")
    hues: int = Field(ge=2, le=64, description="Steps of hue, of colours that have one.")
    levels: int = Field(ge=1, le=16, description="Steps of how strong and how bright a colour is.")
    bands: int = Field(ge=1, le=4, description="Nested frames about the middle whose colours are counted apart.")
    angles: int = Field(ge=2, le=36, description="Steps of a gradient's direction.")
    cell: int = Field(ge=4, le=64, description="Pixels, high and wide, of a cell of gradients.")
    dimensions: int = Field(ge=2, le=1_024, description="That each of the two is drawn together to.")


class LocalColour(Section):
    """Colours of small places, as they are described together."""

    sides: tuple[Annotated[int, Field(ge=32, le=512)], ...] = Field(
        min_length=1, description="Longest sides in pixels at which a picture is looked at."
    )
    cell: int = Field(ge=2, le=32, description="Pixels, high and wide, of a cell of a place.")
    step: int = Field(ge=1, le=64, description="Pixels between places.")
    local_dimensions: int = Field(ge=2, le=96, description="That a place's statistics are drawn together to.")
    words: int = Field(ge=2, le=512, description="Parts of the mixture that places are held against.")
    pictures: int = Field(ge=2, le=10_000, description="That the mixture is learnt from.")
    points: int = Field(ge=10, le=10_000, description="Places of each of these.")
    rounds: int = Field(ge=1, le=1_000, description="Of the learning, at most.")
    least_variance: float = Field(ge=0, le=1, description="Added to that of each axis, as a share of the largest.")
    least_spread: float = Field(gt=0, le=1, description="Added to the variances of the mixture.")
    dimensions: int = Field(ge=2, le=1_024, description="That the whole is drawn together to.")


class Fusion(Section):
    """What parts weigh in the vector that they make together."""

    weights: tuple[Annotated[float, Field(ge=0, le=10)], ...] = Field(
        min_length=1, description="Of each descriptor beside the network's 1, that are tried on valid."
    )
    fewest: int = Field(
        ge=0, le=1_000_000, description="Valid pictures with a right entry without which the network alone counts."
    )
    most: int = Field(ge=10, le=1_000_000, description="Valid pictures, and entries, that it is judged by.")
    least_gain: float = Field(
        ge=0, le=1, description="Share of valid by which the mean reciprocal rank has to gain for a further part."
    )
    evened: tuple[Annotated[float, Field(ge=0, le=0.99)], ...] = Field(
        min_length=1,
        description="How far the whole is evened, so that pictures of one product differ alike in all directions, "
        "that is tried on valid.",
    )
    catalogue_scatter: float = Field(
        ge=0,
        le=1,
        description="Share that differences between photos and catalogue pictures have in what is evened, beside "
        "those among photos.",
    )
    catalogue_only: float = Field(
        ge=0,
        le=1,
        description="Share that what is found among the catalogue's pictures alone has in every choice, beside what is "
        "found among all entries.",
    )


class Encoder(Section):
    """How a pretrained encoder wants its pictures, where nothing beside it says so."""

    side: int = Field(ge=16, le=1_024, description="Pixels, high and wide.")
    mean: tuple[Annotated[float, Field(ge=0, le=1)], ...] = Field(
        min_length=1, description="Of each colour's values 0 to 1, taken off."
    )
    spread: tuple[Annotated[float, Field(gt=0, le=10)], ...] = Field(
        min_length=1, description="That they are divided by."
    )


class Embedder(Section):
    """The whole of it."""

    engine: Literal["trained", "onnx", "clip"] = Field(
        description="Trained: the network is trained from zero; onnx, clip: a pretrained image encoder is read."
    )
    path: str = Field(
        max_length=4_096,
        description="Of that encoder: an.onnx file, or the folder of a CLIP model; empty with trained.",
    )
    encoder: Encoder
    network: Network
    changes: Change
    fitting: Training
    views: View
    descriptors: Descriptor
    local_colours: LocalColour
    fusion: Fusion
