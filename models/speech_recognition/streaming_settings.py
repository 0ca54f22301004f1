"""When an utterance of a stream is over."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class StreamingSettings:
    """Ends of utterances.

    Attributes:
        step: Seconds that are heard at once, whatever the size of the chunks, so that it does not matter (0.01..1).
        pause: Seconds without speech after which what was said is an utterance (0.1..10).
        idle: Seconds without a word after which what was heard is forgotten (1..600).
        most_seconds: Of an utterance; it is then over, whatever is being said (1..3,600).
        least_rate: Samples a second that a stream may have at least.
        most_rate: Likewise at most.
    """

    step: float = 0.08
    pause: float = 0.8
    idle: float = 10.0
    most_seconds: float = 60.0
    least_rate: int = 8_000
    most_rate: int = 192_000
