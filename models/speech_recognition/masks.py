"""SpecAugment (Park et al. 2019): runs of bands and of frames are hidden, so that no single one decides."""

from __future__ import annotations

from typing import Final

import numpy as np

from .change_settings import MaskSettings
from .evening import Features
from .mel import HOP, RATE

_FRAMES_A_SECOND: Final = RATE / HOP


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
