"""Changes of features: SpecAugment (Park et al. 2019), by which runs of bands and of frames are hidden, so that no
single one decides; other paces, other microphones."""

from __future__ import annotations

from typing import Final

import numpy as np

from .change_settings import MaskSettings
from .evening import Features
from .mel import HOP, RATE

_FRAMES_A_SECOND: Final = RATE / HOP
_KNOTS: Final = 6  # of the curve of a microphone, between which it is straight


def masked(rng: np.random.Generator, features: Features, settings: MaskSettings) -> Features:
    """A copy of evened features, [frames, bands], in which what is hidden is at the mean, 0."""
    out = features.copy()
    frames, bands = out.shape
    most = int(min(settings.longest * _FRAMES_A_SECOND, settings.most * frames))
    for _ in range(settings.bands):
        wide = int(rng.integers(int(settings.widest * bands) + 1))
        start = int(rng.integers(bands - wide + 1))
        out[:, start : start + wide] = 0.0
    for _ in range(settings.times):
        long = int(rng.integers(most + 1))
        start = int(rng.integers(frames - long + 1))
        out[start : start + long] = 0.0
    return out


def paced(rng: np.random.Generator, loudness: Features, most: float) -> Features:
    """Loudness, [frames, bands], said slower or faster: frames between those that are there.

    Args:
        rng: Draws.
        loudness: Logs of power.
        most: Log ratio of the pace at most.
    """
    if most <= 0 or len(loudness) < 2:
        return loudness
    count = max(2, round(len(loudness) * float(np.exp(rng.uniform(-most, most)))))
    at = np.linspace(0, len(loudness) - 1, count)
    left = np.minimum(at.astype(np.int64), len(loudness) - 2)
    share = (at - left).astype(np.float32)[:, None]
    found: Features = loudness[left] * (1 - share) + loudness[left + 1] * share
    return found


def coloured_bands(rng: np.random.Generator, loudness: Features, decibels: float) -> Features:
    """Loudness, [frames, bands], as by another microphone: each band louder or softer, neighbours alike.

    Args:
        rng: Draws.
        loudness: Logs of power.
        decibels: Standard deviation of a band.
    """
    if decibels <= 0:
        return loudness
    bands = loudness.shape[1]
    curve = np.interp(np.arange(bands), np.linspace(0, bands - 1, _KNOTS), rng.standard_normal(_KNOTS))
    found: Features = loudness + (decibels * np.log(10) / 10 * curve).astype(np.float32)
    return found
