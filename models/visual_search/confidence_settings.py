"""How sure an answer is, and when there is none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ConfidenceSettings:
    """Calibration and refusal.

    Attributes:
        acceptance: Share of photos with a product of the catalogue that are answered (above 0 up to 1).
        least_known: Probability that a further region of an answered photo shows something of the catalogue, below
            which it is not told (0..1).
        strength: Inverse of the pull of the calibration's weights towards 0, above 0.
        least_temperature: Of the scores' softmax (above 0 up to 1).
        prior: How many photos it takes to outweigh that the surest product of a photo is as sure as its region says,
            and that boxes and the whole picture are as sure as each other (above 0 up to 10,000).
        least_slope: Of each line that says how sure they are instead, on log odds (above 0 up to 1).
        most_photos: Of valid that are asked for it at most; of more, an even draw (10..10,000,000).
    """

    acceptance: float = 0.95
    least_known: float = 0.5
    strength: float = 1.0
    least_temperature: float = 0.005
    prior: float = 10.0
    least_slope: float = 0.1
    most_photos: int = 2_000
