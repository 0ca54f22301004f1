"""A recording as one picture of sound: bands over time, evened by what is loud in it, and of one length."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from .command_settings import CommandSettings
from .evening import Features
from .mel import HOP, RATE, WINDOW, Samples, log_mel

_FRAMES_A_SECOND: Final = RATE / HOP
_LEAST_SPREAD: Final = 0.3  # nats; what varies less is noise without a word


class Stretch(NamedTuple):
    """Where something is said.

    Attributes:
        start: Its first frame.
        end: The one behind its last.
    """

    start: int
    end: int

    @property
    def seconds(self) -> tuple[float, float]:
        """Begin and end in the recording."""
        return self.start / _FRAMES_A_SECOND, (self.end - 1) / _FRAMES_A_SECOND + WINDOW / RATE


def activity(loudness: Features, loud: float) -> npt.NDArray[np.bool_]:
    """Which frames are loud, as against the loudest and the quietest of them; (frames,).

    Args:
        loudness: Logs of power, [frames, bands].
        loud: Nats below the loudest from which on frames count, where the others are quieter still.
    """
    if not len(loudness):
        return np.zeros(0, np.bool_)
    level = np.logaddexp.reduce(loudness.astype(np.float64), axis=1)
    low, high = np.quantile(level, 0.1), level.max()
    found: npt.NDArray[np.bool_] = level >= max(high - loud, (low + high) / 2)
    return found


def stretch_of(active: npt.NDArray[np.bool_], longest: int) -> Stretch:
    """From the first loud frame to the last, of the stretch of so many frames that has most of them."""
    if not active.any():
        return Stretch(0, len(active))
    first = 0
    if len(active) > longest:
        counts = np.cumsum(np.concatenate([[0], active]))
        first = int((counts[longest:] - counts[:-longest]).argmax())
    inside = np.flatnonzero(active[first : first + longest]) + first
    return Stretch(int(inside[0]), int(inside[-1]) + 1)


def picture_of(loudness: Features, frames: int, settings: CommandSettings, shift: int = 0) -> Features:
    """Evened loudness of what is said, in the middle of so many frames, float32 [frames, bands]; 0 is the mean.

    Bands lose the mean of the recording's loud frames, which is mostly the microphone's and the throat's (as cepstral
    means, Atal 1974), and all of them the same spread.

    Args:
        loudness: Logs of power, [n, bands].
        frames: Of the picture.
        settings: How it is evened.
        shift: Frames by which it is put off the middle.
    """
    bands = loudness.shape[1]
    if not len(loudness):
        return np.zeros((frames, bands), np.float32)
    active = activity(loudness, settings.loud)
    said = stretch_of(active, frames)
    floor = np.float32(loudness[said.start : said.end].max() - settings.depth)
    heard = np.logaddexp(loudness, floor)
    start = (said.start + said.end - frames) // 2 + shift
    rows = np.clip(np.arange(start, start + frames), 0, len(heard) - 1)
    chosen = active & (np.arange(len(active)) >= said.start) & (np.arange(len(active)) < said.end)
    middle = heard[chosen].mean(axis=0) if chosen.any() else heard.mean(axis=0)
    found = heard[rows] - middle
    outside = (np.arange(start, start + frames) < 0) | (np.arange(start, start + frames) >= len(heard))
    found[outside] = floor - middle
    around = round(settings.around * _FRAMES_A_SECOND)
    far = np.arange(start, start + frames)
    found[(far < said.start - around) | (far >= said.end + around)] = floor - middle
    evened: Features = (found / max(float(found.std()), _LEAST_SPREAD)).astype(np.float32)
    return evened


def frames_for(seconds: npt.NDArray[np.float64], settings: CommandSettings) -> int:
    """Frames of a picture that holds nearly all recordings of these lengths, a multiple of 8."""
    wanted = float(np.quantile(seconds, 0.98)) + 2 * settings.around if len(seconds) else settings.longest
    return max(8, int(np.ceil(min(wanted, settings.longest) * _FRAMES_A_SECOND / 8)) * 8)


def said_seconds(samples: Samples, settings: CommandSettings) -> float:
    """How long what is said in a recording is."""
    loudness = log_mel(samples, settings.front_end)
    if not len(loudness):
        return 0.0
    start, end = stretch_of(activity(loudness, settings.loud), round(settings.longest * _FRAMES_A_SECOND)).seconds
    return end - start
