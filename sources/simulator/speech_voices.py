"""Who speaks in the simulated market: accents, voices, throats, and speeds; voices of the test are never trained on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sources.simulator.speech_rates import VOICE_RATES
from sources.simulator.streams import scrambled, stream
from sources.simulator.words import hexadecimal

TRAIN, VALID, TEST = "train", "valid", "test"
ACCENTS = {
    "en-us": "American",
    "en-us-nyc": "New York",
    "en": "British",
    "en-gb-x-rp": "Received Pronunciation",
    "en-gb-scotland": "Scottish",
    "en-gb-x-gbclan": "Lancastrian",
    "en-gb-x-gbcwmd": "West Midlands",
    "en-029": "Caribbean",
}
# Variants of espeak-ng, each with formants, timbre and breath of its own.
_VARIANTS = {
    TRAIN: "m1 m2 m3 m4 m6 m7 f1 f2 f3 klatt klatt2 klatt4 Andy Annie Alicia Denis Gene Hugo Lee Mario Michael adam "
    "anika antonio belinda benjamin david ed edward iven linda paul rob robert steph travis max marcelo victor pablo "
    "pedro",
    VALID: "Gene2 iven2 edward2 mike2 Diogo Henrique gustave michel miguel norbert aunty",
    TEST: "m5 m8 f4 f5 klatt3 Andrea Mike Reed boris caleb grandma grandpa ian john sandro shelby steph2 zac Jacky "
    "Marco",
}
SPEAKERS_PER_BLOCK = 6
_PARTS = (TRAIN, TRAIN, TRAIN, TRAIN, VALID, TEST)  # of the speakers of a block


@dataclass(frozen=True)
class Speaker:
    """A voice.

    Attributes:
        speaker_id: Unique.
        part: `TRAIN`, `VALID` or `TEST`: where the voice is heard first.
        accent: Its name.
        voice: As espeak-ng names it.
        speed: Words a minute.
        pitch: 0 to 99.
        range: Of the pitch.
        gap: Pause between words, in 10 ms.
        tract: Length of the vocal tract against the variant's own: formants lie lower by as much.
        level: Of the speech, decibels below full scale.
    """

    speaker_id: str
    part: str
    accent: str
    voice: str
    speed: int
    pitch: int
    range: int
    gap: int
    tract: float
    level: float


def speakers(seed: int, block: int) -> list[Speaker]:
    """The speakers of a block: four of the training, one of valid, one of the test."""
    rng = stream(seed, "speakers", block)
    numbers = block * SPEAKERS_PER_BLOCK + np.arange(SPEAKERS_PER_BLOCK)
    ids = hexadecimal("v", scrambled(numbers, seed, "speaker")).to_pylist()
    return [_speaker(rng, name, part) for name, part in zip(ids, _PARTS, strict=True)]


def _speaker(rng: np.random.Generator, name: str, part: str) -> Speaker:
    rates = VOICE_RATES
    accent = str(rng.choice(list(ACCENTS)))
    variant = str(rng.choice(_VARIANTS[part].split()))
    return Speaker(
        speaker_id=name,
        part=part,
        accent=ACCENTS[accent],
        voice=f"{accent}+{variant}",
        speed=int(rng.integers(*rates.speed)),
        pitch=int(rng.integers(*rates.pitch)),
        range=int(rng.integers(*rates.range)),
        gap=int(rng.random() < rates.pausing) * int(rng.integers(1, 5)),
        tract=float(np.exp(rng.uniform(-rates.tract, rates.tract))),
        level=float(rng.uniform(*rates.level)),
    )
