"""How colours and gradients are measured, and what they weigh beside the network."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DescriptorSettings:
    """Colour and shape as they are measured, without learning.

    Attributes:
        side: Pixels that they are measured on (16..256).
        hues: Steps of hue, of colours that have one (2..64).
        levels: Steps of how strong and how bright a colour is (1..16).
        bands: Nested frames about the middle whose colours are counted apart (1..4).
        angles: Steps of a gradient's direction (2..36).
        cell: Pixels, high and wide, of a cell of gradients (4..64).
        dimensions: That each of the two is drawn together to (2..1,024).
    """

    side: int = 96
    hues: int = 12
    levels: int = 3
    bands: int = 2
    angles: int = 9
    cell: int = 12
    dimensions: int = 32


@dataclass(frozen=True)
class LocalColourSettings:
    """Colours of small places, as they are described together.

    Attributes:
        sides: Longest sides in pixels at which a picture is looked at (32..512 each).
        cell: Pixels, high and wide, of a cell of a place (2..32).
        step: Pixels between places (1..64).
        local_dimensions: That a place's statistics are drawn together to (2..96).
        words: Parts of the mixture that places are held against (2..512).
        pictures: That the mixture is learnt from (2..10,000).
        points: Places of each of these (10..10,000).
        rounds: Of the learning, at most (1..1,000).
        least_variance: Added to that of each axis, as a share of the largest (0..1).
        least_spread: Added to the variances of the mixture; above 0 up to 1.
        dimensions: That the whole is drawn together to (2..1,024).
    """

    sides: tuple[int, ...] = (200, 140, 100, 70)
    cell: int = 6
    step: int = 6
    local_dimensions: int = 32
    words: int = 32
    pictures: int = 250
    points: int = 160
    rounds: int = 30
    least_variance: float = 1e-6
    least_spread: float = 0.01
    dimensions: int = 64


@dataclass(frozen=True)
class FusionSettings:
    """What parts weigh in the vector that they make together.

    Attributes:
        weights: Of each descriptor beside the network's 1, that are tried on valid (0..10 each).
        fewest: Valid pictures with a right entry without which the network alone counts (0..1,000,000).
        most: Valid pictures, and entries, that it is judged by (10..1,000,000).
        least_gain: Share of valid by which the mean reciprocal rank has to gain for a further part (0..1).
        evened: How far the whole is evened, so that pictures of one product differ alike in all directions, that is
            tried on valid (0..0.99 each).
        catalogue_scatter: Share that differences between photos and catalogue pictures have in what is evened, beside
            those among photos (0..1).
        catalogue_only: Share that what is found among the catalogue's pictures alone has in every choice, beside what
            is found among all entries (0..1).
    """

    weights: tuple[float, ...] = (0.0, 0.1, 0.2, 0.4)
    fewest: int = 20
    most: int = 5_000
    least_gain: float = 0.002
    evened: tuple[float, ...] = (0.0, 0.5, 0.75, 0.9)
    catalogue_scatter: float = 0.1
    catalogue_only: float = 0.25
