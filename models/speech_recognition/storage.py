"""Where the parts of a bundle lie."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from .command_engine import CommandEngine
from .confidence import Confidence
from .ctc_engine import CtcEngine
from .engines import Engine
from .grammar import Grammar
from .language_choice import Said
from .language_model import NGrams
from .letter_engine import LetterEngine
from .parameters import SpeechParameters
from .pocketsphinx_engine import PocketsphinxEngine
from .pretrained_folder import WHISPER, kind_of
from .pretrained_letters import PretrainedLetters
from .recogniser import Recogniser
from .whisper_engine import WhisperEngine

ENGINE, GRAMMAR, NGRAMS, SURENESS = "engine", "grammar", "ngrams", "confidence.json"
AUTO, CTC, COMMANDS, POCKETSPHINX, PRETRAINED = "auto", "ctc", "commands", "pocketsphinx", "pretrained"
ENGINES: Final = (AUTO, CTC, COMMANDS, POCKETSPHINX, PRETRAINED)
_ONE: Final = 1  # thread of a request; others are answered beside it


def save(recogniser: Recogniser, directory: Path) -> None:
    """Write all that was fitted into a directory, that of the bundle."""
    (directory / ENGINE).mkdir(exist_ok=True)
    recogniser.engine.save(directory / ENGINE)
    if recogniser.said.grammar is not None:
        (directory / GRAMMAR).mkdir()
        recogniser.said.grammar.save(directory / GRAMMAR)
    if isinstance(recogniser.said.language, NGrams):
        (directory / NGRAMS).mkdir()
        recogniser.said.language.save(directory / NGRAMS)
    text = json.dumps(recogniser.confidence.as_dict(), indent=2, allow_nan=False)
    (directory / SURENESS).write_text(text + "\n", encoding="utf-8")


def load(directory: Path, parameters: SpeechParameters) -> Recogniser:
    """Read what `save` wrote."""
    grammar = Grammar.load(directory / GRAMMAR) if (directory / GRAMMAR).is_dir() else None
    language = NGrams.load(directory / NGRAMS) if (directory / NGRAMS).is_dir() else grammar
    if language is None:
        raise ValueError(f"{directory} holds neither a grammar nor n-grams: nobody knows what may be said.")
    confidence = Confidence.read(json.loads((directory / SURENESS).read_text(encoding="utf-8")))
    return Recogniser(
        _engine(directory / ENGINE, language, parameters), Said(language, grammar), confidence, parameters
    )


def opened(path: Path, language: Grammar | NGrams, parameters: SpeechParameters) -> Engine:
    """A checkpoint of the user's.

    Raises:
        InputError: It is none that can be read, or does not know letters of the language.
    """
    if kind_of(path) == WHISPER:
        return WhisperEngine.open(path, parameters.pretrained, _ONE)
    acoustic = PretrainedLetters.open(path, parameters.pretrained, _ONE)
    return LetterEngine(acoustic, language, parameters.decoding)


def _engine(directory: Path, language: Grammar | NGrams, parameters: SpeechParameters) -> Engine:
    if parameters.engine == CTC:
        return LetterEngine(CtcEngine.load(directory, _ONE), language, parameters.decoding)
    if parameters.engine == COMMANDS:
        return CommandEngine.load(directory, _ONE)
    if parameters.engine == POCKETSPHINX:
        return PocketsphinxEngine.load(directory, parameters.pocketsphinx)
    return opened(directory, language, parameters)
