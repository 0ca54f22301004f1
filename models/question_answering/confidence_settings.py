"""How sure an answer from passages may be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ConfidenceSettings:
    """The calibration of first passages.

    Attributes:
        prior: Questions' worth of belief in the odds as trees give them; above 0 up to 10,000.
        least_slope: By which log odds are multiplied at least; above 0 up to 1.
    """

    prior: float = 1.0
    least_slope: float = 0.1
