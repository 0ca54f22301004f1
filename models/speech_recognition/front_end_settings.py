"""How sound becomes features."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FrontEndSettings:
    """Bands of loudness, and how they are evened.

    Attributes:
        bands: Of the mel scale (8..128).
        lowest: Hertz of the lowest band's lower end (0..1,000).
        highest: Hertz of the highest band's upper end (2,000..8,000).
        floor: Power, of full scale, that is as silence (1e-12..1e-3).
        depth: Nats below the loudest that was heard so far, beneath which all is alike: so that how quiet a room is
            does not matter (1..30).
        fading: Nats a second by which that loudest is forgotten (0..100).
        evened: `running`: by the mean and spread of what was heard so far; `utterance`: by those of the whole
            recording, which a stream then waits for.
        memory: Frames that a running mean follows (10..100,000).
        prior: Frames that the mean of the training counts when nothing is heard yet, above 0 up to 100,000.
        spread: Whether bands are also evened by how much they vary, and not by their mean alone.
        least_spread: Of a band, in nats, that it is divided by at least (0.01..10).
    """

    bands: int = 40
    lowest: float = 80.0
    highest: float = 7_600.0
    floor: float = 1e-7
    depth: float = 9.0
    fading: float = 2.0
    evened: str = "running"
    memory: float = 300.0
    prior: float = 5.0
    spread: bool = False
    least_spread: float = 0.5
