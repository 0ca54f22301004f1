"""Noises of a market's surroundings, made of shaped noise and tones; some kinds are in the test alone."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy.signal import butter, sosfilt

RATE = 16_000
Samples = npt.NDArray[np.float32]
Noise = npt.NDArray[np.float64]


def coloured(rng: np.random.Generator, count: int, exponent: float) -> Noise:
    """Noise whose power falls with frequency to the power of `exponent`: 0 is white, 1 pink, 2 brown."""
    spectrum = np.fft.rfft(rng.standard_normal(count))
    tilt = np.maximum(np.arange(len(spectrum)), 1.0) ** (exponent / 2)
    shaped: Noise = np.fft.irfft(spectrum / tilt, count)
    levelled_out: Noise = shaped / np.sqrt(np.mean(shaped**2))
    return levelled_out


def _band(noise: Noise, low: float, high: float) -> Noise:
    found: Noise = sosfilt(butter(2, [low, high], "bandpass", fs=RATE, output="sos"), noise)
    return found


def _swell(rng: np.random.Generator, count: int, hertz: float, depth: float) -> Noise:
    slow = np.interp(
        np.arange(count), np.linspace(0, count, max(3, round(count / RATE * hertz))), _steps(rng, count, hertz)
    )
    return 1 + depth * slow


def _steps(rng: np.random.Generator, count: int, hertz: float) -> Noise:
    return rng.uniform(-1, 1, max(3, round(count / RATE * hertz)))


def _hum(rng: np.random.Generator, count: int) -> Noise:
    t = np.arange(count) / RATE
    base = rng.choice((50.0, 60.0)) * rng.uniform(0.99, 1.01)
    tones = sum(np.sin(2 * np.pi * base * k * t + rng.uniform(0, 6.3)) / k for k in range(1, 9))
    return np.asarray(tones) + 0.1 * coloured(rng, count, 1.0)


def _motor(rng: np.random.Generator, count: int) -> Noise:
    t = np.arange(count) / RATE
    speed = np.cumsum(rng.uniform(60, 180) * _swell(rng, count, 1.0, 0.1)) / RATE
    tones = sum(np.sin(2 * np.pi * k * speed) / k for k in range(1, 20))
    return np.asarray(tones) + 0.5 * coloured(rng, count, 2.0) + 0 * t


def _clatter(rng: np.random.Generator, count: int) -> Noise:
    """Things that knock against each other: short ringing strokes."""
    found = 0.02 * coloured(rng, count, 1.0)
    for _ in range(rng.poisson(6 * count / RATE)):
        at = int(rng.integers(count))
        t = np.arange(min(count - at, RATE // 5)) / RATE
        ring = sum(np.sin(2 * np.pi * hertz * t) for hertz in rng.uniform(800, 6_000, 4))
        found[at : at + len(t)] += rng.uniform(0.2, 1) * ring * np.exp(-t * rng.uniform(30, 120))
    return found


def _rain(rng: np.random.Generator, count: int) -> Noise:
    drops = rng.standard_normal(count) * (rng.random(count) < 0.02) * rng.exponential(3, count)
    return _band(drops + 0.3 * rng.standard_normal(count), 1_000, 7_000)


def _music(rng: np.random.Generator, count: int) -> Noise:
    """Chords of plucked tones."""
    found = np.zeros(count)
    step = int(RATE * rng.uniform(0.25, 0.5))
    for at in range(0, count, step):
        t = np.arange(min(count - at, 2 * step)) / RATE
        root = 220 * 2 ** (rng.integers(0, 12) / 12)
        for interval in (0, 4, 7):
            hertz = root * 2 ** (interval / 12)
            found[at : at + len(t)] += np.exp(-4 * t) * sum(np.sin(2 * np.pi * k * hertz * t) / k**2 for k in (1, 2, 3))
    return found


def _beeps(rng: np.random.Generator, count: int) -> Noise:
    t = np.arange(count) / RATE
    hertz, beat = rng.uniform(700, 3_000), rng.uniform(0.5, 2)
    return np.sin(2 * np.pi * hertz * t) * ((t * beat) % 1 < 0.4) + 0.02 * coloured(rng, count, 1.0)


KINDS: dict[str, Callable[[np.random.Generator, int], Noise]] = {
    "hiss": lambda rng, count: coloured(rng, count, 0.0),
    "room tone": lambda rng, count: coloured(rng, count, 1.0),
    "wind": lambda rng, count: coloured(rng, count, 2.0) * _swell(rng, count, 2.0, 0.8),
    "traffic": lambda rng, count: _band(coloured(rng, count, 1.0), 60, 900) * _swell(rng, count, 0.7, 0.7),
    "hum": _hum,
    "motor": _motor,
    "clatter": _clatter,
    "rain": _rain,
    "music": _music,
    "beeps": _beeps,
}
BABBLE = "babble"  # of voices that say something else
HELD_OUT = ("rain", "music", "beeps")


def noise(rng: np.random.Generator, kind: str, seconds: float) -> Samples:
    """A clip of one of `KINDS`, at a tenth of full scale (root mean square)."""
    return levelled(KINDS[kind](rng, round(seconds * RATE)), 0.1)


def levelled(samples: npt.NDArray[np.floating], rms: float) -> Samples:
    """Samples at a root mean square, clipped at full scale."""
    power = float(np.sqrt(np.mean(np.square(samples, dtype=np.float64))))
    found: Samples = np.clip(samples * (rms / max(power, 1e-9)), -1, 1).astype(np.float32)
    return found
