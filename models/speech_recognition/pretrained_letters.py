"""A user's network that answers with letters, such as a wav2vec 2.0 with a CTC head, as an `engines.Acoustic`.

Baevski et al., "wav2vec 2.0: A Framework for Self-Supervised Learning of Speech Representations", 2020. It looks
forward as well as back, so a stream is read anew, window by window.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import torch

from ..errors import InputError
from ..torch_threads import torch_threads
from ..words import normalised
from .adaptation import Adaptation
from .alphabet import BLANK, GAP, Alphabet
from .engines import LogProbs, Samples
from .pretrained_folder import copied, kind_of
from .pretrained_settings import PretrainedSettings

_RATE: Final = 16_000
_VOCABULARY, _READING, _WORDS_APART = "vocab.json", "preprocessor_config.json", "|"
_IMPOSSIBLE: Final = -50.0  # natural logarithm
_LEAST_SPREAD: Final = 1e-7


class PretrainedLetters:
    """An `engines.Acoustic`; it cannot be adapted to a speaker.

    Attributes:
        alphabet: Letters that it answers with.
        frame_seconds: From one answer to the next.
    """

    def __init__(self, folder: Path, network: Any, settings: PretrainedSettings, threads: int) -> None:
        self._folder, self._network, self.settings, self._threads = folder, network.eval(), settings, threads
        told = json.loads((folder / _VOCABULARY).read_text(encoding="utf-8"))
        self._columns, letters = _columns(told, int(network.config.pad_token_id or 0))
        self.alphabet = Alphabet(letters)
        self.frame_seconds = float(np.prod(network.config.conv_stride)) / _RATE
        self._least = _field(network.config.conv_kernel, network.config.conv_stride)
        reading = folder / _READING
        self._evened = reading.exists() and json.loads(reading.read_text(encoding="utf-8")).get("do_normalize", True)

    @classmethod
    def open(cls, path: Path, settings: PretrainedSettings, threads: int) -> Self:
        """Read a folder of transformers.

        Raises:
            InputError: It has no such model, or no letters.
        """
        from transformers import AutoModelForCTC

        kind_of(path)
        if not (path / _VOCABULARY).is_file():
            raise InputError(
                f"{str(path)!r} has no {_VOCABULARY}, so nobody knows which letters the model answers with."
            )
        network = AutoModelForCTC.from_pretrained(path, local_files_only=True, use_safetensors=True)
        return cls(path, network, settings, threads)

    def log_probs(self, samples: Samples) -> LogProbs:
        """Natural logarithms of the chances of symbols; (frames, symbols)."""
        if len(samples) < self._least:
            return np.empty((0, len(self.alphabet)), np.float32)
        sound = torch.from_numpy(samples.astype(np.float32))[None]
        if self._evened:
            sound = (sound - sound.mean()) / torch.sqrt(sound.var(unbiased=False) + _LEAST_SPREAD)
        with torch_threads(self._threads), torch.inference_mode():
            told = self._network(sound).logits[0].float().log_softmax(dim=-1).numpy()
        found = np.full((len(told), len(self.alphabet)), _IMPOSSIBLE, np.float32)
        for column, code in self._columns:
            found[:, code] = np.logaddexp(found[:, code], told[:, column])
        return found

    def stream(self, adaptation: Adaptation | None = None) -> _Window:  # noqa: ARG002 - an acoustic engine's interface
        """See `Acoustic`; the adaptation is not used."""
        return _Window(self)

    def save(self, directory: Path) -> None:
        """Keep what it was read from."""
        copied(self._folder, directory)


class _Window:
    """What comes in is read once it is a window long, and a whole utterance that is shorter at once."""

    def __init__(self, engine: PretrainedLetters) -> None:
        self._engine, self._waiting = engine, [np.empty(0, np.float32)]
        self._size = round(engine.settings.window * _RATE)

    def push(self, samples: Samples) -> LogProbs:
        self._waiting.append(samples)
        if sum(map(len, self._waiting)) < self._size:
            return self._engine.log_probs(samples[:0])
        every = np.concatenate(self._waiting)
        whole = len(every) // self._size * self._size
        self._waiting = [every[whole:]]
        parts = [self._engine.log_probs(every[at : at + self._size]) for at in range(0, whole, self._size)]
        return np.concatenate(parts)

    def finish(self) -> LogProbs:
        rest = np.concatenate(self._waiting)
        self._waiting = []
        return self._engine.log_probs(rest)


def _columns(told: dict[str, int], blank: int) -> tuple[list[tuple[int, int]], list[str]]:
    """Which of the model's answers is which symbol: signs within words, such as the apostrophe, count as nothing new;
    its other special signs are left out."""
    spelt = dict(zip(told, normalised(list(told)), strict=True))
    letters = sorted({letter for sign, letter in spelt.items() if len(letter) == 1 and len(sign) == 1})
    code = {letter: number for number, letter in enumerate(letters, GAP + 1)}
    columns = [(blank, BLANK)]
    for sign, column in told.items():
        if sign in (_WORDS_APART, " "):
            columns.append((column, GAP))
        elif len(sign) == 1 and spelt[sign] in code:
            columns.append((column, code[spelt[sign]]))
        elif len(sign) == 1 and not spelt[sign]:
            columns.append((column, BLANK))
    if not letters:
        raise InputError(f"the model answers with {len(told)} signs, none of which is a letter.")
    return columns, letters


def _field(kernels: list[int], strides: list[int]) -> int:
    """Samples that one frame needs."""
    found = 1
    for kernel, stride in zip(reversed(kernels), reversed(strides), strict=True):
        found = (found - 1) * stride + kernel
    return found
