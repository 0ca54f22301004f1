"""Which engine a version takes by itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.speech_recognition import storage
from models.speech_recognition.language_settings import LanguageSettings
from models.speech_recognition.parameters import SpeechParameters
from models.speech_recognition.phrases import Phrase
from models.speech_recognition.recogniser_fitting import Material, engine_of
from models.speech_recognition.spoken import Spoken

AUTO = replace(SpeechParameters(), engine=storage.AUTO)
SAID = ["yes"] * 4 + ["turn left"] * 4 + [""]


def material(texts: list[str], phrases: list[Phrase]) -> Material:
    quiet = np.zeros(160, np.int16)
    spoken = Spoken([quiet] * len(texts), texts)
    return Material(spoken, spoken, [], [], [], phrases, [], 0)


@pytest.mark.parametrize(
    ("phrases", "engine"),
    [
        ([], storage.COMMANDS),
        ([Phrase("Yes!"), Phrase("turn left", "steer")], storage.COMMANDS),
        ([Phrase("yes")], storage.COMMANDS),
        ([Phrase("yes"), Phrase("no")], storage.CTC),
        ([Phrase("yes"), Phrase("turn {side}")], storage.CTC),
    ],
)
def test_sentences_that_were_all_said_are_commands(phrases: list[Phrase], engine: str) -> None:
    assert engine_of(material(SAID, phrases), AUTO) == engine


def test_sentences_of_many_kinds_or_an_open_language_are_spelled() -> None:
    assert engine_of(material([f"item {at}" for at in range(99)] * 4, []), AUTO) == storage.CTC
    assert engine_of(material(["yes"] * 4 + ["no"], []), AUTO) == storage.CTC
    assert engine_of(material(SAID, []), replace(AUTO, language=LanguageSettings(kind="ngram"))) == storage.CTC


def test_an_engine_that_is_named_is_taken() -> None:
    assert engine_of(material(SAID, []), replace(AUTO, engine=storage.POCKETSPHINX)) == storage.POCKETSPHINX
