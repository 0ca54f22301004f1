"""Recordings as microphones and apps store them: rates, formats, depths, channels, offsets and clipping."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import soundfile
import soxr
from scipy.io import wavfile

from sources.simulator.speech_noise import RATE, Samples
from sources.simulator.speech_rates import MICROPHONE_RATES

_SERIAL, _CHECKSUM, _SEGMENTS = 14, 22, 26  # bytes of an Ogg page
_MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
_LOUDER, _EAR = 8.0, 12  # gain of what clips; most samples between two microphones
_Choice = TypeVar("_Choice")


@dataclass(frozen=True)
class Recorded:
    """A file and what it is.

    Attributes:
        data: Its bytes.
        ending: Of its name.
        rate: Samples a second.
        form: Format and depth.
        channels: Of the file.
        offset: Of the samples, of full scale.
        clipped: Whether it was too loud for the microphone.
    """

    data: bytes
    ending: str
    rate: int
    form: str
    channels: int
    offset: float
    clipped: bool


def recorded(rng: np.random.Generator, samples: Samples) -> Recorded:
    """Store what is heard, float32 [n] at `RATE` a second."""
    rates = MICROPHONE_RATES
    rate, ending = _picked(rng, rates.rates), _picked(rng, rates.files)
    clipped = bool(rng.random() < rates.clipped)
    offset = float(rng.uniform(-1, 1) * rates.most_offset) if rng.random() < rates.offset else 0.0
    stereo = bool(rng.random() < rates.stereo)
    depth = {"wav": _picked(rng, rates.depths), "flac": "PCM_16", "ogg": "VORBIS"}[ending]
    heard = soxr.resample(samples, RATE, rate).astype(np.float32)
    if clipped:
        heard = heard * np.float32(_LOUDER / max(float(np.abs(heard).max()), 1e-6))
    heard = np.clip(heard + np.float32(offset), -1, 1)
    if stereo:
        other = np.roll(heard, int(rng.integers(-_EAR, _EAR))) * np.float32(rng.uniform(0.5, 1.0))
        heard = np.stack([heard, other], axis=1)
    return Recorded(encoded(heard, ending, depth, rate), ending, rate, f"{ending} {depth}", 1 + stereo, offset, clipped)


def encoded(samples: npt.NDArray[np.float32], ending: str, depth: str, rate: int) -> bytes:
    """A file of samples [n] or [n, channels], the same samples giving the same bytes."""
    stream = io.BytesIO()
    if depth == "FLOAT":  # libsndfile writes the time into these
        wavfile.write(stream, rate, samples)
        return stream.getvalue()
    soundfile.write(stream, samples, rate, format=ending.upper(), subtype=depth)
    return numbered(stream.getvalue()) if ending == "ogg" else stream.getvalue()


def numbered(data: bytes, serial: int = 1) -> bytes:
    """An Ogg file whose stream has a certain number; libsndfile draws one by the clock (RFC 3533)."""
    changed = bytearray(data)
    at = 0
    while at < len(changed):
        table = at + _SEGMENTS + 1
        end = table + changed[at + _SEGMENTS]
        end += sum(changed[table:end])
        struct.pack_into("<I", changed, at + _SERIAL, serial)
        struct.pack_into("<I", changed, at + _CHECKSUM, 0)
        struct.pack_into("<I", changed, at + _CHECKSUM, _checksum(bytes(changed[at:end])))
        at = end
    return bytes(changed)


def _checksum(page: bytes) -> int:
    """Ogg's CRC-32 is that of zlib with the bits of every byte and of the sum mirrored, begun and ended with zero."""
    mirrored = zlib.crc32(page.translate(_MIRRORED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{mirrored:032b}"[::-1], 2)


def _picked(rng: np.random.Generator, choices: Sequence[tuple[_Choice, float]]) -> _Choice:
    shares = np.array([share for _, share in choices])
    return choices[int(rng.choice(len(shares), p=shares / shares.sum()))][0]
