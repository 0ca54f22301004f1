"""Sound as the loudness of mel bands, frame by frame."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.fft import rfft

from .front_end_settings import FrontEndSettings

Samples = npt.NDArray[np.float32]
Features = npt.NDArray[np.float32]

RATE: Final = 16_000  # samples a second that everything is heard at
WINDOW: Final = 400  # samples of a frame, 25 ms
HOP: Final = 160  # samples from one frame to the next, 10 ms
_POINTS: Final = 512  # of the Fourier transform
_KNEE: Final = 0.85  # of the highest frequency: up to there a warp is one factor
_HANN: Final = np.hanning(WINDOW + 1)[:-1].astype(np.float32)
_POWER: Final = np.float32(1.0 / (np.square(_HANN, dtype=np.float64).sum() * _POINTS / 2))


def frames_in(samples: int) -> int:
    """How many whole frames there are in so many samples."""
    return max(0, 1 + (samples - WINDOW) // HOP)


def log_mel(samples: Samples, settings: FrontEndSettings, warp: float = 1.0) -> Features:
    """Logs of power in mel bands, float32 [frames, bands], of whole frames alone.

    Args:
        samples: float32 [n] at 16 kHz; an offset is taken off each frame.
        settings: Bands and the floor.
        warp: What frequencies are multiplied by before they are put into bands: above 1 for a longer vocal tract,
            whose speech is made as if by a shorter one (Lee and Rose 1998).
    """
    count = frames_in(len(samples))
    if not count:
        return np.empty((0, settings.bands), dtype=np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(samples, WINDOW)[::HOP]
    spectrum = rfft((frames - frames.mean(axis=1, keepdims=True)) * _HANN, _POINTS, axis=1)
    power = (np.square(spectrum.real) + np.square(spectrum.imag)) * _POWER
    found: Features = np.log(np.maximum(power @ filters(settings, round(warp, 3)), np.float32(settings.floor)))
    return found


@lru_cache(maxsize=256)
def filters(settings: FrontEndSettings, warp: float) -> Features:
    """Triangles on the mel scale (Davis and Mermelstein 1980), float32 [bins of the spectrum, bands]."""
    edges = _hertz(np.linspace(_mel(settings.lowest), _mel(settings.highest), settings.bands + 2))
    bins = warped(np.fft.rfftfreq(_POINTS, 1 / RATE), warp)[:, None]
    rise = (bins - edges[:-2]) / (edges[1:-1] - edges[:-2])
    fall = (edges[2:] - bins) / (edges[2:] - edges[1:-1])
    return np.maximum(0.0, np.minimum(rise, fall)).astype(np.float32)


def warped(hertz: npt.NDArray[np.floating], warp: float) -> npt.NDArray[np.float64]:
    """Frequencies times the warp up to a knee, from there in a straight line so that the highest stays itself."""
    highest = RATE / 2
    knee = _KNEE * highest / max(warp, 1.0)
    slope = (highest - warp * knee) / (highest - knee)
    found: npt.NDArray[np.float64] = np.where(hertz <= knee, warp * hertz, highest - slope * (highest - hertz))
    return found


def _mel(hertz: float) -> float:
    return float(2595.0 * np.log10(1.0 + hertz / 700.0))


def _hertz(mel: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    found: npt.NDArray[np.float64] = 700.0 * (10.0 ** (mel / 2595.0) - 1.0)
    return found
