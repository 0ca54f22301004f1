"""How products are cut out and put together into scenes to learn from."""

from __future__ import annotations

from typing import Final, Self

from pydantic import Field, model_validator

from params.base import Section

_RANGES: Final = (("least", "most"), ("smallest", "largest"), ("smallest_ground", "largest_ground"))


class Augment(Section):
    """What light, lens and camera do to a picture."""

    brightness: float = Field(ge=1, le=8, description="Factor of the light, or one over it, at most.")
    contrast: float = Field(ge=1, le=8, description="Factor of the contrast, or one over it, at most.")
    gamma: float = Field(ge=1, le=4, description="Exponent of the brightness curve, or one over it, at most.")
    tint: float = Field(
        ge=1, le=3, description="Factor of one colour channel, or one over it, at most: coloured light."
    )
    saturation: float = Field(ge=0, le=1, description="Share by which colours get stronger or fade, at most.")
    shade: float = Field(
        ge=0, le=0.95, description="Share of the light that is lost on the far side of a shadow, at most."
    )
    shaded: float = Field(ge=0, le=1, description="Chance of such a shadow.")
    blur: float = Field(ge=0, le=0.2, description="Radius of blur, as a share of the longest side, at most.")
    blurred: float = Field(ge=0, le=1, description="Chance of blur; half of it is the blur of a moving hand.")
    noise: float = Field(
        ge=0, le=100, description="Standard deviation of the sensor's noise, in levels of 255, at most."
    )
    noised: float = Field(ge=0, le=1, description="Chance of it.")
    least_resolution: float = Field(
        ge=0.05, le=1, description="Share of the pixels a side that are left when a product was far away, at least."
    )
    coarsened: float = Field(ge=0, le=1, description="Chance that it was.")
    least_quality: int = Field(ge=1, le=95, description="Of JPEG, at least.")
    compressed: float = Field(ge=0, le=1, description="Chance of compression.")


class Cutouts(Section):
    """What counts as a picture's ground and what as the product."""

    tolerance: int = Field(
        ge=0, le=128, description="Levels of 255 by which a pixel may differ from the ground's colour."
    )
    plain_border: float = Field(
        ge=0,
        le=1,
        description="Share of the border's pixels that have that colour, from which on the ground is plain; where "
        "it is not, the whole picture is the product.",
    )
    least_part: float = Field(
        ge=0, le=1, description="Share of the largest piece's area under which a piece that lies apart is dropped."
    )
    least_area: float = Field(
        ge=0,
        le=1,
        description="Share of the picture under which what is cut out is no product; the whole picture is taken.",
    )


class Scene(Section):
    """Scenes that are put together."""

    least: int = Field(ge=0, le=50, description="Products in a scene at least.")
    most: int = Field(ge=1, le=50, description="Products in a scene at most.")
    smallest: float = Field(ge=0.02, le=1, description="Longest side of a product at least, as a share of the scene's.")
    largest: float = Field(ge=0.05, le=2, description="That at most; beyond 1 the product is cut off.")
    alone: float = Field(ge=0, le=1, description="Chance that a scene shows one product, large.")
    rotation: float = Field(ge=0, le=180, description="Degrees by which most products are turned, at most.")
    tumbled: float = Field(ge=0, le=1, description="Chance that a product lies turned by any angle.")
    perspective: float = Field(ge=0, le=0.4, description="Share of a side by which corners are drawn inwards, at most.")
    outside: float = Field(ge=0, le=0.9, description="Share of a product that may lie outside the scene.")
    overlap: float = Field(ge=0, le=1, description="Share of a product's place that others may already fill, at most.")
    tries: int = Field(ge=1, le=100, description="Places that are tried for a product before it is left out.")
    clutter: int = Field(ge=0, le=50, description="Things that are no products, at most.")
    hidden: float = Field(ge=0, le=0.9, description="Share of a product that something else covers, at most.")
    covered: float = Field(ge=0, le=1, description="Chance that something covers a part of a product.")
    shadowed: float = Field(ge=0, le=1, description="Chance that a product throws a shadow.")
    least_visible: float = Field(
        ge=0, le=1, description="Share of a product that has to be seen for it to count as seen."
    )
    photos: float = Field(ge=0, le=1, description="Share of the grounds that are parts of photos, where there are any.")
    smallest_ground: float = Field(
        ge=0.02, le=1, description="Side of such a part at least, as a share of the photo's shorter one."
    )
    largest_ground: float = Field(
        ge=0.02, le=1, description="That at most; of a smaller part, products that nobody has told of are seldom whole."
    )
    cutouts: Cutouts
    augment: Augment

    @model_validator(mode="after")
    def _upright(self) -> Self:
        for low, high in _RANGES:
            first, last = getattr(self, low), getattr(self, high)
            if first > last:
                raise ValueError(f"{low} is {first} and {high} is {last}: give {low} no more than {high}.")
        return self
