"""A photo before it is taken, and what is seen of its products after."""

from __future__ import annotations

from dataclasses import dataclass

from sources.simulator.visual_goods import Good

SOLO, SCENE, SHELF, STRANGE, EMPTY = "solo", "scene", "shelf", "strange", "empty"


@dataclass(frozen=True)
class Placed:
    """A product in a photo.

    Attributes:
        good: The product.
        share: Of the picture that its box should take.
        angle: In the plane, degrees.
        yaw: About its axis, degrees.
        covered: How much of it something in front may hide, 0 for nothing.
        middle: Where its middle lies, as shares of the picture's width and height; None: anywhere.
        most: The most that its box may take of the picture's width and height.
    """

    good: Good
    share: float
    angle: float
    yaw: float
    covered: float = 0.0
    middle: tuple[float, float] | None = None
    most: tuple[float, float] = (0.98, 0.98)


@dataclass(frozen=True)
class Plan:
    """A photo before it is taken.

    Attributes:
        number: Within its block.
        setup: Of photos that were taken in one go.
        shot: Number of the photo within its setup.
        kind: `SOLO`, `SCENE` (several products), `SHELF`, `STRANGE` (none of the catalogue), `EMPTY`.
        size: Width and height in pixels.
        placed: From the back to the front.
        clutter: How many things that are no products.
        light: Brightness, 1 is usual.
        warmth: Of the light, 0 is usual.
        blur: Radius in pixels, at the usual size.
        grain: Spread of the sensor's noise, of 255.
    """

    number: int
    setup: int
    kind: str
    size: tuple[int, int]
    placed: tuple[Placed, ...]
    clutter: int
    light: float
    warmth: float
    blur: float
    grain: float
    shot: int = 0


@dataclass(frozen=True)
class Seen:
    """A product as it is in a photo.

    Attributes:
        placed: As it was planned.
        box: Left, top, right, bottom of what is seen of it, in pixels.
        share: Of the picture that the box takes.
        hidden: Share of the product that is not seen: behind others, or beyond the picture.
    """

    placed: Placed
    box: tuple[int, int, int, int]
    share: float
    hidden: float
