"""Words that deny, and turns that are no parts."""

from __future__ import annotations

import pytest

from models.question_answering.topics import parts_of
from models.question_answering.word_conflicts import contradicted


@pytest.mark.parametrize(
    "sentence",
    ["It won't be waterproof.", "It wasn't waterproof.", "They aren't waterproof.", "It is hardly waterproof."],
)
def test_a_sentence_that_denies_contradicts_an_attribute(sentence: str) -> None:
    assert contradicted("waterproof: yes", [sentence]) == sentence
    assert contradicted("waterproof: no", [sentence]) is None


@pytest.mark.parametrize("sentence", ["Not only waterproof but light.", "No doubt waterproof.", "Not just waterproof."])
def test_what_only_stresses_denies_nothing(sentence: str) -> None:
    assert contradicted("waterproof: yes", [sentence]) is None


@pytest.mark.parametrize("text", ["I carry it every day.", "each time it fits", "jeden Tag", "2 liters per minute"])
def test_turns_are_no_parts(text: str) -> None:
    assert parts_of(text) == frozenset()


def test_what_is_each_one_of_several_is_a_part() -> None:
    assert parts_of("Each plate weighs 1 kg.") == {"plate"}
