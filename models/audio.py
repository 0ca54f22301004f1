"""Recordings as samples, from bytes that anybody may have sent: any format, rate, depth and channels, or a clear no."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import soundfile
import soxr

from .audio_headers import cut_short
from .audio_limits import REASONS as REASONS
from .audio_limits import AudioLimits as AudioLimits
from .audio_limits import UnreadableSound as UnreadableSound

Samples = npt.NDArray[np.float32]

_BLOCK: Final = 1 << 16  # frames that are decoded at once
_UNKNOWN: Final = 1 << 60  # headers written before the end was known state about as many frames
_ESTIMATED: Final = ("MP3",)  # formats whose headers do not count frames


@dataclass(frozen=True)
class Sound:
    """A recording.

    Attributes:
        samples: float32 [n], one channel, within -1 and 1; an offset of the microphone is left in.
        rate: Samples a second.
        channels: Of the file.
        zeroed: Samples that were no finite numbers.
        clipped: Share of samples at full scale.
    """

    samples: Samples
    rate: int
    channels: int = 1
    zeroed: int = 0
    clipped: float = 0.0

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / self.rate

    def at(self, rate: int) -> Samples:
        """The samples at another rate; see `resampled`."""
        return resampled(self.samples, self.rate, rate)


class _Forward(soundfile.SoundFile):  # type: ignore[misc]
    """Read from start to end without seeking, which flac files of unknown length do not bear."""

    def seekable(self) -> bool:
        return False


def read_audio(data: bytes, limits: AudioLimits | None = None) -> Sound:
    """Decode a recording to one channel: wav, flac, ogg (Vorbis, Opus), aiff, au, mp3, of any depth and rate.

    Silence is a recording like others. Of several channels the mean is read, or the loudest where they cancel each
    other. Samples beyond full scale, as files of floats may have them, are brought to it all alike. Wav files that were
    streamed, whose headers state no length, are read to their end.

    Args:
        data: The bytes of the file, whatever its name says.
        limits: Defaults where None.

    Raises:
        UnreadableSound: It is empty, no recording, cut short, or outside of the limits.
    """
    limits = limits or AudioLimits()
    if not data:
        raise UnreadableSound("empty")
    if len(data) > limits.most_bytes:
        raise UnreadableSound("too_large")
    try:
        stream = _Forward(io.BytesIO(data))
    except soundfile.LibsndfileError as error:
        raise UnreadableSound("truncated" if cut_short(data) else "not_audio") from error
    with stream:
        if not limits.least_rate <= stream.samplerate <= limits.most_rate:
            raise UnreadableSound("wrong_rate")
        frames = _frames(stream, limits)
        if cut_short(data) or (stream.frames > len(frames) and _counted(stream)):
            raise UnreadableSound("truncated")
        return _sound(frames, stream.samplerate, limits)


def audio_seconds(data: bytes, limits: AudioLimits | None = None) -> float:
    """How long a file lasts that `read_audio` reads; all of it is decoded.

    Raises:
        UnreadableSound: As there.
    """
    return read_audio(data, limits).seconds


def resampled(samples: Samples, rate: int, to: int) -> Samples:
    """Samples at another rate, float32 [n * to / rate], band-limited (soxr's high quality)."""
    if rate == to:
        return samples
    found: Samples = soxr.resample(samples, rate, to).astype(np.float32, copy=False)
    return found


def _counted(stream: soundfile.SoundFile) -> bool:
    return stream.frames < _UNKNOWN and stream.format not in _ESTIMATED


def _frames(stream: soundfile.SoundFile, limits: AudioLimits) -> Samples:
    """All frames, float32 [n, channels]; never more in memory than may be read."""
    most = round(limits.most_seconds * stream.samplerate)
    if _counted(stream) and stream.frames > most:
        raise UnreadableSound("too_long")
    blocks: list[Samples] = []
    held = 0
    try:
        for block in _blocks(stream):
            blocks.append(block)
            held += len(block)
            if held > most:
                raise UnreadableSound("too_long")
    except soundfile.LibsndfileError as error:
        raise UnreadableSound("truncated") from error
    return np.concatenate(blocks) if blocks else np.empty((0, stream.channels), np.float32)


def _blocks(stream: soundfile.SoundFile) -> Iterator[Samples]:
    while len(block := stream.read(_BLOCK, dtype="float32", always_2d=True)):
        yield block


def _sound(frames: Samples, rate: int, limits: AudioLimits) -> Sound:
    if len(frames) < max(2, limits.least_seconds * rate):
        raise UnreadableSound("too_short")
    strange = ~np.isfinite(frames).all(axis=1)
    zeroed = int(strange.sum())
    if zeroed > limits.most_not_finite * len(frames):
        raise UnreadableSound("not_finite")
    frames[strange] = 0.0
    peak = float(np.abs(frames).max())
    if peak > 1:
        frames /= np.float32(peak)
    clipped = float((np.abs(frames) >= limits.clipped_from).any(axis=1).mean())
    return Sound(_mixed(frames, limits), rate, frames.shape[1], zeroed, clipped)


def _mixed(frames: Samples, limits: AudioLimits) -> Samples:
    if frames.shape[1] == 1:
        return np.ascontiguousarray(frames[:, 0])
    mean: Samples = frames.mean(axis=1, dtype=np.float32)
    power = np.square(frames, dtype=np.float64).mean(axis=0)
    if np.square(mean, dtype=np.float64).mean() < limits.least_mixed * power.mean():
        return np.ascontiguousarray(frames[:, power.argmax()])
    return mean
