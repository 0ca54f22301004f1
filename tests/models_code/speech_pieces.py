"""A small shop by voice, and what a network would hear of its phrases."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from models.speech_recognition.adaptation import Adaptation
from models.speech_recognition.alphabet import Alphabet
from models.speech_recognition.grammar import Grammar
from models.speech_recognition.language_settings import LanguageSettings
from models.speech_recognition.phrases import Phrase, SlotValue

Floats = npt.NDArray[np.float32]

RATE = 16_000
PHRASES = (
    Phrase("add {quantity} {product} to my basket", "add", 2.0),
    Phrase("where is my {product}", "status"),
    Phrase("check out", "checkout"),
)
VALUES = (
    SlotValue("quantity", "1", "one"),
    SlotValue("quantity", "2", "two"),
    SlotValue("quantity", "12", "a dozen"),
    SlotValue("product", "p1", "running shoe"),
    SlotValue("product", "p1", "running shoes"),
    SlotValue("product", "p2", "running shoe laces"),
    SlotValue("product", "p3", "kettle"),
)
PLAIN = LanguageSettings(hesitant=0.0)


def shop(settings: LanguageSettings = PLAIN) -> Grammar:
    """The grammar."""
    return Grammar.of(PHRASES, VALUES, settings)


def alphabet_of(words: tuple[str, ...]) -> Alphabet:
    """Of some words."""
    return Alphabet.of(list(words))


def frames_of(text: str, alphabet: Alphabet, rng: np.random.Generator, noise: float = 0.0, lead: int = 4) -> Floats:
    """Natural logarithms of chances, as a network that hears the text gives; (frames, symbols)."""
    path = [alphabet.blank] * lead
    for code in alphabet.spell(text).tolist():
        path += [code] * int(rng.integers(1, 3)) + [alphabet.blank] * int(rng.integers(1, 3))
    path += [alphabet.blank] * lead
    scores = rng.normal(0.0, noise, (len(path), len(alphabet))) if noise else np.zeros((len(path), len(alphabet)))
    scores[np.arange(len(path)), path] += 5.0
    return (scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)).astype(np.float32)


class HeardLetters:
    """Stands for a network: sounds in which each sample is the code of a symbol, `SAMPLES` of them a frame."""

    SAMPLES = 640

    def __init__(self, alphabet: Alphabet) -> None:
        self.alphabet, self.frame_seconds = alphabet, self.SAMPLES / RATE

    def stream(self, adaptation: Adaptation | None = None) -> _Letters:  # noqa: ARG002 - an acoustic engine's interface
        return _Letters(self)

    def save(self, directory: Path) -> None:
        self.alphabet.save(directory / "alphabet.json")

    def sound(self, text: str, rng: np.random.Generator, lead: int = 4) -> Floats:
        """What is to be pushed for a text to be heard."""
        codes = frames_of(text, self.alphabet, rng, lead=lead).argmax(axis=1) if text else np.zeros(2 * lead)
        return np.repeat(codes / 100.0, self.SAMPLES).astype(np.float32)


class _Letters:
    def __init__(self, engine: HeardLetters) -> None:
        self._engine, self._rest = engine, np.zeros(0, np.float32)

    def push(self, samples: Floats) -> Floats:
        every = np.concatenate([self._rest, samples])
        size = self._engine.SAMPLES
        count = len(every) // size
        self._rest = every[count * size :]
        codes = np.round(every[: count * size].reshape(count, size).mean(axis=1) * 100).astype(np.int64)
        scores = np.zeros((count, len(self._engine.alphabet)))
        scores[np.arange(count), codes] = 6.0
        return (scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)).astype(np.float32)

    def finish(self) -> Floats:
        return self.push(np.zeros(0, np.float32))
