"""What an event counts for: by its kind, and by how long it is past."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..faded_counts import DAY
from .candidate_settings import CandidateSettings
from .event_log import EventLog

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.float64]


def worth_of(kinds: npt.NDArray[np.int8], settings: CandidateSettings) -> Floats:
    """Worth of events by their kind, place in `event_log.KINDS`; (n,)."""
    return np.array([settings.view, settings.cart, 1.0], dtype=np.float32)[kinds]


def faded(log: EventLog, days: float) -> Floats:
    """Share of each event's worth that is left at the log's end, halved every so many days; (events,).

    Args:
        log: Events; one without a time does not fade.
        days: Half-life; 0: nothing fades.
    """
    return halved(log.end() - log.seconds, days)


def halved(seconds: Numbers, days: float) -> Floats:
    """1 halved every so many days; 1 too where the seconds are not known or days are 0."""
    if days <= 0:
        return np.ones(len(seconds), dtype=np.float32)
    return np.exp2(-np.maximum(np.nan_to_num(seconds), 0.0) / (days * DAY)).astype(np.float32)
