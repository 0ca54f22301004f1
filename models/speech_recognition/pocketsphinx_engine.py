"""The ready English engine: PocketSphinx with the acoustic model of its wheel, told what may be said.

Huggins-Daines et al., "PocketSphinx: A Free, Real-Time Continuous Speech Recognition System for Hand-Held Devices",
2006. It needs no recordings to learn from, and cannot be adapted to a speaker.
"""

from __future__ import annotations

import math
import shutil
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt

from .adaptation import Adaptation
from .engines import Samples
from .grammar import Grammar
from .grammar_files import arpa, jsgf
from .heard import Heard
from .language_model import NGrams
from .pocketsphinx_settings import PocketsphinxSettings
from .pronunciations import pronunciations

_RATE: Final = 16_000
_FRAME: Final = 0.01  # seconds
_SCALE: Final = 1_024  # by which it divides logarithms of chances of sounds
_DICTIONARY, _GRAMMAR, _LANGUAGE = "pronunciations.dict", "phrases.jsgf", "language.arpa"
_SAID, _SOUNDS = "said", "sounds"


class PocketsphinxEngine:
    """An `engines.Engine`.

    Attributes:
        folder: Of the files that tell it what may be said; none where all English may be.
        settings: How it listens.
    """

    def __init__(self, folder: Path | None, settings: PocketsphinxSettings) -> None:
        self.folder, self.settings = folder, settings
        self._idle: list[Any] = []
        self._lock = Lock()

    @classmethod
    def of(cls, language: Grammar | NGrams, settings: PocketsphinxSettings, folder: Path) -> Self:
        """Compile what may be said, with its dictionary, into a folder that is there.

        Words that the wheel's dictionary lacks are pronounced as espeak-ng would.

        Raises:
            InputError: Words cannot be pronounced.
        """
        import pocketsphinx

        if not settings.open_words:
            told = pronunciations(language.words, Path(pocketsphinx.get_model_path("en-us/cmudict-en-us.dict")))
            (folder / _DICTIONARY).write_text(told.dictionary(), encoding="utf-8")
            if isinstance(language, Grammar):
                text = jsgf(language.phrases, language.values, language.settings)
                (folder / _GRAMMAR).write_text(text, encoding="utf-8")
            else:
                (folder / _LANGUAGE).write_text(arpa(language), encoding="utf-8")
        return cls(folder, settings)

    @classmethod
    def load(cls, directory: Path, settings: PocketsphinxSettings) -> Self:
        """Read what `save` wrote."""
        return cls(directory, settings)

    def transcribe(self, samples: Samples, adaptation: Adaptation | None = None) -> Heard:
        """See `Engine`; the adaptation is not used."""
        stream = self.stream(adaptation)
        stream.push(samples)
        return stream.finish()

    def stream(self, adaptation: Adaptation | None = None) -> PocketsphinxStream:  # noqa: ARG002 - see the module
        """See `Engine`; the adaptation is not used."""
        with self._lock:
            decoder = self._idle.pop() if self._idle else None
        return PocketsphinxStream(self, decoder or self._made())

    def save(self, directory: Path) -> None:
        """Write what it was told; its acoustic model comes with its wheel."""
        for name in (_DICTIONARY, _GRAMMAR, _LANGUAGE):
            if self.folder is not None and (self.folder / name).exists() and self.folder != directory:
                shutil.copyfile(self.folder / name, directory / name)

    def give_back(self, decoder: Any) -> None:
        """A decoder that no stream needs any more."""
        with self._lock:
            if len(self._idle) < self.settings.idle:
                self._idle.append(decoder)

    def _made(self) -> Any:
        import pocketsphinx

        open_words = self.settings.open_words or self.folder is None
        model = Path(pocketsphinx.get_model_path("en-us"))
        dictionary = model / "cmudict-en-us.dict" if open_words else self._told(_DICTIONARY)
        decoder = pocketsphinx.Decoder(
            hmm=str(model / "en-us"), dict=str(dictionary), lm=None, loglevel="FATAL", samprate=float(_RATE)
        )
        if open_words:
            decoder.add_lm_file(_SAID, str(model / "en-us.lm.bin"))
        elif self._told(_GRAMMAR).exists():
            decoder.add_jsgf_string(_SAID, self._told(_GRAMMAR).read_text(encoding="utf-8"))
        else:
            decoder.add_lm_file(_SAID, str(self._told(_LANGUAGE)))
        decoder.add_allphone_file(_SOUNDS, None)
        return decoder

    def _told(self, name: str) -> Path:
        return Path(self.folder or "") / name


