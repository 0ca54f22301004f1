"""The engine of closed lists: which of some sentences a recording is, or none of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import torch
from safetensors.torch import load_file, save_file
from torch.nn import functional

from ..errors import InputError
from ..settings import read
from ..steps import Told
from ..torch_threads import torch_threads
from .adaptation import Adaptation
from .changes import Changes
from .command_fitting import taught
from .command_lessons import CommandLessons
from .command_network import CommandNetwork
from .command_pictures import Stretch, activity, frames_for, picture_of, said_seconds, stretch_of
from .command_settings import CommandSettings
from .command_stream import CommandStream
from .ctc_material import Material
from .evening import Features
from .heard import Heard
from .mel import RATE, Samples, log_mel
from .narrow_band import heard_up_to
from .network_settings import CtcSettings
from .spoken import Spoken

Reals = npt.NDArray[np.float64]

NOTHING: Final = ""  # the first of the sentences
_WEIGHTS, _FACTS = "commands.safetensors", "commands.json"
_JUDGED: Final = 256  # pictures that are read at once


class CommandEngine:
    """An `engines.Engine` that hears whole sentences of a closed list, each in a recording of its own.

    Attributes:
        network: Trained.
        sentences: That it knows, `NOTHING` first.
        frames: Of a picture.
        settings: It was built with.
        facts: Of the training.
    """

    def __init__(
        self,
        network: CommandNetwork,
        sentences: Sequence[str],
        frames: int,
        settings: CommandSettings,
        facts: dict[str, Any] | None = None,
        threads: int = 1,
    ) -> None:
        self.network, self.sentences, self.frames = network.eval(), tuple(sentences), frames
        self.settings, self.facts, self._threads = settings, facts or {}, threads

    @classmethod
    def fit(
        cls,
        train: Spoken,
        settings: CommandSettings,
        *,
        noises: Sequence[Samples] = (),
        rooms: Sequence[Samples] = (),
        seed: int,
        threads: int,
        told: Told,
    ) -> Self:
        """Train on recordings.

        Args:
            train: To learn from; recordings of nothing are made where there are few.
            settings: Of the engine.
            noises: float32 [n] each at 16 kHz, without a word.
            rooms: Impulse responses, likewise.
            seed: Of everything that is drawn.
            threads: Of the training.
            told: The share that is done.

        Raises:
            InputError: There is nothing to learn from, or the transcripts are no closed list.
        """
        material = Material.of(train, noises, CtcSettings(changes=settings.changes), seed)
        sentences = [NOTHING, *sorted({text for text in train.texts if text})]
        if len(sentences) - 1 > settings.most:
            raise InputError(
                f"the transcripts of train are {len(sentences) - 1:,} different ones, more than the {settings.most} of "
                "`models.commands.most`: take the engine ctc, or raise that."
            )
        spoken = material.spoken
        number = {text: code for code, text in enumerate(sentences)}
        codes = np.array([number[text] for text in spoken.texts], np.int64)
        seconds = np.array([said_seconds(spoken.samples(row), settings) for row in np.flatnonzero(codes)[:2000]])
        frames = frames_for(seconds * 1.15, settings)
        settings = replace(settings, front_end=heard_up_to(spoken, settings.front_end))
        torch.manual_seed(seed)
        with torch_threads(threads):
            changes = Changes(settings.changes, noises, rooms, material.voices())
            lessons = CommandLessons.of(spoken, codes, frames, changes, settings, seed)
            network = CommandNetwork(settings.front_end.bands, len(sentences), settings)
            loss = taught(network, lessons, settings, seed, told)
        facts = material.facts | {"sentences": len(sentences) - 1, "versions": len(lessons.codes), "loss": loss}
        return cls(network.half().float(), sentences, frames, settings, facts, threads)

    def transcribe(self, samples: Samples, adaptation: Adaptation | None = None) -> Heard:
        """See `engines.Engine`; of a longer recording the stretch in which most is loud."""
        loudness = self.loudness(samples, adaptation)
        chances = self.chances([loudness], adaptation)[0]
        best, seconds = int(chances.argmax()), len(samples) / RATE
        words = self.sentences[best].split()
        share = float(chances[best])
        if not words:
            return Heard(share=share, margin=0.0, seconds=seconds)
        start, end = self._said(loudness).seconds
        starts, ends = np.full(len(words), np.nan), np.full(len(words), np.nan)
        starts[0], ends[-1] = min(start, seconds), min(end, seconds)
        margin = float(np.log(max(share, 1e-12)))
        return Heard(tuple(words), starts, ends, np.full(len(words), share), margin, share, True, seconds)

    def stream(self, adaptation: Adaptation | None = None) -> CommandStream:
        """See `engines.Engine`."""
        return CommandStream(self, adaptation)

    def loudness(self, samples: Samples, adaptation: Adaptation | None = None) -> Features:
        """Logs of power of a recording, as a speaker's vocal tract has them."""
        return log_mel(samples, self.settings.front_end, adaptation.warp if adaptation else 1.0)

    def embedded(self, loudness: Sequence[Features]) -> torch.Tensor:
        """What recordings are pooled to, (n, pooled)."""
        pictures = np.stack([picture_of(one, self.frames, self.settings) for one in loudness])
        with torch_threads(self._threads), torch.inference_mode():
            parts = [self.network.embedded(part) for part in torch.split(torch.from_numpy(pictures), _JUDGED)]
        return torch.cat(parts)

    def chances(self, loudness: Sequence[Features], adaptation: Adaptation | None = None) -> Reals:
        """Of each sentence, (n, sentences)."""
        with torch.inference_mode():
            scores = self.scores(self.embedded(loudness), adaptation)
            found: Reals = functional.softmax(scores, dim=1).numpy().astype(np.float64)
        return found

    def scores(self, embedded: torch.Tensor, adaptation: Adaptation | None = None) -> torch.Tensor:
        """Of each sentence, (n, sentences), of what recordings are pooled to."""
        if adaptation is None or adaptation.scales is None:
            plain: torch.Tensor = self.network.out(embedded)
            return plain
        scales, shifts = (torch.from_numpy(one) for one in adaptation.scales)
        own: torch.Tensor = self.network.out(embedded * scales) + shifts
        return own

    def save(self, directory: Path) -> None:
        """Write what `load` reads, weights in half precision."""
        directory.mkdir(parents=True, exist_ok=True)
        state = {
            name: value.detach().half().contiguous() if value.is_floating_point() else value
            for name, value in self.network.state_dict().items()
        }
        save_file(state, directory / _WEIGHTS)
        told = {"settings": asdict(self.settings), "sentences": self.sentences, "frames": self.frames}
        text = json.dumps(told | {"facts": self.facts}, indent=2, sort_keys=True, ensure_ascii=False)
        (directory / _FACTS).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def load(cls, directory: Path, threads: int = 1) -> Self:
        """Read what `save` wrote."""
        stored = json.loads((directory / _FACTS).read_text(encoding="utf-8"))
        settings = read(CommandSettings(), stored["settings"])
        network = CommandNetwork(settings.front_end.bands, len(stored["sentences"]), settings)
        state = load_file(directory / _WEIGHTS)
        network.load_state_dict({name: one.float() if one.is_floating_point() else one for name, one in state.items()})
        return cls(network, stored["sentences"], stored["frames"], settings, stored["facts"], threads)

    def _said(self, loudness: Features) -> Stretch:
        return stretch_of(activity(loudness, self.settings.loud), self.frames)


def is_closed_list(texts: Sequence[str], settings: CommandSettings) -> bool:
    """Whether transcripts are few sentences, each said often enough to be learned as a whole."""
    counts = Counter(text for text in texts if text)
    return 2 <= len(counts) <= settings.most and min(counts.values()) >= settings.least
