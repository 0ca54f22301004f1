"""Noise clips and rooms of the simulated market: those of the test are other ones, some of kinds of their own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import soxr

from sources.simulator import speech_noise, speech_rooms
from sources.simulator.speech_espeak import RATE as SPOKEN_RATE
from sources.simulator.speech_espeak import Line, said
from sources.simulator.speech_files import encoded
from sources.simulator.speech_noise import BABBLE, RATE, Samples, levelled
from sources.simulator.streams import stream
from sources.simulator.vocabulary.speech_phrases import OTHERS

CLIPS = {"noise": 3, "rooms": 4}  # of each kind; the last is of the test
SECONDS = 5.0
_VOICES = ("en-us", "en+f2", "en-gb-scotland+m3", "en-029+f4", "en-us+m7", "en-gb-x-rp+f1", "en+m2", "en-us+f5")
_AT_ONCE = 5  # voices that babble


@dataclass(frozen=True)
class Clip:
    """A noise, or a room's impulse response.

    Attributes:
        name: Of its file.
        kind: Of the noise or room.
        part: `train` or `test`.
        samples: float32 [n], `RATE` a second.
    """

    name: str
    kind: str
    part: str
    samples: Samples


@dataclass(frozen=True)
class Surroundings:
    """All noises and rooms."""

    noises: tuple[Clip, ...]
    rooms: tuple[Clip, ...]

    def tables(self) -> dict[str, pa.Table]:
        """The contract's tables `noise` and `rooms`."""
        return {
            table: pa.Table.from_pylist([{"audio": clip.name, "kind": clip.kind, "split": clip.part} for clip in clips])
            for table, clips in (("noise", self.noises), ("rooms", self.rooms))
        }

    def files(self) -> list[tuple[str, bytes]]:
        """Names and bytes of their recordings."""
        return [(clip.name, encoded(clip.samples, "flac", "PCM_16", RATE)) for clip in (*self.noises, *self.rooms)]


def surroundings(seed: int) -> Surroundings:
    """The noises and rooms of a seed."""
    noises = []
    for kind in (*speech_noise.KINDS, BABBLE):
        rng = stream(seed, f"noise of {kind}")
        count = CLIPS["noise"]
        clips = (
            _babbles(rng, count) if kind == BABBLE else [speech_noise.noise(rng, kind, SECONDS) for _ in range(count)]
        )
        noises += _clips("noise", kind, clips, kind in speech_noise.HELD_OUT)
    rooms = []
    for kind in speech_rooms.KINDS:
        rng = stream(seed, f"rooms like a {kind}")
        responses = [speech_rooms.impulse_response(rng, kind) for _ in range(CLIPS["rooms"])]
        rooms += _clips("rooms", kind, responses, kind in speech_rooms.HELD_OUT)
    return Surroundings(tuple(noises), tuple(rooms))


def _clips(folder: str, kind: str, clips: list[Samples], held_out: bool) -> list[Clip]:
    return [
        Clip(
            f"{folder}/{kind.replace(' ', '-')}-{number}.flac",
            kind,
            "test" if held_out or number == len(clips) - 1 else "train",
            samples,
        )
        for number, samples in enumerate(clips)
    ]


def _babbles(rng: np.random.Generator, count: int) -> list[Samples]:
    """Several people who talk at once."""
    sentences = OTHERS["train"].strip().splitlines()
    order = rng.permutation(len(sentences))
    lines = [Line(voice, f"{sentences[order[at]]} {sentences[order[-1 - at]]}") for at, voice in enumerate(_VOICES)]
    length = round(SECONDS * RATE)
    voices = [np.resize(soxr.resample(one.samples, SPOKEN_RATE, RATE), length) for one in said(lines)]
    found = []
    for _ in range(count):
        chosen = rng.choice(len(voices), _AT_ONCE, replace=False)
        mixed = sum(np.roll(voices[at], int(rng.integers(length))) * rng.uniform(0.4, 1) for at in chosen)
        found.append(levelled(np.asarray(mixed), 0.1))
    return found
