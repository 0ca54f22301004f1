"""How sure an answer is, and when there is none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ConfidenceSettings:
    """Calibration and refusal.

    Attributes:
        acceptance: Share of rightly recognised recordings that are answered (above 0 up to 1).
        strength: Inverse of the pull of the calibration's weights towards 0, above 0.
        most_recordings: Of valid that are listened to for it at most, an even draw (10..1,000,000).
        noises: Recordings without a word, for each of these that has words, with noise taken or made where valid has
            fewer (0..10).
        silent: Of full scale; a recording of which nothing is louder is silent (0..0.1).
    """

    acceptance: float = 0.97
    strength: float = 1.0
    most_recordings: int = 1_000
    noises: float = 0.2
    silent: float = 0.0005
