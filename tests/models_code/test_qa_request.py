"""Requests, read or refused, and answers as frames."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from models.errors import InputError
from models.question_answering.answers import Place, answer_frame
from models.question_answering.asked_how import asked_of
from models.question_answering.finding import Finding, refused
from models.question_answering.request import OUTPUTS, input_example, questions_of, signature

NOW = 1_800_000_000.0


def test_the_example_is_read() -> None:
    questions = questions_of(input_example(), NOW)
    assert questions.channels == ["voice", "desktop"]
    assert questions.accounts[0] is not None
    assert questions.accounts[1] is None
    assert questions.candidates[1] is not None
    assert questions.candidates[1].sources == ("attribute",)
    assert questions.seconds[1] == NOW


def test_a_question_alone_is_enough() -> None:
    questions = questions_of(pd.DataFrame({"question": ["how heavy", None], "other": [1, 2]}), NOW)
    assert questions.ids == ["0", "1"]
    assert questions.texts == ["how heavy", None]
    assert questions.products == [None, None]


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"product_id": ["p"]}, "lacks the column question"),
        ({"question": [5]}, "no text"),
        ({"question": ["q"], "channel": ["fax"]}, "channel holds 1 cells of 1"),
        ({"question": ["q"], "time": ["soon"]}, "no times"),
        ({"question": ["q"], "candidates": ["{}"]}, "it is no list"),
        ({"question": ["q"], "candidates": ['["text"]']}, "no object"),
        ({"question": ["q"], "candidates": ['[{"text": "a"}]']}, "no source"),
        ({"question": ["q"], "candidates": ['[{"text": "a", "source": "orders"}]']}, "source is 'orders'"),
        ({"question": ["q"], "account": ['{"orders": []}']}, "names no customer"),
        ({"question": ["q", "q"], "channel": [None, "fax"]}, "in row 1, is 'fax'"),
        ({"question": ["q", "q"], "candidates": ["[]", "[1]"]}, "in row 1, since an entry is no object"),
        ({"question": ["q", "q"], "time": [None, "9999-12-31T23:59:59Z"]}, "1900 to 2199, the first in row 1"),
        ({"question": ["q"], "time": ["0001-01-01"]}, "1900 to 2199"),
    ],
)
def test_what_cannot_be_read_is_refused(columns: dict[str, list[object]], words: str) -> None:
    with pytest.raises(InputError, match=words):
        questions_of(pd.DataFrame(columns), NOW)


@pytest.mark.parametrize("cell", [None, "", "  ", "null"])
def test_what_is_missing_in_any_spelling_is_not_told(cell: str | None) -> None:
    columns = {"question": ["q"], "customer_id": ["c"], "candidates": [cell], "account": [cell]}
    questions = questions_of(pd.DataFrame({name: pd.Series(own, dtype=object) for name, own in columns.items()}), NOW)
    assert questions.candidates == (None,)
    assert questions.accounts == (None,)


def test_candidates_without_a_word_are_none_to_choose_from() -> None:
    texts = ["", "<script>steal()</script>", " &lt;b&gt; ", "\u2605\u2605\u2605", "2 kg"]
    cell = json.dumps([{"text": text, "source": "review"} for text in texts])
    (told,) = questions_of(pd.DataFrame({"question": ["q"], "candidates": [cell]}), NOW).candidates
    assert told is not None
    assert told.texts == ("2 kg",)


def test_a_number_of_single_precision_is_a_level() -> None:
    assert asked_of({"precision": np.float32(0.9)}, [0.8, 0.9]).precision == 0.9


def test_precision_is_one_of_the_levels() -> None:
    assert asked_of(None, [0.8, 0.9]).precision is None
    assert asked_of({"precision": 0.9}, [0.8, 0.9]).precision == 0.9
    for strange in (0.85, "high", True, None):
        with pytest.raises(InputError, match="precision"):
            asked_of({"precision": strange}, [0.8, 0.9])


def test_answers_have_the_columns_of_the_signature() -> None:
    found = [Finding("2 kg.", "attribute", "weight: 2 kg", None, 0.9), refused("both say so", disputed=True)]
    places = [[Place("weight: 2 kg", "attribute", 0.9)], []]
    frame = answer_frame(["a", "b"], ["2 kilograms.", ""], found, ["number", None], places)
    assert list(frame.columns) == [name for name, _ in OUTPUTS] == [name for name, _, _ in signature()["outputs"]]
    assert frame["answer"].tolist()[0] == "2 kilograms."
    assert pd.isna(frame["answer"][1])
    assert frame["abstained"].tolist() == frame["disputed"].tolist() == [False, True]
    assert frame["ranked"][0] == '[{"text": "weight: 2 kg", "source": "attribute", "score": 0.9}]'
