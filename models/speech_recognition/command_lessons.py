"""What the network of commands is shown: pictures of recordings, each changed in many ways."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from .changes import Changes
from .command_pictures import picture_of
from .command_settings import CommandSettings
from .evening import Features
from .front_end import silence
from .masks import coloured_bands, masked, paced
from .mel import HOP, RATE, Samples, log_mel
from .spoken import Spoken

Ints = npt.NDArray[np.int64]

_FRAMES_A_SECOND: Final = RATE / HOP
_MARGIN: Final = 0.1  # seconds of quiet that recordings are laid in, which some were cut without


@dataclass(frozen=True)
class CommandLessons:
    """Pictures to learn from.

    Attributes:
        loudness: Of versions of recordings, changed as sound, [frames, bands] each.
        codes: Sentence of each, (versions,).
        frames: Of a picture.
        settings: Of the engine.
    """

    loudness: Sequence[Features]
    codes: Ints
    frames: int
    settings: CommandSettings

    @classmethod
    def of(
        cls, spoken: Spoken, codes: Ints, frames: int, changes: Changes, settings: CommandSettings, seed: int
    ) -> CommandLessons:
        """Versions of recordings.

        Args:
            spoken: Recordings.
            codes: Sentence of each, 0 where nothing is said.
            frames: Of a picture.
            changes: How they are changed as sound.
            settings: How many versions.
            seed: Of all changes.
        """
        rng = np.random.default_rng(seed)
        count = len(spoken)
        if count > settings.most_versions:
            rows = np.sort(rng.choice(count, settings.most_versions, replace=False))
        else:
            rows = np.repeat(np.arange(count), max(1, min(settings.versions, settings.most_versions // count)))
        found = [_heard(rng, spoken.samples(int(row)), changes, settings) for row in rows]
        return cls(found, codes[rows], frames, settings)

    def drawn(self, rng: np.random.Generator) -> tuple[Features, Ints]:
        """A step: pictures [batch, frames, bands] and their sentences, seldom ones more often than they are said."""
        settings = self.settings
        counts = np.bincount(self.codes).astype(np.float64)
        chances = np.sqrt(counts)
        chances[0] = settings.nothing * chances[1:].mean() if counts[0] else 0.0
        weights = (chances / np.maximum(counts, 1))[self.codes]
        rows = rng.choice(len(self.codes), settings.batch, p=weights / weights.sum())
        most = round(settings.shifted * _FRAMES_A_SECOND)
        found = [self._picture(rng, int(row), int(rng.integers(-most, most + 1))) for row in rows]
        return np.stack(found), self.codes[rows]

    def _picture(self, rng: np.random.Generator, row: int, shift: int) -> Features:
        changes = self.settings.changes
        loudness = coloured_bands(
            rng, paced(rng, self.loudness[row].astype(np.float32), changes.paced), changes.coloured
        )
        return masked(rng, picture_of(loudness, self.frames, self.settings, shift), self.settings.masks)


def _heard(rng: np.random.Generator, samples: Samples, changes: Changes, settings: CommandSettings) -> Features:
    if rng.random() >= settings.changes.plain:
        samples = changes.changed(rng, samples)
    quiet = silence(_MARGIN)
    loudness = log_mel(np.concatenate([quiet, samples, quiet]), settings.front_end, changes.warp(rng))
    return loudness.astype(np.float16)
