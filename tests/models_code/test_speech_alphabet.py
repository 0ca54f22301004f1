"""The letters that words are spelled in."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import InputError
from models.speech_recognition.alphabet import BLANK, GAP, Alphabet, UnknownWord

WORDS = st.lists(st.text("abcé'", min_size=1, max_size=6).filter(lambda word: word.strip("'")), min_size=1, max_size=5)


@given(WORDS)
def test_what_is_spelled_is_read_back(words: list[str]) -> None:
    alphabet = Alphabet.of(["abc e"])
    codes = alphabet.spell(" ".join(words))
    assert alphabet.spell(alphabet.text(codes)).tolist() == codes.tolist()
    assert BLANK not in codes
    assert codes.max() < len(alphabet)


def test_letters_have_codes_behind_blank_and_gap() -> None:
    alphabet = Alphabet.of(["Two  bags,", "add"])
    assert alphabet.letters == ("a", "b", "d", "g", "o", "s", "t", "w")
    assert len(alphabet) == 10
    assert (alphabet.symbols[alphabet.blank], alphabet.symbols[alphabet.gap], alphabet.symbols[2]) == ("", " ", "a")
    assert alphabet.spell("a b").tolist() == [2, GAP, 3]
    assert alphabet.spell(" !").tolist() == []


def test_frames_are_read_without_repeats_and_blanks() -> None:
    alphabet = Alphabet.of(["helo"])
    at = {letter: code for code, letter in enumerate(alphabet.letters, 2)}
    frames = [0, at["h"], at["h"], at["e"], at["l"], 0, at["l"], at["o"], GAP, GAP, 0, GAP, at["h"], at["o"]]
    assert alphabet.said(frames) == "hello ho"
    assert alphabet.said([0, 0]) == ""


def test_a_word_outside_of_it_is_named() -> None:
    alphabet = Alphabet.of(["add a bag"])
    with pytest.raises(UnknownWord, match=r"'box' has letters .*\(o x\)") as raised:
        alphabet.spell("add a box")
    assert raised.value.word == "box"
    assert not alphabet.can_spell("box")
    assert alphabet.can_spell("Gab")


def test_nothing_said_at_all_is_refused() -> None:
    with pytest.raises(InputError, match="`transcript` has no word in any of 2 rows"):
        Alphabet.of(["", " ..."])


def test_it_is_kept(tmp_path: Path) -> None:
    alphabet = Alphabet.of(["déjà vu", "шуба"])
    alphabet.save(tmp_path / "alphabet.json")
    assert Alphabet.load(tmp_path / "alphabet.json") == alphabet
    assert hash(Alphabet.load(tmp_path / "alphabet.json")) == hash(alphabet)
