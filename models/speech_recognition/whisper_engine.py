"""A user's Whisper (Radford et al., "Robust Speech Recognition via Large-Scale Weak Supervision", 2022)."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import torch

from ..torch_threads import torch_threads
from ..words import normalised
from .adaptation import Adaptation
from .engines import Samples
from .heard import Heard, untimed
from .pretrained_folder import copied, kind_of
from .pretrained_settings import PretrainedSettings

_RATE: Final = 16_000
_QUIET: Final = 0.01  # of full scale: no speech is below, in steps of a stream
_STEP: Final = 1_600


class WhisperEngine:
    """An `engines.Engine`; it tells no times, and cannot be adapted to a speaker."""

    def __init__(self, folder: Path, network: Any, reader: Any, settings: PretrainedSettings, threads: int) -> None:
        self._folder, self._network, self._reader = folder, network.eval(), reader
        self._settings, self._threads = settings, threads

    @classmethod
    def open(cls, path: Path, settings: PretrainedSettings, threads: int) -> Self:
        """Read a folder of transformers.

        Raises:
            InputError: It has no such model.
        """
        from transformers import WhisperForConditionalGeneration, WhisperProcessor

        kind_of(path)
        network = WhisperForConditionalGeneration.from_pretrained(path, local_files_only=True, use_safetensors=True)
        reader = WhisperProcessor.from_pretrained(path, local_files_only=True)
        return cls(path, network, reader, settings, threads)

    def transcribe(self, samples: Samples, adaptation: Adaptation | None = None) -> Heard:  # noqa: ARG002 - see the class
        """See `Engine`; the adaptation is not used."""
        seconds = len(samples) / _RATE
        if not len(samples):
            return Heard(seconds=seconds)
        told = self._reader.feature_extractor(samples, sampling_rate=_RATE, return_tensors="pt")
        how: dict[str, Any] = {"max_new_tokens": self._settings.most_tokens, "num_beams": self._settings.beams}
        if self._settings.language:
            how["language"] = self._settings.language
        with torch_threads(self._threads), torch.inference_mode():
            answer = self._network.generate(
                told.input_features, return_dict_in_generate=True, output_scores=True, **how
            )
            scores = self._network.compute_transition_scores(
                answer.sequences, answer.scores, getattr(answer, "beam_indices", None), normalize_logits=True
            )
        text = self._reader.tokenizer.decode(answer.sequences[0], skip_special_tokens=True)
        chances = scores[0].numpy()
        sure = float(np.exp(chances[np.isfinite(chances)].mean())) if np.isfinite(chances).any() else 0.0
        words = normalised([text])[0].split()
        return untimed(words, sure, seconds, share=sure, margin=float(np.log(max(sure, 1e-9))))

    def stream(self, adaptation: Adaptation | None = None) -> WhisperStream:
        """See `Engine`."""
        return WhisperStream(self, adaptation)

    def save(self, directory: Path) -> None:
        """Keep what it was read from."""
        copied(self._folder, directory)


class WhisperStream:
    """An `engines.EngineStream`: it reads what came in as a whole, whenever it is asked. Of one thread."""

    def __init__(self, engine: WhisperEngine, adaptation: Adaptation | None) -> None:
        self._engine, self._adaptation = engine, adaptation
        self._parts = [np.empty(0, np.float32)]
        self._count, self._last = 0, 0

    @property
    def quiet(self) -> float:
        """See `EngineStream`."""
        return (self._count - self._last) / _RATE

    def push(self, samples: Samples) -> None:
        """See `EngineStream`."""
        self._parts.append(samples)
        for at in range(0, len(samples), _STEP):
            if np.abs(samples[at : at + _STEP]).max() > _QUIET:
                self._last = self._count + min(at + _STEP, len(samples))
        self._count += len(samples)

    def heard(self) -> Heard:
        """See `EngineStream`."""
        return self._engine.transcribe(np.concatenate(self._parts), self._adaptation)

    def finish(self) -> Heard:
        """See `EngineStream`."""
        return self.heard()
