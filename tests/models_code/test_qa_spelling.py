"""Slips of the keyboard: mended to what is known, and what is known is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.question_answering.spelling import Spelling
from models.question_answering.spelling_settings import SpellingSettings

TEXTS = [
    "material: Zamarix",
    "Kompakter Griff",
    *["The zipper holds"] * 3,
    "the zippr is bad",
    *["buyers love the washing"] * 4,
    *["battery compartment"] * 3,
    *["microsd waterproof faster sliders filters espresso grinder connected nice seven still"] * 3,
]
SOURCES = ["attribute", "bullet", *["review"] * (len(TEXTS) - 2)]
ASKING = frozenset({"people", "with", "does"})


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    return Spelling.fit(TEXTS, SOURCES, ASKING, SpellingSettings())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("How is the zippr?", "How is the zipper?"),  # one customer's slip is no word
        ("Waht do peope say?", "Waht do people say?"),  # nothing known is near "waht"
        ("does it go eith this", "does it go with this"),
        ("the batery comaprtment", "the battery compartment"),
        ("BUEYRS, WHAT OF IT", "buyers, WHAT OF IT"),
    ],
)
def test_a_slip_becomes_the_known_word(spelling: Spelling, typed: str, meant: str) -> None:
    assert spelling.mended(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Is it Zamarix?",  # the maker writes it once
        "are the braces graying",  # forms of English words
        "does it fit a zippr2 or the ab-zippr",  # parts of names with digits and dashes
        "zip it",
        "the washings",  # another ending
        "is it a microusb port, weatherproof, of caster or grandera",  # of two words each
        "do slippers or fitters do",  # a stem's last letter stands twice
        "ready for connecTed",
        "is it by Stihl, or a ZIPPR",
        "Yes? Is Stihl ok",
        "with nespresso",  # a first letter more
        "is the nise low",  # no slip of what judges
        "are there sevn",  # nor of a number
    ],
)
def test_what_is_a_word_or_a_name_stays(spelling: Spelling, text: str) -> None:
    assert spelling.mended(text) == text


def test_words_of_what_is_asked_about_are_right_and_meant(spelling: Spelling) -> None:
    assert spelling.mended("is the zippr ok", "Zippr lamp") == "is the zippr ok"
    assert spelling.mended("is the quxlor ok", "Quxxlor lamp") == "is the quxxlor ok"


def test_what_is_saved_mends_alike(spelling: Spelling, tmp_path: Path) -> None:
    spelling.save(tmp_path)
    assert Spelling.load(tmp_path, SpellingSettings()) == spelling
