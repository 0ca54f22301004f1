"""The answerer trained on a small shop: bytes, answers, promises, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from models.bundle import open_checked
from models.errors import InputError
from models.question_answering import QuestionAnswerer, fitting, train
from models.question_answering.abstention import ACCOUNT
from models.question_answering.judged_pairs import Judged
from tests.models_code.qa_shop import write_shop

QUICK: dict[str, Any] = {
    "threads": 1,
    "kinds": {"product_names": 1},
    "ranking": {"reader": {"enabled": False, "folds": 3}, "forest": {"rounds": 40, "bags": 1, "min_child_weight": 1}},
}


def quiet(_: str, __: float) -> None:
    """Progress that nobody watches."""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_shop(tmp_path_factory.mktemp("shop"))


@pytest.fixture(scope="module")
def bundle(shop: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("bundle")
    metrics = train(shop, QUICK, out, quiet)
    assert metrics["right"] > 0.7
    return out


@pytest.fixture(scope="module")
def answerer(bundle: Path) -> QuestionAnswerer:
    return QuestionAnswerer.load(open_checked(bundle))


def test_the_right_passage_of_the_product_answers(answerer: QuestionAnswerer) -> None:
    asked = pd.DataFrame({"question": ["What colour is it?", "Can I dim it?"], "product_id": ["p1", "p2"]})
    answers = answerer.predict(asked, {"precision": 0.8})
    assert answers["source"].tolist() == ["attribute", "community"]
    assert answers["evidence"].tolist()[0] == "colour: blue"
    assert not answers["abstained"].any()
    assert "blue" in answers["answer"].tolist()[0]
    assert answers["evidence_id"].tolist() == ["colour", "a2"]


def test_what_nothing_answers_is_not_answered(answerer: QuestionAnswerer) -> None:
    answers = answerer.predict(pd.DataFrame({"question": ["Does it play music?"], "product_id": ["p3"]}))
    assert answers["abstained"].all()
    assert answers["answer"].isna().all()
    assert "right answers" in answers["reason"].tolist()[0]


def test_an_account_is_that_of_the_customer_who_asks(answerer: QuestionAnswerer) -> None:
    asked = pd.DataFrame(
        {
            "question": ["When does my order come?"] * 3,
            "customer_id": ["c4", "c5", None],
            "time": ["2025-05-02T00:00:00Z"] * 3,
        }
    )
    answers = answerer.predict(asked, {"precision": 0.8})
    assert answers["evidence_id"].tolist()[:2] == ["o4", "o5"]
    assert answers["abstained"].tolist() == [False, False, True]
    assert answers["source"].tolist()[:2] == ["orders", "orders"]


def test_where_too_few_questions_test_a_promise_the_answer_says_so(answerer: QuestionAnswerer) -> None:
    assert not answerer.answerer.abstention.level(ACCOUNT, 0.9).promised
    assert answerer.answerer.abstention.level(ACCOUNT, 0.8).promised
    asked = pd.DataFrame(
        {"question": ["When does my order come?"], "customer_id": ["c4"], "time": ["2025-05-02T00:00:00Z"]}
    )
    tested, untested = (answerer.predict(asked, {"precision": one}) for one in (0.8, 0.9))
    assert not untested["abstained"].any()
    assert "have tested the promise of 90% right answers" in untested["reason"].tolist()[0]
    assert tested["reason"].isna().all()


def test_candidates_that_are_told_take_the_place_of_what_is_known(answerer: QuestionAnswerer) -> None:
    told = json.dumps([{"text": "colour: purple", "source": "attribute"}, {"text": "Nice.", "source": "review"}])
    asked = pd.DataFrame({"question": ["What colour is it?"], "product_id": ["p1"], "candidates": [told]})
    answers = answerer.predict(asked)
    ranked = json.loads(answers["ranked"].tolist()[0])
    assert [one["text"] for one in ranked] == ["colour: purple", "Nice."]
    assert ranked[0]["score"] > ranked[1]["score"]


def test_a_told_passage_of_the_product_has_its_id(answerer: QuestionAnswerer) -> None:
    told = json.dumps([{"text": "yes, it can be  dimmed. Question: can I dim it?", "source": "community"}])
    asked = pd.DataFrame({"question": ["Can I dim it?"] * 2, "product_id": ["p2", "px"], "candidates": [told] * 2})
    assert answerer.predict(asked, {"precision": 0.8})["evidence_id"].tolist()[0] == "a2"


def test_judged_passages_are_learned_with_their_stars_votes_and_times(
    shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Judged] = []

    def fit(judged: list[Judged], *_: Any, **__: Any) -> None:
        seen.extend(judged)
        raise InputError("seen enough")

    monkeypatch.setattr(fitting, "fit_ranking", fit)
    with pytest.raises(InputError, match="seen enough"):
        train(shop, QUICK, tmp_path / "out", quiet)
    weights = [dict(zip(one.passages.ids, one.passages.weights.tolist(), strict=True)) for one in seen]
    assert [own["r0a"] for own in weights if "r0a" in own] == [5.0] * 6
    assert not any(np.isnan(one.passages.seconds).any() for one in seen)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"question": "   "}, "the question is empty"),
        ({"question": "?! \U0001f642"}, "the question has no word"),
        ({"question": "a", "product_id": "p1"}, "no more than a letter"),
        ({"question": "What colour is it?"}, "names no product"),
        ({"question": "What colour is it?", "product_id": "strange"}, "nothing is known of this product"),
        ({"question": "What colour is it?", "product_id": "p1", "candidates": "[]"}, "no candidates"),
    ],
    ids=["empty", "signs", "a letter", "no product", "unknown product", "nothing to choose from"],
)
def test_why_nothing_is_answered_is_said(answerer: QuestionAnswerer, row: dict[str, str], reason: str) -> None:
    answers = answerer.predict(pd.DataFrame([row]))
    assert answers["abstained"].tolist() == [True]
    assert reason in answers["reason"].tolist()[0]
    assert answers["confidence"].tolist() == [0.0]


def test_answers_do_not_depend_on_what_else_is_asked(answerer: QuestionAnswerer) -> None:
    asked = pd.DataFrame({"question": ["What colour is it?", "How heavy is the lamp?"], "product_id": ["p1", "p7"]})
    together = answerer.predict(asked)
    alone = pd.concat([answerer.predict(asked.iloc[[row]]) for row in range(2)], ignore_index=True)
    assert together["evidence"].tolist() == alone["evidence"].tolist()
    assert together["confidence"].tolist() == pytest.approx(alone["confidence"].tolist(), abs=0.02)


def test_levels_are_facts_of_the_bundle(answerer: QuestionAnswerer) -> None:
    levels = answerer.facts["levels"]
    assert {(one["route"], one["precision"]) for one in levels} == {
        (route, precision) for route in ("product", "stored", "account") for precision in (0.8, 0.9, 0.95)
    }
    assert all(one["seen"] is None or one["seen"] >= one["precision"] for one in levels if one["promised"])


def test_the_same_training_gives_the_same_bytes(shop: Path, bundle: Path, tmp_path: Path) -> None:
    train(shop, QUICK, tmp_path / "again", quiet)
    first, again = (json.loads((path / "bundle.json").read_text())["files"] for path in (bundle, tmp_path / "again"))
    assert first == again


def test_unknown_settings_and_a_full_directory_are_refused(shop: Path, bundle: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="unknown settings"):
        train(shop, {"ranking": {"depth": 3}}, tmp_path / "out", quiet)
    with pytest.raises(ValueError, match="is not empty"):
        train(shop, QUICK, bundle, quiet)


def test_without_judged_passages_nothing_is_learned(shop: Path, tmp_path: Path) -> None:
    for file in shop.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    rows = pd.read_parquet(tmp_path / "candidates.parquet")
    rows[rows["source"] == "orders"].to_parquet(tmp_path / "candidates.parquet", index=False)
    with pytest.raises(InputError, match="none of 24 candidates of 168 questions is a passage of a product"):
        train(tmp_path, QUICK, tmp_path / "out", quiet)


@pytest.mark.slow
def test_a_reader_is_stored_and_read_again(shop: Path, tmp_path: Path) -> None:
    reader = {"folds": 2, "epochs": 1, "read": 3, "most_pairs": 100, "question_pieces": 12, "passage_pieces": 16}
    train(shop, {**QUICK, "ranking": {**QUICK["ranking"], "reader": reader}}, tmp_path / "out", quiet)
    loaded = QuestionAnswerer.load(open_checked(tmp_path / "out"))
    assert loaded.facts["read_passages"] == 3 * 6 * 24
    assert loaded.answerer.ranking.reader is not None
    answers = loaded.predict(pd.DataFrame({"question": ["What colour is it?"], "product_id": ["p1"]}))
    assert len(json.loads(answers["ranked"].tolist()[0])) == 7
