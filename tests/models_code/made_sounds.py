"""Recordings of every kind."""

from __future__ import annotations

import io
import struct
from typing import Any

import numpy as np
import numpy.typing as npt
import soundfile

Floats = npt.NDArray[np.float32]
RATE = 16_000


def tone(seconds: float = 0.5, rate: int = RATE, hertz: float = 440.0, height: float = 0.5) -> Floats:
    """A tone that rises in loudness: what is cut or turned round does not look like it."""
    t = np.arange(round(seconds * rate)) / rate
    swell = np.linspace(0.2, 1.0, len(t))
    return (height * swell * np.sin(2 * np.pi * hertz * t)).astype(np.float32)


def encoded(samples: npt.NDArray[Any], form: str = "WAV", subtype: str | None = None, rate: int = RATE) -> bytes:
    """A file of samples [n] or [n, channels]."""
    stream = io.BytesIO()
    soundfile.write(stream, samples, rate, format=form, subtype=subtype)
    return stream.getvalue()


def patched(data: bytes, at: int, form: str, value: int) -> bytes:
    """A file with one number of its header changed."""
    changed = bytearray(data)
    struct.pack_into(form, changed, at, value)
    return bytes(changed)
