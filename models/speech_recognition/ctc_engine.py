"""The engine whose network is trained from zero on the recordings of the flow."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import torch
from safetensors.torch import load_file, save_file

from ..settings import read
from ..steps import Told
from ..torch_threads import torch_threads
from .adaptation import Adaptation
from .alphabet import Alphabet
from .changes import Changes
from .ctc_material import Material
from .fitting import taught
from .front_end import FrontEnd, silence
from .lessons import Lessons
from .mel import HOP, RATE, Samples
from .network import Network
from .network_settings import CtcSettings
from .spoken import Spoken

LogProbs = npt.NDArray[np.float32]

_WEIGHTS: Final = "ctc.safetensors"
_LEVEL: Final = "ctc_level.npz"
_FACTS: Final = "ctc.json"
_ALPHABET: Final = "alphabet.json"
_LEVEL_SAMPLE: Final = 500  # recordings that mean and spread of features are taken of


class CtcEngine:
    """Log chances of letters, frame by frame, of recordings and of streams.

    Attributes:
        network: Trained.
        front: That makes features.
        alphabet: What its symbols mean.
        settings: It was built with.
        facts: Of the training.
    """

    def __init__(
        self,
        network: Network,
        front: FrontEnd,
        alphabet: Alphabet,
        settings: CtcSettings,
        facts: dict[str, Any] | None = None,
        threads: int = 1,
    ) -> None:
        self.network, self.front, self.alphabet, self.settings = network.eval(), front, alphabet, settings
        self.facts, self._threads = facts or {}, threads

    @classmethod
    def fit(
        cls,
        train: Spoken,
        valid: Spoken,
        alphabet: Alphabet,
        settings: CtcSettings,
        *,
        noises: Sequence[Samples] = (),
        rooms: Sequence[Samples] = (),
        seed: int,
        threads: int,
        told: Told,
    ) -> Self:
        """Train on recordings, each changed anew whenever it is shown.

        Args:
            train: To learn from.
            valid: To choose among the weights of the training by; best of other speakers.
            alphabet: That spells all transcripts.
            settings: Of features, network and training.
            noises: float32 [n] each at 16 kHz, without a word.
            rooms: Impulse responses, likewise.
            seed: Of everything that is drawn.
            threads: Of the training.
            told: The share that is done.

        Raises:
            InputError: There is nothing to learn from.
            UnknownWord: A transcript has a letter outside of the alphabet.
        """
        material = Material.of(train, noises, settings, seed)
        changes = Changes(settings.changes, noises, rooms, material.voices())
        lessons = Lessons(material.spoken, alphabet, changes, settings, seed)
        torch.manual_seed(seed)
        with torch_threads(threads):
            front = FrontEnd(settings.front_end, lessons.level(_LEVEL_SAMPLE))
            network = Network(settings.front_end.bands, len(alphabet), settings.network)
            judges = material.judges(valid, alphabet, front)
            found = taught(network, front, lessons, judges, alphabet, settings, told)
        facts = material.facts | {"steps": lessons.steps, "cramped": lessons.cramped} | asdict(found)
        # what is stored in half precision is also what is judged and asked with
        return cls(network.half().float(), front, alphabet, settings, facts, threads)

    @property
    def frame_seconds(self) -> float:
        """From one frame of its answers to the next."""
        return float(HOP * np.prod(self.settings.network.strides) / RATE)

    def log_probs(self, samples: Samples, adaptation: Adaptation | None = None) -> LogProbs:
        """Log chances of each symbol, float32 [frames, symbols], of a whole recording.

        Args:
            samples: float32 [n] at 16 kHz.
            adaptation: To the one who speaks.
        """
        stream = self.stream(adaptation)
        return np.concatenate([stream.push(samples), stream.finish()])

    def stream(self, adaptation: Adaptation | None = None) -> CtcStream:
        """For sound that comes in bit by bit; together what it gives is `log_probs`, to 1e-4."""
        return CtcStream(self, adaptation)

    def save(self, directory: Path) -> None:
        """Write what `load` reads, weights in half precision."""
        directory.mkdir(parents=True, exist_ok=True)
        state = {name: _stored(value) for name, value in self.network.state_dict().items()}
        save_file(state, directory / _WEIGHTS)
        self.front.save(directory / _LEVEL)
        self.alphabet.save(directory / _ALPHABET)
        text = json.dumps({"settings": asdict(self.settings), "facts": self.facts}, indent=2, sort_keys=True)
        (directory / _FACTS).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def load(cls, directory: Path, threads: int = 1) -> Self:
        """Read what `save` wrote."""
        stored = json.loads((directory / _FACTS).read_text(encoding="utf-8"))
        settings = read(CtcSettings(), stored["settings"])
        alphabet = Alphabet.load(directory / _ALPHABET)
        network = Network(settings.front_end.bands, len(alphabet), settings.network)
        state = load_file(directory / _WEIGHTS)
        network.load_state_dict(
            {name: value.float() if value.is_floating_point() else value for name, value in state.items()}
        )
        front = FrontEnd.load(directory / _LEVEL, settings.front_end)
        return cls(network, front, alphabet, settings, stored["facts"], threads)


class CtcStream:
    """A recording as it comes in."""

    def __init__(self, engine: CtcEngine, adaptation: Adaptation | None) -> None:
        self._engine, self._features = engine, engine.front.stream(adaptation)
        scales = adaptation.scales if adaptation else None
        self._scales = (torch.from_numpy(scales[0]), torch.from_numpy(scales[1])) if scales else None
        self._heard = engine.network.start()

    def push(self, samples: Samples) -> LogProbs:
        """Log chances of frames that further samples, float32 [n] at 16 kHz, complete: [frames, symbols]."""
        return self._read(self._features.push(samples))

    def finish(self) -> LogProbs:
        """Those of the end, in which the last word is told; nothing is to be pushed afterwards."""
        last = self._features.push(silence(self._engine.settings.tail))
        return self._read(np.concatenate([last, self._features.finish()]))

    def _read(self, features: npt.NDArray[np.float32]) -> LogProbs:
        if not len(features):
            return np.empty((0, len(self._engine.alphabet)), dtype=np.float32)
        with torch_threads(self._engine._threads), torch.inference_mode():
            found, self._heard = self._engine.network(
                torch.from_numpy(features)[None], self._heard, scales=self._scales
            )
        read_out: LogProbs = found[0].numpy()
        return read_out


def _stored(value: torch.Tensor) -> torch.Tensor:
    """As it is written: in half precision, but for counts."""
    kept = value.detach().contiguous()
    return kept.half() if kept.is_floating_point() else kept


__all__ = ["CtcEngine", "CtcStream"]
