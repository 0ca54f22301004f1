"""How sure to be, by what is heard in recordings of valid, and in noise."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..steps import Told
from .changes import Changes
from .confidence import Confidence
from .engines import Engine, Samples
from .heard import Heard
from .language_choice import Said
from .mel import RATE
from .parameters import SpeechParameters
from .recogniser import Recogniser
from .spoken import Spoken
from .valid_metrics import measured


def calibrated(
    engine: Engine, said: Said, valid: Spoken, noises: Sequence[Samples], settings: SpeechParameters, told: Told
) -> tuple[Recogniser, dict[str, float]]:
    """What answers and knows how sure to be, and what is measured of it on valid.

    Args:
        engine: That hears.
        said: What may be said.
        valid: Recordings that the engine did not learn from.
        noises: Without a word; pieces of them are heard too, or made noise where there are none.
        settings: Of all parts.
        told: The share that is done.
    """
    quiet = _quiet(valid, noises, settings)
    sounds = [*(valid.samples(row) for row in range(len(valid))), *quiet]
    texts = [*valid.texts, *[""] * len(quiet)]
    recogniser = Recogniser(engine, said, Confidence.fit([Heard()], np.zeros(1, bool), settings.confidence), settings)
    heard = []
    for row, samples in enumerate(sounds):
        heard.append(Heard() if recogniser.is_silent(samples) else engine.transcribe(samples))
        told((row + 1) / len(sounds))
    right = np.array([bool(text) and one.text == text for one, text in zip(heard, texts, strict=True)])
    # where no word is heard nothing is answered, whatever the chance
    some = np.array([bool(one.words) for one in heard])
    judged = [one for one, words in zip(heard, some, strict=True) if words]
    sure = Confidence.fit(judged, right[some], settings.confidence) if judged else recogniser.confidence
    found = Recogniser(engine, said, sure, settings)
    return found, measured(texts, [found.judged(one) for one in heard])


def _quiet(valid: Spoken, noises: Sequence[Samples], settings: SpeechParameters) -> list[Samples]:
    """Pieces of noise, as long as a recording of valid, where too few of these are without a word."""
    words = sum(bool(text) for text in valid.texts)
    missing = max(0, round(settings.confidence.noises * words) - (len(valid) - words))
    rng = np.random.default_rng(settings.seed)
    changes, middle = Changes(settings.ctc.changes, noises), round(float(np.median(valid.seconds())) * RATE)
    return [_loud(rng, changes.noise(rng, middle)) for _ in range(missing)]


def _loud(rng: np.random.Generator, noise: Samples) -> Samples:
    peak = np.abs(noise).max(initial=0.0)
    found: Samples = (noise / max(peak, 1e-9) * 10 ** (rng.uniform(-40, 0) / 20)).astype(np.float32)
    return found
