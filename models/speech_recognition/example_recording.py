"""A short recording that is made, for examples of requests."""

from __future__ import annotations

import io
from typing import Final

import numpy as np
import soundfile

from .mel import RATE

_SECONDS: Final = 0.5
_HERTZ: Final = (220.0, 660.0)
_LOUD: Final = 0.1  # of full scale, each


def example_recording(*, silent: bool = False) -> bytes:
    """A wav file of a hum, or of nothing, 16 bits at 16 kHz."""
    moments = np.arange(round(_SECONDS * RATE)) / RATE
    hum = sum(_LOUD * np.sin(2 * np.pi * hertz * moments) for hertz in _HERTZ)
    out = io.BytesIO()
    soundfile.write(out, np.zeros_like(moments) if silent else hum, RATE, format="WAV", subtype="PCM_16")
    return out.getvalue()
