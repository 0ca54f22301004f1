"""What a training of the network is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from ..errors import InputError
from .alphabet import Alphabet
from .changes import Changes
from .front_end import FrontEnd, silence
from .lesson import Lesson, lesson_of
from .mel import RATE, Samples
from .network_settings import CtcSettings
from .spoken import Spoken, stored

_MOST_VOICES: Final = 300  # recordings that babble is made of
_BATCH: Final = 32  # recordings that are judged at once; of time alone


@dataclass(frozen=True)
class Material:
    """Recordings to learn from.

    Attributes:
        spoken: Those with words, and those without.
        settings: Of the engine.
        seed: Of all draws.
        facts: Counts.
    """

    spoken: Spoken
    settings: CtcSettings
    seed: int
    facts: dict[str, Any]

    @classmethod
    def of(cls, train: Spoken, noises: Sequence[Samples], settings: CtcSettings, seed: int) -> Material:
        """Recordings, with noise where too few of them are without a word.

        Raises:
            InputError: None has words.
        """
        words = sum(bool(text.strip()) for text in train.texts)
        if not words:
            raise InputError(
                f"the column `transcript` is empty in all {len(train)} rows to learn from: there is nothing to learn "
                "to recognise; add recordings in which something is said."
            )
        rng = np.random.default_rng(seed)
        missing = max(0, round(settings.fitting.quiet * words) - (len(train) - words))
        changes, middle = Changes(settings.changes, noises), float(np.median(train.seconds()))
        quiet = [stored(_at_any_level(rng, changes.noise(rng, round(middle * RATE)))) for _ in range(missing)]
        spoken = Spoken([*train.sounds, *quiet], [*train.texts, *[""] * missing])
        return cls(spoken, settings, seed, {"recordings": len(train), "with_words": words, "made_quiet": missing})

    def voices(self) -> list[Samples]:
        """Some recordings with words, of which babble is made."""
        said = [row for row, text in enumerate(self.spoken.texts) if text.strip()]
        rows = np.random.default_rng(self.seed).permutation(said)[:_MOST_VOICES]
        return [self.spoken.samples(int(row)) for row in rows]

    def judges(self, valid: Spoken, alphabet: Alphabet, front: FrontEnd) -> list[Lesson]:
        """An even draw of valid as it is, unchanged, in batches of like length."""
        rows = np.random.default_rng(self.seed).permutation(len(valid))[: self.settings.fitting.most_valid]
        some = valid.some(np.sort(rows))
        order = np.argsort(some.seconds(), kind="stable")
        tail = silence(self.settings.tail)
        out = []
        for start in range(0, len(order), _BATCH):
            part = [int(row) for row in order[start : start + _BATCH]]
            features = [front.features(np.concatenate([some.samples(row), tail])) for row in part]
            codes = [alphabet.spell(some.texts[row]) for row in part]
            out.append(lesson_of(features, codes, self.settings.network.strides))
        return out


def _at_any_level(rng: np.random.Generator, noise: Samples) -> Samples:
    peak = np.abs(noise).max(initial=0.0)
    found: Samples = (noise / max(peak, 1e-9) * 10 ** (rng.uniform(-60, 0) / 20)).astype(np.float32)
    return found
