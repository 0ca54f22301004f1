"""Whether an answer is what people judged to be right."""

from __future__ import annotations

import pandas as pd
import pytest

from models.question_answering.finding import Finding, refused
from models.question_answering.rightness import is_right
from models.question_answering.value_settings import ValueSettings
from models.question_answering.verdicts import plain_truth

VALUES = ValueSettings()
LETTERS = 120

JUDGED = pd.DataFrame(
    {
        "text": ["It  floats.", "It sinks.", "o7", None],
        "source": ["review", "review", "orders", "wish_lists"],
        "grade": [2, 0, 2, 2],
    }
)


@pytest.mark.parametrize(
    ("source", "evidence", "evidence_id", "right"),
    [
        ("review", "it floats.", None, True),
        ("review", "It floats. / And more", None, True),
        ("review", "It sinks.", None, False),
        ("orders", "order o7", "o7", True),
        ("orders", "order o8", "o8", False),
        ("orders", "It floats.", "o8", False),
        ("wish_lists", "", None, True),
    ],
    ids=["same text", "quoted first", "wrong text", "its row", "another row", "a passage's text", "no row is right"],
)
def test_an_answer_is_right_by_what_it_rests_on(
    source: str, evidence: str, evidence_id: str | None, right: bool
) -> None:
    assert is_right(Finding("x", source, evidence, evidence_id, 0.5), JUDGED, VALUES, LETTERS) == right


def test_a_quotation_has_to_begin_with_so_many_letters_of_what_answers() -> None:
    judged = pd.DataFrame({"text": ["it floats on water and on oil"], "source": ["review"], "grade": [2]})
    cut = Finding("x", "review", "it floats on water ...", None, 0.5)
    assert is_right(cut, judged, VALUES, 18)
    assert not is_right(cut, judged, VALUES, 25)


def test_no_row_is_wrong_where_a_row_answers() -> None:
    assert not is_right(Finding("No.", "orders", "", None, 0.5), JUDGED[:3], VALUES, LETTERS)


def test_no_answer_is_not_right_and_nor_is_one_where_nothing_is() -> None:
    assert not is_right(refused("why"), JUDGED, VALUES, LETTERS)
    assert not is_right(Finding("x", "review", "it floats", None, 0.5), JUDGED[:0], VALUES, LETTERS)


def _told(truth: str | None, answer: str, evidence: str, *, disputed: bool = False, source: str = "review") -> bool:
    text = evidence if source == "review" else "o7"
    judged = pd.DataFrame({"text": [text], "source": [source], "grade": [2], "answer": [truth]})
    found = Finding(answer, source, evidence, None if source == "review" else text, 0.5, disputed=disputed)
    return is_right(found, judged, VALUES, LETTERS)


@pytest.mark.parametrize(
    ("truth", "answer", "right"),
    [
        ("yes", "No, maximum load: 10 kg.", False),
        ("yes", "Yes, maximum load: 10 kg.", True),
        ("no", "Yes, it is dry.", False),
        ("no", "maximum load: 10 kg.", True),
        ("mixed", "Mostly positive: 3 of 4 reviewers praise it.", False),
        ("negative", "Mostly positive: 3 of 4 reviewers praise it.", False),
        ("neutral", "Mostly positive: 3 of 4 reviewers praise it.", False),
        ("positive", "Mostly positive: 3 of 4 reviewers praise it.", True),
        ("mixed", 'One reviewer says: "I love it."', True),
        ("2 kg", "weight: 2 kg (4.41 pounds).", True),
        ("2 kg", "weight: 3 kg.", False),
        ("2 kg", "weight: 2,000 g.", True),
        ("2 kg", "width: 30 cm.", True),
    ],
)
def test_right_evidence_that_is_said_otherwise_than_the_labels_do_is_wrong(
    truth: str, answer: str, right: bool
) -> None:
    assert _told(truth, answer, "what it rests on") == right


def test_only_what_says_that_opinions_differ_is_right_where_they_do() -> None:
    differ = "Opinions differ on it: 2 of 4 reviewers praise it and 2 complain."
    assert _told("mixed", differ, "good / bad", disputed=True)
    assert not _told("positive", differ, "good / bad", disputed=True)


def test_an_account_has_to_tell_the_day_and_the_yes_or_no_of_the_labels() -> None:
    says = "The tent should arrive on Thursday, 3 July 2025."
    assert _told("2025-07-03", says, "order o7", source="orders")
    assert _told("2025-07-05, 2025-07-03", says, "order o7", source="orders")
    assert not _told("2025-07-04", says, "order o7", source="orders")
    assert not _told("yes", "No, it is not on your list.", "", source="wish_lists")


def test_a_quotation_is_no_verdict() -> None:
    assert _told("yes", "No leak so far.", "No leak so far.")
    assert _told("no", "Yes. It says no.", "Yes. It says no. Question: is it so?")


@pytest.mark.parametrize(
    "truth", [None, "Yes, it is.", "It weighs 2 kg.", "no problem", "positive reviews only", "2 to 3 kg", "delivered"]
)
def test_a_truth_in_sentences_leaves_what_is_right_to_the_evidence(truth: str | None) -> None:
    assert plain_truth([truth]) is None
    for answer in ("No, it is not.", "Mostly negative: 3 of 3 reviewers complain about it.", "weight: 9 kg."):
        assert _told(truth, answer, "what it rests on")


def test_labels_of_two_minds_leave_what_is_right_to_the_evidence() -> None:
    assert plain_truth(["yes", "no"]) is None
    assert plain_truth(["Yes", None, "yes "]) == "yes"


@pytest.mark.parametrize(
    ("truth", "answer", "right"),
    [
        ("10.00", "You paid 10.00 in January 2026.", True),
        ("10.00", "You paid 69.00, in 4 orders.", False),
        ("2", "Yes, you have bought Phone 13 twice, the last time on Sunday, 3 March 2024.", True),
        ("3", "Yes, you have bought Phone 13 twice, the last time on Sunday, 3 March 2024.", False),
        ("Phone 13", "You last bought Phone 13, on Sunday, 3 March 2024.", True),
    ],
)
def test_a_sum_or_count_of_an_account_has_to_be_the_true_one(truth: str, answer: str, right: bool) -> None:
    judged = pd.DataFrame({"text": ["o1"], "source": ["orders"], "grade": [2], "answer": [truth]})
    found = Finding(answer, "orders", "order o1; 3 x 10.00", "o1", 1.0)
    assert is_right(found, judged, ValueSettings(), LETTERS) == right
