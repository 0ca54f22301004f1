"""Sound as what the network reads, whole or as it comes in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from .evening import Deep, Features, Level, Running, evened_whole
from .front_end_settings import FrontEndSettings
from .mel import HOP, RATE, WINDOW, Samples, frames_in, log_mel

WAYS = ("running", "utterance")


class Voice(Protocol):
    """What is known of the one who speaks; see `adaptation`."""

    @property
    def warp(self) -> float:
        """Of frequencies."""

    @property
    def level(self) -> Level | None:
        """Of features, None: not known."""

    @property
    def count(self) -> float:
        """Frames that the level counts."""


@dataclass(frozen=True)
class _Unknown:
    warp: float = 1.0
    level: Level | None = None
    count: float = 0.0


class FrontEnd:
    """Evened log-mel features of sound at 16 kHz, a frame of 25 ms each 10 ms.

    Attributes:
        settings: Bands and evening.
        level: Of the training.
    """

    def __init__(self, settings: FrontEndSettings, level: Level) -> None:
        if settings.evened not in WAYS:
            raise ValueError(f"features are evened {' or '.join(WAYS)}, not {settings.evened!r}.")
        self.settings, self.level = settings, level

    def features(self, samples: Samples, voice: Voice | None = None) -> Features:
        """All whole frames of a recording, float32 [frames, bands].

        Args:
            samples: float32 [n] at 16 kHz.
            voice: What is known of the one who speaks.
        """
        heard = voice or _Unknown()
        return self.evened(log_mel(samples, self.settings, heard.warp), heard)

    def evened(self, loudness: Features, voice: Voice | None = None) -> Features:
        """What `log_mel` found, as the network reads it."""
        loudness = Deep(self.settings).push(loudness)
        if self.settings.evened == "utterance":
            return evened_whole(loudness, self.level, by_spread=self.settings.spread)
        return self._running(voice or _Unknown()).push(loudness)

    def stream(self, voice: Voice | None = None) -> FeatureStream:
        """For sound that comes in bit by bit."""
        return FeatureStream(self, voice)

    def _running(self, voice: Voice) -> Running:
        return Running(self.level, self.settings, voice.level, voice.count if voice.level else None)

    def save(self, path: Path) -> None:
        """Write the level of the training; `settings` are its owner's to keep."""
        np.savez(path, mean=self.level.mean, spread=self.level.spread)

    @classmethod
    def load(cls, path: Path, settings: FrontEndSettings) -> FrontEnd:
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as stored:
            return cls(settings, Level(stored["mean"], stored["spread"]))


class FeatureStream:
    """Frames as soon as they are complete; together they are those of `FrontEnd.features`, to 1e-5.

    Where features are evened over the whole recording there are none before `finish`.
    """

    def __init__(self, front: FrontEnd, voice: Voice | None = None) -> None:
        self._front, self._voice = front, voice or _Unknown()
        self._running = front._running(self._voice) if front.settings.evened == "running" else None
        self._deep = Deep(front.settings)
        self._rest: Samples = np.empty(0, dtype=np.float32)
        self._held: list[Features] = []

    def push(self, samples: Samples) -> Features:
        """Frames that further samples, float32 [n], complete; [frames, bands], often none."""
        heard = np.concatenate([self._rest, samples.astype(np.float32, copy=False)])
        loudness = log_mel(heard, self._front.settings, self._voice.warp)
        self._rest = heard[len(loudness) * HOP :]
        if self._running is not None:
            return self._running.push(self._deep.push(loudness))
        self._held.append(loudness)
        return loudness[:0]

    def finish(self) -> Features:
        """Frames that waited for the end, [frames, bands]."""
        held, self._held = self._held, []
        none = np.empty((0, self._front.settings.bands), dtype=np.float32)
        return self._front.evened(np.concatenate(held), self._voice) if held else none


def silence(seconds: float) -> npt.NDArray[np.float32]:
    """Samples of nothing at all."""
    return np.zeros(round(seconds * RATE), dtype=np.float32)


__all__ = ["HOP", "RATE", "WINDOW", "FeatureStream", "FrontEnd", "Samples", "Voice", "frames_in", "silence"]
