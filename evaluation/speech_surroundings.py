"""Noises and rooms of the test: kinds that training never heard, or where the tables have none of them, made ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow.parquet as pq

from evaluation.speech_asking import RATE, Samples, samples_of

Doubles = npt.NDArray[np.float64]

TEST: Final = "test"
UNNAMED: Final = "unnamed"
_MADE_SECONDS: Final = 10.0
_MOST_NOISES: Final = 20  # of each kind that are held in memory, a minute each
_MOST_SECONDS: Final = 60.0
_MADE_ROOMS: Final = 8
_LOUDNESS: Final = 0.1  # root mean square of a made noise
_DIRECT: Final = 1.5  # energy of the way from mouth to microphone, of that of all echoes


def noises_of(examples: Path, seed: int) -> tuple[dict[str, list[Samples]], bool]:
    """Noises by kind, float32 [n] each at 16 kHz, and whether they are the tables' own.

    Those of the split test, which training leaves alone; else made ones, of kinds that training does not make: it makes
    steady noise of a spectrum that falls, and babble.
    """
    found: dict[str, list[Samples]] = {}
    for kind, samples in _stored(examples / "noise.parquet", _MOST_NOISES):
        found.setdefault(kind, []).append(samples)
    if found:
        return dict(sorted(found.items())), True
    rng = np.random.default_rng(seed)
    return {kind: [_levelled(make(rng, round(_MADE_SECONDS * RATE)))] for kind, make in MADE.items()}, False


def rooms_of(examples: Path, seed: int, seconds: float) -> tuple[list[Samples], bool]:
    """Impulse responses, likewise; made ones are noise that dies away by 60 decibels within seconds, behind the sound
    that came straight (Polack, "La transmission de l'énergie sonore dans les salles", 1988)."""
    found = [samples for _, samples in _stored(examples / "rooms.parquet", _MOST_NOISES)]
    if found:
        return found, True
    rng, rooms = np.random.default_rng(seed), []
    for _ in range(_MADE_ROOMS):
        count = round(seconds * rng.uniform(0.5, 1.0) * RATE)
        tail = rng.standard_normal(count) * 10 ** (-3 * np.arange(count) / count)
        tail[: round(0.002 * RATE)] = 0.0
        tail[0] = np.sqrt(_DIRECT * np.square(tail).sum())
        rooms.append(tail.astype(np.float32))
    return rooms, False


def _stored(path: Path, most: int) -> list[tuple[str, Samples]]:
    if not path.is_file():
        return []
    rows = pq.read_table(path, columns=["audio", "kind", "split"], filters=[("split", "==", TEST)])
    kinds = [str(one) if one else UNNAMED for one in rows.column("kind").to_pylist()]
    counts: dict[str, int] = {}
    found = []
    for kind, cell in zip(kinds, rows.column("audio"), strict=True):
        counts[kind] = counts.get(kind, 0) + 1
        if counts[kind] <= most and (samples := samples_of(cell.as_py())) is not None and np.any(samples):
            found.append((kind, samples[: round(_MOST_SECONDS * RATE)]))
    return found


def _siren(rng: np.random.Generator, count: int) -> Doubles:
    """A tone that rises and falls."""
    t = np.arange(count) / RATE
    hertz = rng.uniform(700, 900) * (1 + 0.4 * np.sin(2 * np.pi * rng.uniform(0.3, 0.6) * t))
    turns = 2 * np.pi * np.cumsum(hertz) / RATE
    return np.asarray(sum(np.sin(k * turns) / k for k in range(1, 5)))


def _clatter(rng: np.random.Generator, count: int) -> Doubles:
    """Strokes that ring, as of dishes and keys."""
    strokes = np.flatnonzero(rng.random(count) < 8 / RATE)
    t = np.arange(RATE // 5) / RATE
    found = np.zeros(count + len(t))
    for at in strokes:
        ring = sum(np.sin(2 * np.pi * hertz * t) for hertz in rng.uniform(1_000, 6_000, 4))
        found[at : at + len(t)] += rng.uniform(0.3, 1) * ring * np.exp(-t * rng.uniform(30, 100))
    return np.asarray(found[:count] + 0.01 * rng.standard_normal(count))


def _engine(rng: np.random.Generator, count: int) -> Doubles:
    """Harmonics of a speed that wavers, with the hiss of their strokes."""
    t = np.arange(count) / RATE
    turns = np.cumsum(rng.uniform(60, 120) * (1 + 0.1 * np.sin(2 * np.pi * 0.4 * t))) / RATE
    tones = sum(np.sin(2 * np.pi * k * turns) / np.sqrt(k) for k in range(1, 25))
    return np.asarray(tones + rng.standard_normal(count) * (1 + np.sin(2 * np.pi * turns)))


MADE: Final[Mapping[str, Callable[[np.random.Generator, int], Doubles]]] = {
    "siren": _siren,
    "clatter": _clatter,
    "engine": _engine,
}


def _levelled(noise: Doubles) -> Samples:
    return np.asarray(_LOUDNESS * noise / np.sqrt(np.mean(np.square(noise))), np.float32)
