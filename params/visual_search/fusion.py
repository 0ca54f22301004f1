"""How colours and gradients are measured, and what they weigh beside the network."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from params.base import Section


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
