"""Sound as it comes in from a caller: chunks of any size, rate and form, and the utterances that end in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import soxr

from ..errors import InputError
from .adaptation import Adaptation
from .engines import Engine, EngineStream, Samples
from .heard import Heard
from .streaming_settings import StreamingSettings

RATE: Final = 16_000
FORMS: Final = {"int16": ("<i2", 32_768.0), "float32": ("<f4", 1.0)}


@dataclass(frozen=True)
class Ended:
    """An utterance that is over.

    Attributes:
        heard: Its words; times count from the start of the stream.
        start: Second of the stream at which listening for it began.
        end: Second at which it was over.
        cut: Whether it was ended by the end of the stream, or because it lasted too long, while something was said.
    """

    heard: Heard
    start: float
    end: float
    cut: bool


class Listener:
    """Hears one stream. Of one thread.

    Attributes:
        strange: Samples so far that were no finite numbers, read as zero.
    """

    def __init__(
        self,
        engine: Engine,
        settings: StreamingSettings,
        *,
        rate: int = RATE,
        form: str = "int16",
        adaptation: Adaptation | None = None,
    ) -> None:
        """Begin to listen.

        Args:
            engine: That recognises.
            settings: When utterances are over.
            rate: Samples a second of the stream.
            form: Of its samples, one channel: `int16` or `float32`, little-endian.
            adaptation: To the one who speaks.

        Raises:
            InputError: The rate or the form is none that can be read.
        """
        if form not in FORMS:
            raise InputError(f"the stream's form is {form!r}; send samples as one of {sorted(FORMS)}.")
        if not settings.least_rate <= rate <= settings.most_rate:
            raise InputError(
                f"the stream's rate is {rate!r}; send {settings.least_rate:,} to {settings.most_rate:,} samples a "
                "second."
            )
        self._engine, self._settings, self._adaptation = engine, settings, adaptation
        self._kind, self._full = FORMS[form]
        self._resampling = None if rate == RATE else soxr.ResampleStream(rate, RATE, 1, dtype="float32")
        self._rest, self._waiting = b"", np.empty(0, np.float32)
        self._start = self._heard = 0  # samples of the stream
        self._stream: EngineStream = engine.stream(adaptation)
        self.strange = 0

    def feed(self, chunk: bytes) -> list[Ended]:
        """Hear on.

        Args:
            chunk: Samples; one that is cut in the middle goes on with the next chunk.

        Returns:
            The utterances that are over with it, mostly none.
        """
        return self._push(self._samples(chunk))

    def so_far(self) -> Heard:
        """The words of the utterance that is being said."""
        return self._stream.heard().later(self._start / RATE)

    def finish(self) -> list[Ended]:
        """End the stream, in the middle of a word if need be; nothing is to be fed afterwards.

        Returns:
            The utterances that are over with it; the last of them is `cut` where the speaker had not paused.
        """
        last = np.empty(0, np.float32)
        found = self._push(last if self._resampling is None else self._resampled(last, last=True))
        self._stream.push(self._waiting)
        quiet = self._stream.quiet
        heard = self._stream.finish().later(self._start / RATE)
        if heard.words:
            end = (self._heard + len(self._waiting)) / RATE
            found.append(Ended(heard, self._start / RATE, end, cut=not heard.whole or quiet == 0))
        return found

    def _samples(self, chunk: bytes) -> Samples:
        data = self._rest + chunk
        size = np.dtype(self._kind).itemsize
        whole = len(data) // size * size
        self._rest = data[whole:]
        samples = np.frombuffer(data[:whole], self._kind).astype(np.float32) / np.float32(self._full)
        strange = ~np.isfinite(samples)
        self.strange += int(strange.sum())
        samples[strange] = 0.0
        return self._resampled(np.clip(samples, -1.0, 1.0), last=False)

    def _resampled(self, samples: Samples, *, last: bool) -> Samples:
        if self._resampling is None:
            return samples
        found: Samples = self._resampling.resample_chunk(samples, last=last)
        return found

    def _push(self, samples: Samples) -> list[Ended]:
        """In steps of one size, so that utterances end where they do whatever the chunks are."""
        found = []
        step = round(self._settings.step * RATE)
        every = np.concatenate([self._waiting, samples])
        whole = len(every) // step * step
        self._waiting = every[whole:]
        for at in range(0, whole, step):
            self._stream.push(every[at : at + step])
            self._heard += step
            found += self._over()
        return found

    def _over(self) -> list[Ended]:
        settings, stream = self._settings, self._stream
        lasted = (self._heard - self._start) / RATE
        paused, long = stream.quiet >= settings.pause, lasted >= settings.most_seconds
        if not paused and not long:
            return []
        if not stream.heard().words and not long and stream.quiet < settings.idle:
            return []
        heard = stream.finish().later(self._start / RATE)
        start, self._start = self._start, self._heard
        self._stream = self._engine.stream(self._adaptation)
        return [Ended(heard, start / RATE, self._heard / RATE, cut=not paused)] if heard.words else []


def int16_bytes(samples: npt.NDArray[np.float32]) -> bytes:
    """Samples within -1 and 1 as a stream of int16 sends them."""
    return np.round(np.clip(samples, -1, 1) * 32_767).astype("<i2").tobytes()


def float32_bytes(samples: npt.NDArray[np.float32]) -> bytes:
    """Samples as a stream of float32 sends them."""
    return samples.astype("<f4").tobytes()
