"""Everything that is fitted, from examples to what answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from ..steps import Steps, Told
from . import storage
from .alphabet import Alphabet
from .calibrating import calibrated
from .command_engine import CommandEngine, is_closed_list
from .ctc_engine import CtcEngine
from .engines import Engine, Samples
from .examples import NOISE, ROOMS, drawn, may_be_said, recordings, some, surroundings
from .language import log_chance
from .language_choice import NGRAM, Said, chosen, spellable
from .letter_engine import LetterEngine
from .parameters import SpeechParameters
from .phrases import Phrase, SlotValue, places_of
from .pocketsphinx_engine import PocketsphinxEngine
from .recogniser import Recogniser
from .spelling import refuse_unspellable
from .spoken import Spoken

_TRAIN, _VALID = "train", "valid"
_MINUTE: Final = 60.0


@dataclass(frozen=True)
class Material:
    """What is learned from.

    Attributes:
        train: Recordings and transcripts.
        valid: Likewise.
        noises: For the training, float32 [n] each.
        valid_noises: For how sure to be.
        rooms: Impulse responses for the training.
        phrases: What may be said.
        values: Of their slots.
        left_out: Recordings of train that were not drawn.
    """

    train: Spoken
    valid: Spoken
    noises: list[Samples]
    valid_noises: list[Samples]
    rooms: list[Samples]
    phrases: list[Phrase]
    values: list[SlotValue]
    left_out: int

    @classmethod
    def read(cls, examples: Path, settings: SpeechParameters) -> Material:
        """Read examples.

        Raises:
            InputError: A split has no recording that can be read.
        """
        limits, minutes = settings.audio, settings.most_noise_minutes
        train = recordings(examples / "train.parquet", limits, drawn(settings.most_hours, settings.seed))
        valid = recordings(examples / "valid.parquet", limits, some(settings.confidence.most_recordings, settings.seed))

        def around(name: str, split: str) -> list[Samples]:
            return surroundings(examples, name, (split,), limits, minutes * _MINUTE)

        phrases, values = may_be_said(examples)
        heard = (around(NOISE, _TRAIN), around(NOISE, _VALID), around(ROOMS, _TRAIN))
        return cls(train.spoken, valid.spoken, *heard, phrases, values, train.left_out)


def fit(examples: Path, settings: SpeechParameters, steps: Steps, folder: Path) -> tuple[Recogniser, dict[str, Any]]:
    """Fit all parts.

    Args:
        examples: Folder of them.
        settings: Of all parts.
        steps: Told as they begin.
        folder: Of the engine in the bundle, empty.

    Returns:
        What answers, and facts: `valid`, measures; counts.

    Raises:
        InputError: There is nothing to learn from, or nothing that may be said.
    """
    if settings.engine not in storage.ENGINES:
        raise ValueError(f"the engine is {settings.engine!r}; known are {', '.join(storage.ENGINES)}.")
    with steps.step("reading examples", 0.0, 0.03):
        data = Material.read(examples, settings)
    settings = replace(settings, engine=engine_of(data, settings))
    with steps.step("training the engine", 0.03, 0.85) as told:
        said, engine, of_engine = _engine(data, settings, folder, told)
    with steps.step("listening to valid", 0.85, 0.98) as told:
        noises = data.valid_noises or data.noises
        recogniser, measures = calibrated(engine, said, data.valid, noises, settings, told)
    facts = {
        "valid": measures,
        "engine": settings.engine,
        "language": "grammar" if said.phrases_alone else "ngram",
        "words": len(said.language.words),
        "phrases": len(data.phrases),
        "can_be_said": _can_be_said(data.valid, said),
        "train_recordings": len(data.train),
        "train_left_out": data.left_out,
        "valid_recordings": len(data.valid),
        "noises": len(data.noises),
        "rooms": len(data.rooms),
    }
    return recogniser, facts | of_engine


def engine_of(data: Material, settings: SpeechParameters) -> str:
    """The engine to fit: of `auto`, `commands` where sentences of a closed list are all that is said, else `ctc`."""
    if settings.engine != storage.AUTO:
        return settings.engine
    closed = settings.language.kind != NGRAM and _are_said(data.phrases, data.train.texts)
    return storage.COMMANDS if closed and is_closed_list(data.train.texts, settings.commands) else storage.CTC


def _are_said(phrases: Sequence[Phrase], texts: Sequence[str]) -> bool:
    """Whether all that phrases let be said was said in the training; phrases with slots let more be said."""
    places = [places_of(one.text) for one in phrases]
    slots = any(place.slot for some in places for place in some)
    return not slots and {" ".join(place.name for place in some) for some in places} <= set(texts)


def _engine(
    data: Material, settings: SpeechParameters, folder: Path, told: Told
) -> tuple[Said, Engine, dict[str, Any]]:
    """What may be said, what hears it, and facts of its training."""
    language, seed = settings.language, settings.seed
    if settings.engine != storage.CTC:
        said = chosen(data.phrases, data.values, data.train.texts, language, seed)
        if settings.engine == storage.COMMANDS:
            known = CommandEngine.fit(
                data.train, settings.commands,
                noises=data.noises, rooms=data.rooms, seed=seed, threads=settings.threads, told=told,
            )  # fmt: skip
            return said, known, {"network": known.facts}
        if settings.engine == storage.POCKETSPHINX:
            return said, PocketsphinxEngine.of(said.language, settings.pocketsphinx, folder), {}
        return said, storage.opened(Path(settings.pretrained.path), said.language, settings), {}
    alphabet = Alphabet.of([*data.train.texts, *data.valid.texts])
    said = chosen(data.phrases, data.values, data.train.texts, spellable(language, alphabet), seed)
    refuse_unspellable(said.language.words, alphabet)  # before the training, not after it
    heard = CtcEngine.fit(
        data.train, data.valid, alphabet, settings.ctc,
        noises=data.noises, rooms=data.rooms, seed=seed, threads=settings.threads, told=told,
    )  # fmt: skip
    return said, LetterEngine(heard, said.language, settings.decoding), {"network": heard.facts}


def _can_be_said(valid: Spoken, said: Said) -> float:
    """Share of the transcripts of valid with words that the language lets be said."""
    number = {word: at for at, word in enumerate(said.language.words)}
    told = [text.split() for text in valid.texts if text]
    possible = [
        all(word in number for word in words) and np.isfinite(log_chance(said.language, [number[w] for w in words]))
        for words in told
    ]
    return float(np.mean(possible)) if possible else 0.0
