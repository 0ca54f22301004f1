"""Answers from one passage, and from opinions counted before."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pandas as pd
import pytest

from models.question_answering.abstention import PRODUCT, STORED
from models.question_answering.parameters import QuestionAnsweringParameters
from models.question_answering.passage_answer import of_passage
from models.question_answering.passages import Passages
from models.question_answering.product_names import ProductNames
from models.question_answering.routes import Routes
from models.question_answering.routing import routed
from models.question_answering.told_candidates import ToldPassages
from models.question_answering.value_settings import ValueSettings

LOVED = "I love the zipper."


@pytest.mark.parametrize(
    ("kind", "source", "text", "answer"),
    [
        ("opinion", "review", LOVED, f'One reviewer says: "{LOVED}"'),
        ("yes_no", "review", LOVED, LOVED),
        ("opinion", "description", LOVED, LOVED),
        ("opinion", "review", "\U0001f642\U0001f642", ""),
        ("yes_no", "attribute", "waterproof: yes", "Yes, waterproof."),
    ],
    ids=["one reviewer's word", "no opinion is asked", "the maker's", "no word", "a value"],
)
def test_a_passage_answers_as_what_it_is(kind: str, source: str, text: str, answer: str) -> None:
    passages = Passages.told([text], [source])
    found = of_passage("is the mug waterproof?", kind, passages, 0, 0.9, ValueSettings(), frozenset({"mug"}))
    assert found.answer == answer
    assert found.abstained == (not answer)


@pytest.mark.parametrize("told", [True, False])
def test_opinions_counted_before_are_no_word_of_candidates_that_are_told(told: bool) -> None:
    texts = [LOVED, "The zipper is great."]
    passages = Passages.told(texts, ["review", "review"])
    understanding = SimpleNamespace(kind_of=lambda _: "opinion", known_share=lambda *_: 1.0)
    counted = pd.DataFrame({"attribute": ["zipper"], "praising": [[0]], "blaming": [list(range(1, 10))]})
    parameters = QuestionAnsweringParameters()
    store = SimpleNamespace(about=lambda _: passages)
    routes = Routes(*cast(Any, (understanding, None, ProductNames({}), {"p0": counted}, store, parameters)))
    candidates = (ToldPassages(tuple(texts), ("review", "review")),) if told else (None,)
    questions = SimpleNamespace(products=["p0"], customers=[None], candidates=candidates)
    read = SimpleNamespace(texts=["is the zipper any good?"], kinds=np.zeros((1, 1)))
    ranked = SimpleNamespace(first=0, passages=passages, confidence=0.9)
    route, found = routed(routes, *cast(Any, (questions, read, 0, ranked)))
    assert route == (PRODUCT if told else STORED)
    assert found.answer.startswith("Mostly positive: 2 of 2" if told else "Mostly negative: 9 of 10")
