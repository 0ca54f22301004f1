"""Where a text ends a sentence, and where a point belongs to a word."""

from __future__ import annotations

import pytest

from models.question_answering.question_text import sentences_of


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It answers in 5 ms. It is great.", ["It answers in 5 ms.", "It is great."]),
        ("Ms. Smith likes it. So do I.", ["Ms. Smith likes it.", "So do I."]),
        ("I asked a Dr. He said it is safe.", ["I asked a Dr.", "He said it is safe."]),
        ("Dr. Miller said it is safe.", ["Dr. Miller said it is safe."]),
        ("No. 5 stars!", ["No.", "5 stars!"]),
        ("No. 2 weeks and it broke.", ["No.", "2 weeks and it broke."]),
        ("No. 5 is the best.", ["No. 5 is the best."]),
        ("No. 5 in black.", ["No. 5 in black."]),
        ("I took no. 10 shoes.", ["I took no. 10 shoes."]),
    ],
)
def test_a_title_a_unit_and_a_no_are_told_apart(text: str, sentences: list[str]) -> None:
    assert [one.strip() for one in sentences_of(text) if one.strip()] == sentences
