"""A language of tones that a small network learns in seconds: each letter is a pair of them."""

from __future__ import annotations

import numpy as np

from models.speech_recognition.change_settings import ChangeSettings, MaskSettings
from models.speech_recognition.front_end_settings import FrontEndSettings
from models.speech_recognition.mel import RATE, Samples
from models.speech_recognition.network_settings import CtcSettings, FittingSettings, NetworkSettings
from models.speech_recognition.spoken import Spoken

TONES = {"a": (500.0, 1_500.0), "b": (900.0, 2_600.0), "c": (1_400.0, 4_200.0)}
TEXTS = ("ab", "ba", "c a", "b c", "a", "cb")
SMALL = CtcSettings(
    front_end=FrontEndSettings(bands=20),
    network=NetworkSettings(
        planes=(), width=24, strides=(2, 2), blocks=(1, 1), reach=3, hidden=32, layers=1, dropout=0.0
    ),
    changes=ChangeSettings(
        slowest=0.95,
        fastest=1.05,
        warped=0.03,
        paced=0.03,
        coloured=1.0,
        joined=0.0,
        around=0.05,
        roomed=0.2,
        noisy=0.5,
        least_snr=15.0,
        babble=0.2,
    ),
    masks=MaskSettings(bands=1, widest=0.1, times=0),
    fitting=FittingSettings(seconds=700.0, batch_seconds=4.0, rate=0.01, averaged=0.9, checks=3),
)


def said(rng: np.random.Generator, text: str, pitch: float = 1.0) -> Samples:
    """A recording of a text: 0.16 seconds a letter, pauses between words, a little noise."""
    parts = [_letter(rng, letter, pitch) if letter != " " else np.zeros(RATE // 10) for letter in text]
    whole = np.concatenate([np.zeros(RATE // 50), *parts, np.zeros(RATE // 50)])
    return (whole + 1e-3 * rng.standard_normal(len(whole))).astype(np.float32)


def spoken(seed: int, count: int, pitch: float = 1.0) -> Spoken:
    """So many recordings of `TEXTS`, in turn."""
    rng = np.random.default_rng(seed)
    texts = [TEXTS[at % len(TEXTS)] for at in range(count)]
    return Spoken.of([said(rng, text, pitch) for text in texts], texts)


def _letter(rng: np.random.Generator, letter: str, pitch: float) -> np.ndarray:
    count = round(0.16 * RATE)
    t = np.arange(count) / RATE
    swell = np.sin(np.pi * np.arange(count) / count)
    height = rng.uniform(0.05, 0.3)
    return height * swell * sum(np.sin(2 * np.pi * pitch * tone * t + rng.uniform(0, 6)) for tone in TONES[letter])
