"""How the first entries that were found are looked at closer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class HeadSettings:
    """Points that two pictures have in common.

    Attributes:
        most_entries: Entries of an index, points of which are kept; one of more is not looked at so (0..1,000,000).
        side: Longest side in pixels at which points are looked for (64..1,024).
        points: Of a picture at most, the strongest (8..5,000).
        first: Entries that are looked at closer (1..1,000).
        ratio: Distance of a point's match as a share of that of the next best, at most; above 0 up to 1.
        apart: Pixels by which a matched point may lie elsewhere than the others say (0.5..50).
        least: Points in common that say nothing yet; two any pictures have so many (0..100).
        most: Points in common from which on more say no more (1..1,000).
        weights: What a point in common may add to a cosine; the one under which valid finds most is taken (0..1 each).
        fewest: Valid pictures with a right entry without which nothing is looked at closer (1..1,000,000).
        judged: Valid pictures that it is judged by at most (1..1,000,000).
        least_gain: Share of valid by which the mean reciprocal rank has to gain (0..1).
    """

    most_entries: int = 20_000
    side: int = 256
    points: int = 200
    first: int = 20
    ratio: float = 0.85
    apart: float = 8.0
    least: int = 4
    most: int = 20
    weights: tuple[float, ...] = (0.01, 0.02, 0.04)
    fewest: int = 20
    judged: int = 200
    least_gain: float = 0.01
