"""Whether the simulated shop asks and tells in words of its own: what models carry in files is measured on it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from rapidfuzz import fuzz, process

import models.question_answering
from sources.simulator.vocabulary import (
    question_facts,
    question_instructions,
    question_more_facts,
    question_phrases,
    review_phrases,
)

FOLDER = Path(models.question_answering.__file__).parent
ASKED = (question_facts, question_instructions, question_more_facts, question_phrases)
MOST_ALIKE = 90.0  # of 100; a word more or less is still the same wording
FILLED = {"task": "ring home", "p": "ring home", "o": "", "c": ""}  # of all else "it"
PLAIN = {"ok", "okay", "average"}  # no list of middling words is one without them

_NAME = re.compile(r"^[^\n]*::[^\n]*$", re.MULTILINE)
_KEY = re.compile(r"^\s*(?:\w+:|de|es|fr|[kmqv+-]|[rc][+-])\s", re.MULTILINE)
_PLACE = re.compile(r"(?:\b(?:the|this|that|an?) )?\{(\w+)\}")
_ID = re.compile(r"\b(?=\w*\d)\w{5,}\b")


def folded(text: str) -> str:
    """Words alone, with places filled and ids left out."""
    filled = _PLACE.sub(lambda found: FILLED.get(found[1], "it"), text.casefold())
    return " ".join(re.findall(r"\w+", _ID.sub("", filled)))


def texts_of(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for own in value.values() for text in texts_of(own)]
    return [value] if isinstance(value, str) else []


@cache
def asked() -> dict[str, str]:
    """How the simulator asks and tells, as it stands there, by its words."""
    values = [value for module in ASKED for name, value in vars(module).items() if name.isupper()]
    bodies = [_KEY.sub("|", _NAME.sub("|", text)) for value in values for text in texts_of(value)]
    phrases = [" ".join(phrase.split()) for body in bodies for phrase in body.split("|")]
    return {folded(phrase): phrase for phrase in phrases if folded(phrase)}


@cache
def judged() -> dict[str, str]:
    """What the simulator's reviews say of anything that is neither good nor bad, or not so bad."""
    told = [review_phrases.GENERAL, review_phrases.AFFECT, review_phrases.OVERALL, review_phrases.ABROAD]
    phrases = [phrase for text in texts_of(dict(enumerate(told))) for phrase in re.split("[|;,]", text)]
    return {folded(phrase): phrase.strip() for phrase in phrases} | asked()


def lines_of(name: str) -> list[str]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(("#", "["))]


def told_by_both(lines: list[str], known: dict[str, str]) -> list[str]:
    """Lines that are, to a word, one of the phrases, each beside it."""
    own = list(known)
    found = [process.extractOne(folded(line), own, scorer=fuzz.ratio, score_cutoff=MOST_ALIKE) for line in lines]
    return [f"{line} = {known[best[0]]}" for line, best in zip(lines, found, strict=True) if best]


def test_the_simulator_s_phrases_are_found() -> None:
    for phrase in ("when does my order come", "is it waterproof", "wie viel wiegt das", "yes they are included"):
        assert phrase in asked()
    assert {"nothing special", "so so", "geht so", "don t mind"} <= judged().keys()
    assert told_by_both(["when does my order come", "how much does the {product} weigh", "what is it"], asked()) == [
        "when does my order come = when does my order come",
        "how much does the {product} weigh = how much does {it} weigh",
    ]


@pytest.mark.parametrize("name", ["aspect_words.txt", "courtesy_words.txt", "kind_questions.txt"])
def test_no_line_that_models_learn_from_is_a_wording_of_the_simulator(name: str) -> None:
    assert told_by_both([line for line in lines_of(name) if " " in line], asked()) == []


def test_what_is_middling_to_models_is_not_what_the_simulator_says() -> None:
    text = (FOLDER / "polarity_words.txt").read_text(encoding="utf-8").split("\n[middling]\n")[1]
    words = [word.replace("_", " ") for word in text.split()]
    assert told_by_both([word for word in words if word not in PLAIN], judged()) == []
