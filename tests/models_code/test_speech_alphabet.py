"""The letters that words are spelled in."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import InputError
from models.speech_recognition.alphabet import BLANK, SPACE, Alphabet, UnknownWord

WORDS = st.lists(st.text("abcé'", min_size=1, max_size=6).filter(lambda word: word.strip("'")), min_size=1, max_size=5)


@given(WORDS)
def test_what_is_spelled_is_read_back(words: list[str]) -> None:
    alphabet = Alphabet.of(["abc e"])
    codes = alphabet.codes(" ".join(words))
    assert alphabet.codes(alphabet.text(codes)).tolist() == codes.tolist()
    assert BLANK not in codes
    assert codes.max() < len(alphabet)


def test_letters_have_codes_behind_blank_and_space() -> None:
    alphabet = Alphabet.of(["Two  bags,", "add"])
    assert alphabet.letters == ("a", "b", "d", "g", "o", "s", "t", "w")
    assert len(alphabet) == 10
    assert alphabet.codes("a b").tolist() == [2, SPACE, 3]
    assert alphabet.codes(" !").tolist() == []


def test_frames_are_read_without_repeats_and_blanks() -> None:
    alphabet = Alphabet.of(["helo"])
    at = {letter: code for code, letter in enumerate(alphabet.letters, 2)}
    frames = [0, at["h"], at["h"], at["e"], at["l"], 0, at["l"], at["o"], SPACE, SPACE, 0, SPACE, at["h"], at["o"]]
    assert alphabet.said(frames) == "hello ho"
    assert alphabet.said([0, 0]) == ""


def test_a_word_outside_of_it_is_named() -> None:
    alphabet = Alphabet.of(["add a bag"])
    with pytest.raises(UnknownWord, match=r"'box' has letters .*\(o x\)") as raised:
        alphabet.codes("add a box")
    assert raised.value.word == "box"
    assert not alphabet.spells("box")
    assert alphabet.spells("Gab")


def test_nothing_said_at_all_is_refused() -> None:
    with pytest.raises(InputError, match="`transcript` has no word in any of 2 rows"):
        Alphabet.of(["", " ..."])


def test_it_is_kept(tmp_path: Path) -> None:
    alphabet = Alphabet.of(["déjà vu", "шуба"])
    alphabet.save(tmp_path / "alphabet.json")
    assert Alphabet.load(tmp_path / "alphabet.json") == alphabet
    assert hash(Alphabet.load(tmp_path / "alphabet.json")) == hash(alphabet)
