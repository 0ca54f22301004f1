"""How pictures are changed in training."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AugmentSettings:
    """What light, lens and camera do to a picture.

    Attributes:
        brightness: Factor of the light, or one over it, at most (1..8).
        contrast: Factor of the contrast, or one over it, at most (1..8).
        gamma: Exponent of the brightness curve, or one over it, at most (1..4).
        tint: Factor of one colour channel, or one over it, at most: coloured light (1..3).
        saturation: Share by which colours get stronger or fade, at most (0..1).
        shade: Share of the light that is lost on the far side of a shadow, at most (0..0.95).
        shaded: Chance of such a shadow (0..1).
        blur: Radius of blur, as a share of the longest side, at most (0..0.2).
        blurred: Chance of blur; half of it is the blur of a moving hand (0..1).
        noise: Standard deviation of the sensor's noise, in levels of 255, at most (0..100).
        noised: Chance of it (0..1).
        least_resolution: Share of the pixels a side that are left when a product was far away, at least (0.05..1).
        coarsened: Chance that it was (0..1).
        least_quality: Of JPEG, at least (1..95).
        compressed: Chance of compression (0..1).
    """

    brightness: float = 1.5
    contrast: float = 1.35
    gamma: float = 1.4
    tint: float = 1.15
    saturation: float = 0.3
    shade: float = 0.6
    shaded: float = 0.2
    blur: float = 0.015
    blurred: float = 0.2
    noise: float = 12.0
    noised: float = 0.25
    least_resolution: float = 0.35
    coarsened: float = 0.2
    least_quality: int = 35
    compressed: float = 0.3
