"""How sure an answer is, and when there is none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ConfidenceSettings:
    """Calibration and refusal.

    Attributes:
        acceptance: Share of rightly recognised recordings that are answered (above 0 up to 1).
        strength: Inverse of the pull of the calibration's weights towards 0, above 0.
        silent: Of full scale; a recording of which nothing is louder is silent (0..0.1).
    """

    acceptance: float = 0.97
    strength: float = 1.0
    silent: float = 0.0005
