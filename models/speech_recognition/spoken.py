"""Recordings and what is said in them, as they are learned from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .mel import RATE, Samples

_FULL = np.float32(32_767.0)


@dataclass(frozen=True)
class Spoken:
    """n recordings.

    Attributes:
        sounds: Of each the samples at 16 kHz, int16 [samples]: half of what floats take.
        texts: What is said; empty: nothing.
    """

    sounds: Sequence[npt.NDArray[np.int16]]
    texts: Sequence[str]

    def __len__(self) -> int:
        return len(self.sounds)

    @classmethod
    def of(cls, sounds: Sequence[Samples], texts: Sequence[str]) -> Spoken:
        """Of samples within -1 and 1."""
        return cls([stored(one) for one in sounds], list(texts))

    def samples(self, row: int) -> Samples:
        """A recording as float32 [samples] within -1 and 1."""
        return self.sounds[row].astype(np.float32) / _FULL

    def seconds(self) -> npt.NDArray[np.float64]:
        """How long each is, (n,)."""
        return np.array([len(one) for one in self.sounds], dtype=np.float64) / RATE

    def some(self, rows: Sequence[int] | npt.NDArray[np.int64]) -> Spoken:
        """Some of them."""
        return Spoken([self.sounds[row] for row in rows], [self.texts[row] for row in rows])


def stored(samples: Samples) -> npt.NDArray[np.int16]:
    """Samples within -1 and 1 in 16 bits."""
    return np.round(np.clip(samples, -1.0, 1.0) * _FULL).astype(np.int16)
