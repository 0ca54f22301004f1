"""How a speaker is learned from a few seconds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class EnrolmentSettings:
    """What is fitted to a speaker.

    Attributes:
        most_seconds: That are listened to; what comes later is left out (0.1..600).
        level_count: Frames that the mean and spread of the speaker's sound count before anything is heard, at most
            (0..100,000).
        warps: Of the vocal tract that are tried, beside none (0.6..1.6 each).
        least_gain: Log chance a frame by which a warp has to be better than none (0..10).
        steps: Of the network's scales (0..1,000); 0: they stay 1.
        rate: Of these steps, above 0 up to 1.
        pull: By which scales are drawn to 1 (0..1,000).
        least_told: Chance a letter that words need once a speaker is known, in the half that was not learned from: else
            other words were said, and nothing is learned, above 0 up to 1.
        least_sure: Chance a letter that text the engine itself has heard needs, to be learned from (0..1).
    """

    most_seconds: float = 20.0
    level_count: float = 200.0
    warps: tuple[float, ...] = (0.85, 0.9, 0.95, 1.05, 1.1, 1.16)
    least_gain: float = 0.01
    steps: int = 12
    rate: float = 0.1
    pull: float = 0.1
    least_told: float = 0.15
    least_sure: float = 0.5
