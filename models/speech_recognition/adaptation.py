"""What is known of the one who speaks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .evening import Level

Scales = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Adaptation:
    """A speaker as `CtcEngine` reads him; `enrolment` finds it.

    Attributes:
        warp: Of frequencies; see `mel.log_mel`.
        level: Of features of the speaker's recordings, None: the training's.
        count: Frames that the level counts before anything is heard.
        scales: On what the network's convolutions and recurrent layers give (Swietojanski and Renals 2014), None: 1.
        facts: How it was found.
    """

    warp: float = 1.0
    level: Level | None = None
    count: float = 0.0
    scales: tuple[Scales, Scales] | None = None
    facts: dict[str, float] | None = None
