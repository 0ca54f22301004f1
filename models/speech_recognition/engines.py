"""What recognises words: one face for all engines."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from .adaptation import Adaptation
from .alphabet import Alphabet
from .heard import Heard

Samples = npt.NDArray[np.float32]
LogProbs = npt.NDArray[np.float32]


class EngineStream(Protocol):
    """An utterance as it comes in."""

    def push(self, samples: Samples) -> None:
        """Hear on; float32 [n] at 16 kHz."""

    def heard(self) -> Heard:
        """The words so far; later ones may change the last of them."""

    @property
    def quiet(self) -> float:
        """Seconds since anything of speech was last heard."""

    def finish(self) -> Heard:
        """The words, once nothing more comes; nothing is to be pushed afterwards."""


class Engine(Protocol):
    """Recognises words. Any number of threads may ask it at once."""

    def transcribe(self, samples: Samples, adaptation: Adaptation | None = None) -> Heard:
        """The words of a recording; the same as of a stream of it.

        Args:
            samples: float32 [n] at 16 kHz.
            adaptation: To the one who speaks, of engines that can be adapted.
        """

    def stream(self, adaptation: Adaptation | None = None) -> EngineStream:
        """For sound that comes in bit by bit."""

    def save(self, directory: Path) -> None:
        """Write all that it needs into a directory that is there."""


class AcousticStream(Protocol):
    """Chances of letters of a recording that comes in."""

    def push(self, samples: Samples) -> LogProbs:
        """Natural logarithms of the chances of symbols in the frames that further samples complete."""

    def finish(self) -> LogProbs:
        """Those of the frames that were still waited for."""


class Acoustic(Protocol):
    """Chances of letters, frame by frame."""

    @property
    def alphabet(self) -> Alphabet:
        """What its symbols mean."""

    @property
    def frame_seconds(self) -> float:
        """From one frame to the next."""

    def stream(self, adaptation: Adaptation | None = None) -> AcousticStream:
        """For sound that comes in bit by bit."""

    def save(self, directory: Path) -> None:
        """Write all that it needs."""
