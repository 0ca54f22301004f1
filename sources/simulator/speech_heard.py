"""What a microphone hears: speech in a room, among noise, at some level."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import soxr
from scipy.signal import fftconvolve

from sources.simulator.speech_espeak import RATE as SPOKEN_RATE
from sources.simulator.speech_espeak import Spoken
from sources.simulator.speech_noise import RATE, Samples, levelled
from sources.simulator.speech_rates import MICROPHONE_RATES, SPEECH_RATES
from sources.simulator.speech_surroundings import Clip, Surroundings
from sources.simulator.speech_voices import Speaker

_OWN_NOISE = 3e-4  # of a microphone, root mean square of full scale
_HIGHEST = 0.98
_FLOOR = 0.02  # of the loudest sample: below lies no speech


@dataclass(frozen=True)
class Heard:
    """What is heard, and what is behind it.

    Attributes:
        samples: float32 [n], `RATE` a second.
        starts: Second at which each word begins.
        ends: Second at which each word ends.
        ratio: Decibels of speech over noise; None without noise, or without speech.
        noise: Its kind.
        room: Its kind.
    """

    samples: Samples
    starts: tuple[float, ...] = ()
    ends: tuple[float, ...] = ()
    ratio: float | None = None
    noise: str | None = None
    room: str | None = None


def heard(rng: np.random.Generator, spoken: Spoken, speaker: Speaker, around: Surroundings, part: str) -> Heard:
    """What is spoken, as it is heard among the noises and rooms of a part (of `train`, `valid`, `test`)."""
    rates = SPEECH_RATES
    lead, rest = (round(RATE * rng.uniform(*MICROPHONE_RATES.lead)) for _ in range(2))
    speech = soxr.resample(spoken.samples, SPOKEN_RATE / speaker.tract, RATE).astype(np.float32)
    power = _power(speech)
    found = np.pad(speech, (lead, rest))
    room = _drawn(rng, around.rooms, part) if rng.random() < rates.roomy else None
    if room is not None:
        found = fftconvolve(found, room.samples)[: len(found)].astype(np.float32)
    noise = _drawn(rng, around.noises, part) if rng.random() < rates.noisy else None
    ratio = float(rng.uniform(*rates.ratio)) if noise is not None else None
    if noise is not None and ratio is not None:
        found = found + levelled(_cut(rng, noise.samples, len(found)), power * 10 ** (-ratio / 20))
    found = found * np.float32(10 ** (speaker.level / 20) / max(power, 1e-6))
    found = found * np.float32(min(1.0, _HIGHEST / max(float(np.abs(found).max()), 1e-6)))
    found = found + _OWN_NOISE * rng.standard_normal(len(found)).astype(np.float32)
    seconds = [
        tuple(lead / RATE + at * speaker.tract / SPOKEN_RATE for at in ats) for ats in (spoken.starts, spoken.ends)
    ]
    kinds = [clip.kind if clip is not None else None for clip in (noise, room)]
    return Heard(found.astype(np.float32), seconds[0], seconds[1], ratio, *kinds)


def unspoken(rng: np.random.Generator, around: Surroundings, part: str) -> Heard:
    """Noise, or nothing at all, for one to six seconds."""
    count = round(RATE * rng.uniform(1, 6))
    own = (_OWN_NOISE * rng.standard_normal(count)).astype(np.float32)
    if rng.random() < SPEECH_RATES.silence:
        return Heard(own if rng.random() < 0.5 else np.zeros(count, np.float32))
    noise = _drawn(rng, around.noises, part)
    level = 10 ** (rng.uniform(-40, -12) / 20)
    return Heard(levelled(_cut(rng, noise.samples, count), level) + own, noise=noise.kind)


def _power(samples: Samples) -> float:
    """Root mean square of what is louder than a pause."""
    loud = np.abs(samples) > _FLOOR * np.abs(samples).max(initial=0.0)
    return float(np.sqrt(np.mean(np.square(samples[loud], dtype=np.float64)))) if loud.any() else 1.0


def _drawn(rng: np.random.Generator, clips: tuple[Clip, ...], part: str) -> Clip:
    fitting = [clip for clip in clips if (clip.part == "test") == (part == "test")]
    return fitting[int(rng.integers(len(fitting)))]


def _cut(rng: np.random.Generator, samples: Samples, count: int) -> Samples:
    """A stretch of a clip, from anywhere in it, begun again where it ends."""
    return np.take(samples, rng.integers(len(samples)) + np.arange(count), mode="wrap")
