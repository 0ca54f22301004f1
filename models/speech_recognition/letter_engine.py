"""The engine that hears letters: a network's chances of them, and the words that the language lets them spell."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from .adaptation import Adaptation
from .alignment import aligned
from .alphabet import BLANK
from .decoding import Decoder, Hypothesis
from .decoding_settings import DecodingSettings
from .engines import Acoustic, AcousticStream, LogProbs, Samples
from .heard import Heard
from .language import Language
from .outlook import Outlook
from .spelling import Spelling

_RATE: Final = 16_000


class LetterEngine:
    """An `engines.Engine`.

    Attributes:
        acoustic: Hears letters.
        language: What may be said.
        settings: Of the search.
    """

    def __init__(self, acoustic: Acoustic, language: Language, settings: DecodingSettings) -> None:
        """Take an acoustic engine and a language together.

        Raises:
            InputError: The language has words of letters that the acoustic engine does not know.
        """
        self.acoustic, self.language, self.settings = acoustic, language, settings
        self._spelling = Spelling.of(language.words, acoustic.alphabet)
        self._own = threading.local()

    def transcribe(self, samples: Samples, adaptation: Adaptation | None = None) -> Heard:
        """See `Engine`."""
        stream = self.stream(adaptation)
        stream.push(samples)
        return stream.finish()

    def stream(self, adaptation: Adaptation | None = None) -> LetterStream:
        """See `Engine`."""
        return LetterStream(self, self.acoustic.stream(adaptation), self._outlook())

    def read(self, log_probs: LogProbs) -> str:
        """The words of a whole recording, by what was heard of it already."""
        decoder = Decoder(self._outlook(), self.settings)
        decoder.push(log_probs)
        return " ".join(self.language.words[word] for word in decoder.best(ended=True).words)

    def save(self, directory: Path) -> None:
        """Write the acoustic engine; the language is its owner's."""
        self.acoustic.save(directory)

    def _outlook(self) -> Outlook:
        """What may be said, as far as this thread has looked already."""
        found: Outlook | None = getattr(self._own, "outlook", None)
        if found is None:
            found = self._own.outlook = Outlook(self.language, self._spelling, self.settings.held_states)
        return found


class LetterStream:
    """An `engines.EngineStream`. Of one thread."""

    def __init__(self, engine: LetterEngine, acoustic: AcousticStream, outlook: Outlook) -> None:
        self._engine, self._acoustic = engine, acoustic
        self._decoder = Decoder(outlook, engine.settings)
        self._frames: list[LogProbs] = []
        self._count, self._last, self._samples = 0, -1, 0

    @property
    def quiet(self) -> float:
        """See `EngineStream`."""
        return (self._count - 1 - self._last) * self._engine.acoustic.frame_seconds

    def push(self, samples: Samples) -> None:
        """See `EngineStream`."""
        self._samples += len(samples)
        self._hear(self._acoustic.push(samples))

    def heard(self) -> Heard:
        """See `EngineStream`."""
        return self._told(self._decoder.best(ended=False))

    def finish(self) -> Heard:
        """See `EngineStream`."""
        self._hear(self._acoustic.finish())
        return self._told(self._decoder.best(ended=True))

    def _hear(self, log_probs: LogProbs) -> None:
        if not len(log_probs):
            return
        self._decoder.push(log_probs)
        self._frames.append(log_probs)
        said = np.flatnonzero(log_probs.argmax(axis=1) != BLANK)
        if len(said):
            self._last = self._count + int(said[-1])
        self._count += len(log_probs)

    def _told(self, best: Hypothesis) -> Heard:
        engine, seconds = self._engine, self._samples / _RATE
        if not best.words:
            return Heard(share=best.share, whole=best.whole, seconds=seconds)
        words = tuple(engine.language.words[word] for word in best.words)
        codes = engine.acoustic.alphabet.spell(" ".join(words))
        frames = np.concatenate(self._frames)
        times = aligned(frames, codes)
        starts, ends = (_seconds(at, engine.acoustic.frame_seconds, seconds) for at in (times.begins, times.ends))
        lost = min(0.0, (best.heard - self._decoder.free) / len(codes))
        sureness = np.exp(times.margins.astype(np.float64))
        return Heard(words, starts, ends, sureness, lost, best.share, best.whole, seconds)


def _seconds(frames: npt.NDArray[np.int64], frame_seconds: float, whole: float) -> npt.NDArray[np.float64]:
    """Frames as seconds of a recording, within it."""
    found: npt.NDArray[np.float64] = np.minimum(frames * frame_seconds, whole)
    return found
