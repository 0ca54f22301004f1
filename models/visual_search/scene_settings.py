"""How products are cut out of catalogue pictures and put together into scenes."""

from __future__ import annotations

from dataclasses import dataclass, field

from .augment_settings import AugmentSettings


@dataclass(frozen=True)
class CutoutSettings:
    """What counts as a picture's ground and what as the product.

    Attributes:
        tolerance: Levels of 255 by which a pixel may differ from the ground's colour (0..128).
        plain_border: Share of the border's pixels that have that colour, from which on the ground is plain (0..1);
            where it is not, the whole picture is the product.
        least_part: Share of the largest piece's area under which a piece that lies apart is dropped (0..1).
        least_area: Share of the picture under which what is cut out is no product (0..1); the whole picture is taken.
    """

    tolerance: int = 10
    plain_border: float = 0.6
    least_part: float = 0.05
    least_area: float = 0.02


@dataclass(frozen=True)
class SceneSettings:
    """Scenes that are put together.

    Attributes:
        least: Products in a scene at least (0..50).
        most: Products in a scene at most (1..50).
        smallest: Longest side of a product at least, as a share of the scene's (0.02..1).
        largest: That at most; beyond 1 the product is cut off (0.05..2).
        alone: Chance that a scene shows one product, large (0..1).
        rotation: Degrees by which most products are turned, at most (0..180).
        tumbled: Chance that a product lies turned by any angle (0..1).
        perspective: Share of a side by which corners are drawn inwards, at most (0..0.4).
        outside: Share of a product that may lie outside the scene (0..0.9).
        overlap: Share of a product's place that others may already fill, at most (0..1).
        tries: Places that are tried for a product before it is left out (1..100).
        clutter: Things that are no products, at most (0..50).
        hidden: Share of a product that something else covers, at most (0..0.9).
        covered: Chance that something covers a part of a product (0..1).
        shadowed: Chance that a product throws a shadow (0..1).
        least_visible: Share of a product that has to be seen for it to count as seen (0..1).
        photos: Share of the grounds that are parts of photos, where there are any (0..1).
        smallest_ground: Side of such a part at least, as a share of the photo's shorter one (0.02..1).
        largest_ground: That at most; of a smaller part, products that nobody has told of are seldom whole (0.02..1).
        cutouts: How products are cut out.
        augment: What camera and light do to the scene.
    """

    least: int = 0
    most: int = 6
    smallest: float = 0.12
    largest: float = 1.0
    alone: float = 0.25
    rotation: float = 20.0
    tumbled: float = 0.25
    perspective: float = 0.1
    outside: float = 0.35
    overlap: float = 0.35
    tries: int = 6
    clutter: int = 4
    hidden: float = 0.35
    covered: float = 0.2
    shadowed: float = 0.4
    least_visible: float = 0.35
    photos: float = 0.4
    smallest_ground: float = 0.15
    largest_ground: float = 0.5
    cutouts: CutoutSettings = field(default_factory=CutoutSettings)
    augment: AugmentSettings = field(default_factory=AugmentSettings)
