"""Recordings as others would have said them, elsewhere, into other microphones."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import soxr
from scipy.signal import butter, oaconvolve, sosfilt

from .change_settings import ChangeSettings
from .mel import RATE, Samples

_PAUSE: Final = 0.02  # of the loudest sample: below lies no speech
_SILENT: Final = 1e-6  # root mean square of what has no level to be brought to
_TELEPHONE: Final = (300.0, 3_400.0)  # hertz
_LOW: Final = 3_900.0


class Changes:
    """Draws changes.

    Args:
        settings: How often and how far.
        noises: float32 [n] each at 16 kHz, without a word.
        rooms: Impulse responses, likewise.
        voices: Recordings that babble is made of.
    """

    def __init__(
        self,
        settings: ChangeSettings,
        noises: Sequence[Samples] = (),
        rooms: Sequence[Samples] = (),
        voices: Sequence[Samples] = (),
    ) -> None:
        self.settings, self._voices = settings, voices
        self._noises = [one for one in noises if level(one) > _SILENT]
        self._rooms = [one / np.float32(np.sqrt(np.square(one).sum())) for one in rooms if np.any(one)]

    def changed(self, rng: np.random.Generator, samples: Samples) -> Samples:
        """A recording changed in all ways; its words stay, in their order."""
        chosen = self.settings
        heard = at_speed(samples, float(np.exp(rng.uniform(np.log(chosen.slowest), np.log(chosen.fastest)))))
        heard = np.pad(heard, (round(rng.uniform(0, chosen.around) * RATE), 0))
        if self._rooms and rng.random() < chosen.roomed:
            heard = in_room(heard, self._rooms[int(rng.integers(len(self._rooms)))])
        if rng.random() < chosen.noisy:
            noise = self.noise(rng, len(heard))
            heard = with_noise(heard, noise, rng.uniform(chosen.least_snr, chosen.most_snr))
        drawn = rng.random()
        if drawn < chosen.narrowed:
            heard = narrowed(heard, _TELEPHONE)
        elif drawn < chosen.narrowed + chosen.low:
            heard = narrowed(heard, (0.0, _LOW))
        if rng.random() < chosen.clipped:
            heard = clipped(heard, rng.uniform(chosen.cut, 1.0))
        return (heard * 10 ** (rng.uniform(-chosen.loudest, chosen.loudest) / 20)).astype(np.float32)

    def warp(self, rng: np.random.Generator) -> float:
        """Of the vocal tract; see `mel.log_mel`."""
        return float(np.exp(rng.uniform(-self.settings.warped, self.settings.warped)))

    def noise(self, rng: np.random.Generator, count: int) -> Samples:
        """So many samples of a noise: babble, one that was recorded, or one that is made."""
        chosen = self.settings
        if len(self._voices) and rng.random() < chosen.babble:
            picked = rng.integers(len(self._voices), size=int(rng.integers(1, chosen.voices + 1)))
            babble: Samples = np.sum(
                [stretch(rng, self._voices[int(at)], count) for at in picked], axis=0, dtype=np.float32
            )
            return babble
        if self._noises and rng.random() >= chosen.made:
            return stretch(rng, self._noises[int(rng.integers(len(self._noises)))], count)
        return coloured(rng, count, rng.uniform(0.0, chosen.steepest))


def level(samples: Samples) -> float:
    """Root mean square of what is louder than a pause; 0 for silence."""
    sizes = np.abs(samples)
    loud = samples[sizes > _PAUSE * sizes.max(initial=0.0)]
    return float(np.sqrt(np.mean(np.square(loud, dtype=np.float64)))) if len(loud) else 0.0


def at_speed(samples: Samples, speed: float) -> Samples:
    """Faster and higher, or slower and lower (Ko et al. 2015)."""
    if not len(samples) or round(speed * RATE) == RATE:
        return samples
    found: Samples = soxr.resample(samples, round(RATE * speed), RATE, quality="LQ")
    return found


def in_room(samples: Samples, response: Samples) -> Samples:
    """As heard in a room of that impulse response, from its loudest echo on, so that times stay."""
    heard = oaconvolve(samples, response) if len(samples) else samples
    start = int(np.abs(response).argmax())
    return np.ascontiguousarray(heard[start : start + len(samples)], dtype=np.float32)


def with_noise(samples: Samples, noise: Samples, decibels: float) -> Samples:
    """With a noise of the same length, so many decibels below the speech; silence gets it as it is."""
    speech, around = level(samples), float(np.sqrt(np.mean(np.square(noise, dtype=np.float64)))) if len(noise) else 0.0
    if around < _SILENT:
        return samples
    factor = speech / around * 10 ** (-decibels / 20) if speech > _SILENT else 1.0
    found: Samples = samples + noise * np.float32(factor)
    return found


def coloured(rng: np.random.Generator, count: int, exponent: float) -> Samples:
    """Noise whose power falls with that power of frequency: 0 is white, 1 pink, 2 brown; root mean square 0.1."""
    spectrum = np.fft.rfft(rng.standard_normal(max(count, 2), dtype=np.float32))
    shaped = np.fft.irfft(spectrum / np.maximum(np.arange(len(spectrum)), 1.0) ** (exponent / 2), max(count, 2))
    found: Samples = (0.1 * shaped / np.sqrt(np.mean(np.square(shaped)))).astype(np.float32)[:count]
    return found


def clipped(samples: Samples, share: float) -> Samples:
    """What is higher than that share of the highest sample is cut off."""
    highest = np.float32(share * np.abs(samples).max(initial=0.0))
    return np.clip(samples, -highest, highest)


def narrowed(samples: Samples, band: tuple[float, float]) -> Samples:
    """Without what lies outside of a band, in hertz."""
    return np.asarray(sosfilt(_sections(band), samples), dtype=np.float32)


def stretch(rng: np.random.Generator, samples: Samples, count: int) -> Samples:
    """So many samples from anywhere in a recording, begun again where it ends."""
    if not len(samples):
        return np.zeros(count, dtype=np.float32)
    start = int(rng.integers(len(samples)))
    return np.resize(np.roll(samples, -start) if start + count > len(samples) else samples[start:], count)


@lru_cache(maxsize=8)
def _sections(band: tuple[float, float]) -> npt.NDArray[Any]:
    low, high = band
    edges, kind = (high, "lowpass") if low <= 0 else ([low, high], "bandpass")
    return np.asarray(butter(6, edges, kind, fs=RATE, output="sos"))
