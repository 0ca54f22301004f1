"""Letters or whole words, and recordings that are joined."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from made_speech import SMALL, TEXTS, spoken

from models.errors import InputError
from models.speech_recognition.alphabet import Alphabet, UnknownWord
from models.speech_recognition.changes import Changes
from models.speech_recognition.front_end import FrontEnd
from models.speech_recognition.lessons import Lessons
from models.speech_recognition.spelling import Spelling
from models.speech_recognition.units import UnitSettings, alphabet_for

DIGITS = ["one", "Two", "two three"] * 6


@pytest.mark.parametrize(
    ("texts", "asked", "settings", "whole"),
    [
        (DIGITS, [], UnitSettings(), True),
        (DIGITS, ["three two"], UnitSettings(), True),
        (DIGITS, ["four"], UnitSettings(), False),
        (DIGITS, [], UnitSettings(most_words=2), False),
        (DIGITS[:3], [], UnitSettings(), False),
        (DIGITS, [], UnitSettings(kind="letters"), False),
        (DIGITS[:3], ["four"], UnitSettings(kind="words"), True),
    ],
)
def test_few_words_said_often_are_answered_whole(
    texts: list[str], asked: list[str], settings: UnitSettings, *, whole: bool
) -> None:
    found = alphabet_for(texts, asked, settings)
    assert found.whole == whole
    assert found.letters == (("one", "three", "two") if whole else tuple(sorted("onetwhr")))


def test_another_kind_of_units_is_refused() -> None:
    with pytest.raises(ValueError, match="'syllables'"):
        alphabet_for(DIGITS, [], UnitSettings(kind="syllables"))


def test_whole_words_are_spelled_and_read_back(tmp_path: Path) -> None:
    alphabet = Alphabet.of(DIGITS, whole=True)
    codes = alphabet.spell("Three one one")
    assert codes.tolist() == [3, 1, 2, 1, 2]
    assert alphabet.text(codes) == "three one one"
    assert alphabet.said([0, 3, 3, 0, 1, 2, 2, 0]) == "three one"
    assert alphabet.spell("").tolist() == []
    assert (alphabet.can_spell("two one"), alphabet.can_spell("four")) == (True, False)
    with pytest.raises(UnknownWord, match="'four' is none of those of the training"):
        alphabet.spell("one four")
    with pytest.raises(InputError, match="such as four, are none of the training"):
        Spelling.of(["one", "four"], alphabet)
    alphabet.save(tmp_path / "a.json")
    assert Alphabet.load(tmp_path / "a.json") == alphabet
    assert alphabet != Alphabet(alphabet.letters)


def test_joined_recordings_have_their_words_one_after_another() -> None:
    train, alphabet = spoken(1, 24), Alphabet.of(TEXTS)
    changes = replace(SMALL.changes, joined=0.9, longest_joined=2.0)
    settings = replace(SMALL, changes=changes)
    lessons = Lessons(train, alphabet, Changes(changes), settings, seed=1)
    front = FrontEnd(settings.front_end, lessons.level(5))
    drawn, said, frames = lessons.drawn(front), "", 0
    while said.count(" ") < 1 or len(said.replace(" ", "")) < sum(len(text.replace(" ", "")) for text in train.texts):
        lesson = next(drawn)
        ends = np.cumsum(lesson.lengths.numpy())
        said += "".join(alphabet.text(part) for part in np.split(lesson.codes.numpy(), ends[:-1]))
        frames = max(frames, lesson.features.shape[1])
    # each recording once, none cut
    assert sorted(said.replace(" ", "")) == sorted("".join(train.texts).replace(" ", ""))
    assert 100 < frames < 350
