"""From samples to an answer: the engine, what may be said, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from .adaptation import Adaptation
from .answers import SILENT, Answer, refusal
from .confidence import Confidence
from .engines import Engine, Samples
from .heard import Heard
from .language_choice import Said
from .parameters import SpeechParameters


@dataclass(frozen=True)
class Recogniser:
    """All that was fitted. Any number of threads may ask it at once.

    Attributes:
        engine: Hears words.
        said: What may be said.
        confidence: How sure words are.
        parameters: Of all parts.
    """

    engine: Engine
    said: Said
    confidence: Confidence
    parameters: SpeechParameters

    def answer(self, samples: Samples, adaptation: Adaptation | None = None, *, refuse: bool = True) -> Answer:
        """What is told of a recording.

        Args:
            samples: float32 [n] at 16 kHz.
            adaptation: To the one who speaks.
            refuse: Whether what is no phrase, or unsure, is refused.
        """
        if self.is_silent(samples):
            return Answer(Heard(), reason=SILENT)
        return self.judged(self.engine.transcribe(samples, adaptation), refuse=refuse)

    def judged(self, heard: Heard, *, refuse: bool = True) -> Answer:
        """Words as an answer: with what is wanted, how sure that is, or why they are refused."""
        grammar = self.said.grammar
        meaning = None if grammar is None or not heard.words else grammar.meaning_of(heard.words)
        chance = float(self.confidence.chances([heard])[0])
        answer = Answer(heard, chance, meaning)
        threshold, phrases = self.confidence.threshold, self.said.phrases_alone
        reason = refusal(heard, chance, meaning, threshold=threshold, phrases=phrases)
        return replace(answer, reason=reason) if refuse or not heard.words else answer

    def is_silent(self, samples: Samples) -> bool:
        """Whether nothing is louder than silence."""
        return float(np.abs(samples).max(initial=0.0)) <= self.parameters.confidence.silent
