"""Recordings that have nothing in the upper half of what could be heard, as those of 8 kHz."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from .front_end_settings import FrontEndSettings
from .mel import RATE
from .spoken import Spoken

NARROW: Final = 4_000.0  # hertz that recordings of 8 kHz go up to
_ABOVE: Final = 4_200.0  # hertz; up to there filters leave some
_SILENT: Final = 1e-6  # share of the power
_LOOKED_AT: Final = 200


def heard_up_to(spoken: Spoken, settings: FrontEndSettings) -> FrontEndSettings:
    """Bands up to 4 kHz alone where most recordings have nothing above: others would hear nothing.

    Args:
        spoken: What is learned from.
        settings: Of the bands.
    """
    rows = np.unique(np.linspace(0, len(spoken) - 1, min(len(spoken), _LOOKED_AT)).astype(np.int64))
    shares = []
    for row in rows.tolist():
        power = np.square(np.abs(np.fft.rfft(spoken.samples(row))))
        shares.append(
            power[np.fft.rfftfreq(max(len(spoken.sounds[row]), 1), 1 / RATE) > _ABOVE].sum() / max(power.sum(), 1e-12)
        )
    if not shares or float(np.median(shares)) > _SILENT:
        return settings
    return replace(settings, highest=min(settings.highest, NARROW))
