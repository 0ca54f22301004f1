"""What counts as a claim of a customer, and what does not."""

from __future__ import annotations

import pytest

from models.question_answering.asked_facts import Fact
from models.question_answering.claims import Claim

R, C = "review", "community"
CALLED = frozenset({"steel", "desk", "lamp", "mug", "mugs", "iphone", "12", "case"})


def _claim(question: str, kind: str, text: str, source: str = R) -> Claim:
    fact = Fact.of_question(question, kind, CALLED, 200)
    assert fact is not None
    return fact.claim(text, source)


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("Does it fit an iPhone 12?", "does it fit iphone 11?"),
        ("Does the case fit the iPhone 12?", "Does the case fit the iPhone?"),
        ("Is it made for kids under 3?", "is it made for kids over 3?"),
        ("Is it made for kids under 3?", "is it made for kids under 1?"),
        ("Does it work without batteries?", "Does it work with batteries?"),
        ("Is the top waterproof?", "Is the bottom waterproof?"),
        ("Was it made in China?", "Will it work in China?"),
        ("Can I keep it outdoors?", "Must I keep it outdoors?"),
        ("Can I use it outdoors?", "Can I use it outdoors in the rain?"),
        ("Is it waterproof?", "Isn't it waterproof?"),
        ("Is the desk lamp waterproof?", "Is the desk waterproof?"),
        ("Is it waterproof?", "Is the lid waterproof?"),
    ],
)
def test_an_answer_to_another_question_is_no_claim(question: str, other: str) -> None:
    for word in ("Yes", "No"):
        assert _claim(question, "yes_no", f"{word} Question: {other}", C) == Claim()


@pytest.mark.parametrize(
    ("question", "same"),
    [
        ("Does it fit an iPhone 12?", "will this fit my IPHONE 12"),
        ("Is the mug dishwasher safe?", "Is this mug dishwasher safe?"),
        ("Is the mug dishwasher safe?", "is it dishwasher safe"),
        ("Can I use it outdoors?", "Can you use them outdoors?"),
        ("Ist es für draußen?", "ist sie fur draussen?"),
    ],
)
def test_the_very_question_may_be_put_in_other_words_that_point(question: str, same: str) -> None:
    for word, truth in (("Yes", True), ("No", False)):
        assert _claim(question, "compatibility", f"{word}. Question: {same}", C).truth is truth


@pytest.mark.parametrize(
    ("answer", "truth"),
    [
        ("No", False),
        ("NO!", False),
        ("No, not really.", False),
        ("No it isn't", False),
        ("Yes it is.", True),
        ("Yes. It is waterproof.", True),
        ("Sí", True),
        ("No idea, sorry.", None),
        ("No problem at all, it is.", None),
        ("No, no problem at all.", None),
        ("No doubt.", None),
        ("No clue", None),
        ("No one asked me that.", None),
        ("No, I haven't tried.", None),
        ("No, it is waterproof.", None),
        ("Yes and no.", None),
        ("Yes, but only the outside.", None),
        ("Yes if you close it.", None),
        ("Si vous voulez.", None),
        ("Yes?", None),
    ],
)
def test_yes_and_no_are_claims_where_an_answer_plainly_begins_with_them(answer: str, truth: bool | None) -> None:
    assert _claim("Is it waterproof?", "yes_no", f"{answer} Question: is it waterproof?", C).truth is truth


@pytest.mark.parametrize(
    ("question", "text", "truth"),
    [
        ("Does it work on Mac?", "It works on Mac.", True),
        ("Does it work on Mac?", "Works great on my Mac", True),
        ("Does it work on Mac?", "It won't work on Mac.", False),
        ("Does it work on Mac?", "Wouldn’t work on my mac", False),  # noqa: RUF001
        ("Does it work on Mac?", "Did NOT work on mac", False),
        ("Does it work on Mac?", "It didn't work on Mac at all!", False),
        ("Does it work on Mac?", "It does not work well on Mac.", None),
        ("Does it work on Mac?", "It won't work on Mac mini.", None),
        ("Is it waterproof?", "It wasn't waterproof.", False),
        ("Is it waterproof?", "They aren't waterproof", False),
        ("Is it waterproof?", "Hardly waterproof", None),
        ("Is it waterproof?", "No doubt waterproof.", None),
        ("Is it waterproof?", "Not only waterproof but pretty.", None),
        ("Is it waterproof?", "It is not really waterproof.", None),
        ("Is it waterproof?", "I needed something waterproof and this isn't.", None),
        ("Is it waterproof?", "It is waterproof. It is not waterproof.", None),
        ("Is the desk lamp waterproof?", "The desk is not waterproof.", None),
        ("Is the lamp waterproof?", "The lamp is not waterproof.", False),
        ("Does it have a zipper?", "It has a zipper.", True),
        ("Does it have a zipper?", "It has no zipper.", False),
        ("Does it have a zipper?", "I don't like the zipper.", None),
        ("Is it dishwasher safe?", "I don't own a dishwasher.", None),
        ("Is it dishwasher safe?", "No problems so far: dishwasher safe!", None),
        ("Can I use it outdoors?", "You can use it outdoors.", True),
        ("Can I use it outdoors?", "You can't use it outdoors.", False),
        ("Is it heavy?", "It's not too heavy.", None),
        ("Is it heavy?", "I am heavy.", None),
        ("Does it fit a 15 inch laptop?", "Does not fit my 17 inch laptop.", None),
        ("Est-ce étanche ?", "C'est étanche.", True),
        ("Est-ce étanche ?", "Ce n'est pas étanche du tout.", False),
        ("Ist es für draußen geeignet?", "Es ist nicht für draußen geeignet.", False),
        ("¿Es sumergible en jabón?", "No es sumergible en jabón.", False),
    ],
)
def test_a_sentence_says_yes_or_no_that_is_the_question_itself(question: str, text: str, truth: bool | None) -> None:
    assert _claim(question, "yes_no", text).truth is truth


def test_a_long_passage_claims_nothing() -> None:
    assert _claim("Is it waterproof?", "yes_no", f"It is waterproof. {'Lovely. ' * 50}") == Claim()


@pytest.mark.parametrize(
    "question",
    ["Isn't it waterproof?", "Is it?", "Is it for men or women?", "Is it waterproof? Does it float?", "", "?" * 999],
)
def test_what_no_plain_yes_or_no_answers_asks_for_no_fact(question: str) -> None:
    assert Fact.of_question(question, "yes_no", CALLED, 200) is None