class PocketsphinxStream:
    """An `engines.EngineStream`. Of one thread."""

    def __init__(self, engine: PocketsphinxEngine, decoder: Any) -> None:
        import pocketsphinx

        self._engine, self._decoder = engine, decoder
        self._step = round(engine.settings.step * _RATE)
        self._waiting = np.empty(0, np.int16)
        self._heard: list[npt.NDArray[np.int16]] = []
        self._noise = np.random.default_rng(0)  # the same for all, so that the same is heard alike
        self._voice = pocketsphinx.Vad(engine.settings.voice, _RATE, 0.03)
        self._count, self._last = 0, 0  # samples that were heard, and until the last of speech
        self._begin(_SAID)

    @property
    def quiet(self) -> float:
        """See `EngineStream`."""
        return (self._count - self._last) / _RATE

    def push(self, samples: Samples) -> None:
        """See `EngineStream`."""
        sound = np.round(np.clip(samples, -1, 1) * 32_767).astype("<i2")
        every = np.concatenate([self._waiting, sound])
        whole = len(every) // self._step * self._step
        self._waiting = every[whole:]
        for at in range(0, whole, self._step):
            self._hear(every[at : at + self._step])

    def heard(self) -> Heard:
        """See `EngineStream`."""
        return self._told(self._decoder.hyp())

    def finish(self) -> Heard:
        """See `EngineStream`."""
        self._hear(self._waiting)
        self._decoder.end_utt()
        found, frames = self._decoder.hyp(), self._decoder.n_frames()
        heard = self._told(found)
        if heard.words and self._engine.settings.background:
            heard = replace(heard, margin=self._against_sounds(found, frames))
        self._engine.give_back(self._decoder)
        return heard

    def _begin(self, search: str) -> None:
        self._decoder.activate_search(search)
        self._decoder.reinit_feat()  # else what was heard before would count
        self._decoder.start_utt()

    def _hear(self, sound: npt.NDArray[np.int16]) -> None:
        if not len(sound):
            return
        dither = self._engine.settings.dither
        noise = self._noise.integers(-dither, dither, len(sound), dtype=np.int32, endpoint=True)
        sound = np.clip(sound + noise, -32_768, 32_767).astype("<i2")
        self._heard.append(sound)
        self._decoder.process_raw(sound.tobytes())
        size = self._voice.frame_bytes // 2
        for at in range(0, len(sound) - size + 1, size):
            if self._voice.is_speech(sound[at : at + size].tobytes()):
                self._last = self._count + at + size
        self._count += len(sound)

    def _against_sounds(self, found: Any, frames: int) -> float:
        """How much likelier the same is as bare sounds, natural logarithm a frame, at most 0."""
        self._begin(_SOUNDS)
        for sound in self._heard:
            self._decoder.process_raw(sound.tobytes())
        self._decoder.end_utt()
        sounds = self._decoder.hyp()
        if sounds is None:
            return 0.0
        return min(0.0, (math.log(found.score) - math.log(sounds.score)) * _SCALE / frames)

    def _told(self, found: Any) -> Heard:
        seconds = self._count / _RATE
        if found is None:
            return Heard(seconds=seconds, whole=self._count == 0)
        said = [one for one in self._decoder.seg() if one.word[0] not in "<[+("]
        words = tuple(one.word.partition("(")[0] for one in said)
        starts = np.array([one.start_frame * _FRAME for one in said])
        ends = np.array([(one.end_frame + 1) * _FRAME for one in said])
        sureness = np.clip([one.prob for one in said], 0.0, 1.0)
        share = float(sureness.min(initial=1.0))  # its own, of all words, counts pauses between them as well
        return Heard(words, starts, ends, sureness, share=share, seconds=seconds)
