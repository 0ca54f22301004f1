"""Measures and counts that customers claim, and numbers that are none of the product."""

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
    ("question", "text", "value"),
    [
        ("How heavy is it?", "It weighs about 2 kg and I carry it every day.", "2 kg"),
        ("How heavy is it?", "Weighs 2 kg each time", None),
        ("How heavy is it?", "I weigh 80 kg.", None),
        ("How heavy is it?", "My weight is 80 kg.", None),
        ("How heavy is it?", "It weighs 1 kg less than my old one.", None),
        ("How heavy is it?", "It weighs 1 kg without the water.", None),
        ("How heavy is it?", "It weighs 2 kg, the old one 3 kg.", None),
        ("How heavy is the desk lamp?", "The lamp weighs 2 kg.", "2 kg"),
        ("How heavy is the desk lamp?", "The desk weighs 20 kg.", None),
        ("How much weight can it hold?", "It weighs 2 kg.", None),
        ("How tall is it?", "It is 30 inches tall.", "30 inches"),
        ("How tall is it?", 'It is 30" tall.', "30 inch"),
        ("How tall is it?", "I am 6 ft tall and love it.", None),
        ("How wide is it?", "Its width is 20 cm.", "20 cm"),
        ("How wide is it?", "My desk is 120 cm wide and it fits.", None),
        ("How wide is it?", "It's wide, 40 cm high", None),
        ("How long does the battery last?", "The battery lasts 8 hours.", "8 hours"),
        ("How long does the battery last?", "The battery needs 2 hours to charge.", None),
        ("How long is the warranty?", "It has a 2 year warranty.", "2 year"),
        ("How long is the warranty?", "It broke in 3 months, warranty was no help.", None),
        ("Quelle est la largeur ?", "La largeur est de 20 cm.", "20 cm"),
    ],
)
def test_a_measure_is_the_products(question: str, text: str, value: str | None) -> None:
    told = _claim(question, "number", text).value
    assert (None if told is None else told.text()) == value


@pytest.mark.parametrize(
    ("text", "put", "value"),
    [
        ("2 kg", "What is the weight?", "2 kg"),
        ("It is 2 kg.", "how heavy is it", "2 kg"),
        ("2 kg", "How much weight can it hold?", None),
        ("2 kg", "How heavy is the desk?", None),
        ("2 kg less", "How heavy is it?", None),
    ],
)
def test_a_bare_number_answers_the_very_question(text: str, put: str, value: str | None) -> None:
    told = _claim("How heavy is the lamp?", "number", f"{text} Question: {put}", C).value
    assert (None if told is None else told.text()) == value


def test_what_is_no_measure_of_the_product_is_told_by_answers_to_the_very_question() -> None:
    question = "How much weight can it hold?"
    told = _claim(question, "number", f"About 100 kg. Question: {question}", C).value
    assert told is not None
    assert told.text() == "100 kg"
    assert _claim(question, "number", "It can hold 100 kg.") == Claim()


@pytest.mark.parametrize(
    ("question", "text", "source", "count"),
    [
        ("How many pockets does it have?", "It has 4 pockets.", R, 4.0),
        ("How many pockets does it have?", "4 Question: how many pockets are there?", C, 4.0),
        ("How many pockets does it have?", "I love this one, pockets are deep.", R, None),
        ("How many pockets does it have?", "It has 2 big pockets and 2 small pockets.", R, None),
        ("How many pockets does it have?", "It has 2 small pockets.", R, None),
        ("How many pockets does it have?", "2 on each side Question: How many pockets does it have?", C, None),
        ("How many pieces does it have?", "I ordered 2 pieces", R, None),
        ("How many pieces does it have?", "5 of the 100 pieces were broken", R, None),
        ("How many stitches does it have?", "It has 3,000 stitches", R, 3000.0),
    ],
)
def test_a_count_stands_right_before_what_is_counted(
    question: str, text: str, source: str, count: float | None
) -> None:
    assert _claim(question, "number", text, source).count == count


def test_sizes_have_measures_of_their_own() -> None:
    assert _claim("How long is size M?", "number", "It is 70 cm long.") == Claim()
