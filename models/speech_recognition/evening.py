"""Evens out what microphones, rooms and loudness do to features: cepstral mean and variance normalisation, here of
log-mel bands (Viikki and Laurila 1998 for the running one)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.signal import lfilter

from .front_end_settings import FrontEndSettings
from .mel import HOP, RATE

Features = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]

_LEAST_VARIANCE = 0.1  # of a band, of the training's: below it there is nothing to be heard


@dataclass(frozen=True)
class Level:
    """Mean and spread of each band, in nats.

    Attributes:
        mean: [bands].
        spread: Standard deviations, [bands].
    """

    mean: Features
    spread: Features

    @classmethod
    def of(cls, features: Features, least_spread: float) -> Level:
        """Of frames [n, bands]; none of them must be missing."""
        mean = features.mean(axis=0, dtype=np.float64)
        spread = np.maximum(features.std(axis=0, dtype=np.float64), least_spread)
        return cls(mean.astype(np.float32), spread.astype(np.float32))


class Running:
    """Mean and variance of what was heard so far, of each band; what it evens depends on nothing that comes later.

    Args:
        level: Of the training.
        settings: How long it remembers, and what the level before any sound counts.
        heard: Level of the one who speaks, where it is known; None: the training's.
        count: Frames that it counts; None: `settings.prior`.
    """

    def __init__(
        self, level: Level, settings: FrontEndSettings, heard: Level | None = None, count: float | None = None
    ) -> None:
        self._level, self._kept = level, 1.0 - 1.0 / settings.memory
        self._by_spread = settings.spread
        own = heard or level
        prior = settings.prior if count is None else count
        mean = (own.mean - level.mean).astype(np.float64) / level.spread
        square = np.square(own.spread.astype(np.float64) / level.spread) + np.square(mean)
        # what the filters hold: sums over the past, faded by one step already
        self._sums = self._kept * prior * np.stack([np.concatenate([mean, square])])
        self._count = np.array([self._kept * prior])

    def push(self, features: Features) -> Features:
        """Frames [n, bands] evened, each by itself and those before it."""
        if not len(features):
            return features
        bands = features.shape[1]
        known = ((features - self._level.mean) / self._level.spread).astype(np.float64)
        feed = np.concatenate([known, np.square(known)], axis=1)
        sums, self._sums = lfilter([1.0], [1.0, -self._kept], feed, axis=0, zi=self._sums)
        counts, self._count = lfilter([1.0], [1.0, -self._kept], np.ones(len(feed)), zi=self._count)
        moments: Doubles = sums / counts[:, None]
        if not self._by_spread:
            return (known - moments[:, :bands]).astype(np.float32)
        mean, square = moments[:, :bands], moments[:, bands:]
        variance = np.maximum(square - np.square(mean), _LEAST_VARIANCE)
        return ((known - mean) / np.sqrt(variance)).astype(np.float32)


class Deep:
    """Lifts what lies far below the loudest that was heard so far, so that one silence is as another.

    Args:
        settings: How far, and how soon the loudest is forgotten.
    """

    def __init__(self, settings: FrontEndSettings) -> None:
        self._depth, self._fading = settings.depth, settings.fading * HOP / RATE
        self._loudest = float(np.log(settings.floor)) + settings.depth

    def push(self, features: Features) -> Features:
        """Frames [n, bands] lifted, each by itself and those before it."""
        if not len(features):
            return features
        faded = self._fading * np.arange(1, len(features) + 1)
        peaks = np.maximum(self._loudest, np.maximum.accumulate(features.max(axis=1) + faded)) - faded
        self._loudest = float(peaks[-1])
        found: Features = np.maximum(features, (peaks - self._depth)[:, None].astype(np.float32))
        return found


def evened_whole(features: Features, level: Level, *, by_spread: bool) -> Features:
    """Frames [n, bands] by their own mean and variance, as far as they are loud enough to have one."""
    if not len(features):
        return features
    known = ((features - level.mean) / level.spread).astype(np.float64)
    spread = np.sqrt(np.maximum(known.var(axis=0), _LEAST_VARIANCE)) if by_spread else 1.0
    found: Features = ((known - known.mean(axis=0)) / spread).astype(np.float32)
    return found
