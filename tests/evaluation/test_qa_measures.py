"""Measures of question answering on answers that are counted by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from questions_for_tests import answer, examples, of_product, question

from evaluation import qa_confusion
from evaluation import question_answering as room
from evaluation.bootstrap import once, paired_test
from evaluation.gate_policy import is_known
from evaluation.qa_right import begins, tells

SAMPLED: dict[str, Any] = {"resamples": 100, "confidence": 0.95, "seed": 0}
OWN = {"customer_id": "anna", "kind": "account_delivery"}
QUESTIONS = [
    of_product("a", "how heavy is it?", "p0", 0, kind="number"),
    of_product("b", "what weight has it?", "p0", 0, rewording_of="a", kind="number"),
    of_product("c", "does it glow?", "p0", -1, kind="yes_no"),
    of_product("d", "does it fit a bag?", "p1", 2, kind="yes_no"),
    question("e", "when does my order come?", ("order-1", "orders", 2, "2025-07-03"), **OWN),
    question("f", "is the lamp on my list?", (None, "wish_lists", 2, "no"), customer_id="bert", kind="account_on_list"),
    question("g", "what is the meaning of it all?", no_product=True),
]


def listed(*places: tuple[str, str]) -> str:
    return json.dumps([{"text": text, "source": source, "score": 0.5} for text, source in places])


WEIGHT, TRIPS, FITS = (
    ("weight: 2 kg", "attribute"),
    ("great for long trips", "bullet"),
    ("Yes, it fits. Question: does it fit a bag?", "community"),
)
ORDER = {"source": "orders", "evidence": "order order-1: tent; expected 2025-07-03", "evidence_id": "order-1"}
ANSWERS = [
    answer("a", "2 kg", source="attribute", evidence="Weight:  2 KG", confidence=0.9, ranked=listed(WEIGHT, TRIPS)),
    answer("b", None, source="bullet", evidence=TRIPS[0], confidence=0.2, ranked=listed(TRIPS, WEIGHT)),
    answer("c", "great", source="bullet", evidence=TRIPS[0], confidence=0.6, ranked=listed(TRIPS)),
    answer("d", "Yes", source="community", evidence=FITS[0], confidence=0.8, ranked=listed(FITS), kind="yes_no"),
    answer("e", "It comes on 3 July.", confidence=0.7, kind="account_delivery", **ORDER),
    answer("f", "No, it is not on your list.", source="wish_lists", confidence=0.65),
    answer("g", reason="nothing is known"),
]


def said(directory: Path, answers: list[pd.DataFrame]) -> pd.DataFrame:
    table = room.requests(examples(directory, QUESTIONS))
    return room.outcomes(table, pd.concat(answers, ignore_index=True))


def replaced(name: str, other: pd.DataFrame) -> list[pd.DataFrame]:
    return [other if one["request_id"].iloc[0] == name else one for one in ANSWERS]


def value(name: str, outcomes: pd.DataFrame) -> float:
    return float(room.STATISTICS[name](outcomes, once(len(outcomes)))[0])


@pytest.fixture
def outcomes(tmp_path: Path) -> pd.DataFrame:
    return said(tmp_path, ANSWERS)


def test_a_shop_sends_questions_and_no_judgement(tmp_path: Path) -> None:
    table = room.requests(examples(tmp_path, QUESTIONS))
    asked = room.request_columns(table)
    assert set(asked) == {"request_id", "question", "product_id", "customer_id", "candidates", "channel", "time"}
    assert json.loads(asked["candidates"].iloc[0])[0] == {"text": "weight: 2 kg", "source": "attribute"}
    assert "grade" not in asked["candidates"].iloc[0]
    assert asked["candidates"].isna().tolist() == [False] * 4 + [True] * 3, "rows of accounts are no candidates"
    assert (asked["time"] == "2025-05-02T00:00:00.000000Z").all(), "the last row that came to be"
    groups = table["group"].tolist()
    assert groups == [*["product p0"] * 3, "product p1", "customer anna", "customer bert", "question g"]


def test_rewordings_of_rewordings_are_resampled_with_their_original(tmp_path: Path) -> None:
    asked = [
        question("x3", "in fourth words", rewording_of="x2", no_product=True),
        question("x2", "in third words", rewording_of="x1", no_product=True),
        question("x1", "in other words", rewording_of="a", customer_id="bert"),
        QUESTIONS[0],
        question("y1", "of a lost one", rewording_of="lost", no_product=True),
        question("z1", "of each other", rewording_of="z2", no_product=True),
        question("z2", "round and round", rewording_of="z1", no_product=True),
    ]
    groups = room.requests(examples(tmp_path, asked))["group"].tolist()
    assert groups[:5] == [*["product p0"] * 4, "question y1"]


def test_ranks_are_counted_over_answerable_questions_and_over_all(outcomes: pd.DataFrame) -> None:
    assert value("p_at_1", outcomes) == pytest.approx(4 / 5)
    assert value("mrr", outcomes) == pytest.approx((1 + 0.5 + 1 + 1 + 1) / 5)
    assert value("p_at_1_all", outcomes) == pytest.approx(4 / 7)
    assert value("mrr_all", outcomes) == pytest.approx(4.5 / 7)


def test_what_is_given_counts_and_what_is_withheld_does_not(outcomes: pd.DataFrame) -> None:
    assert value("given", outcomes) == pytest.approx(5 / 7)
    assert value("given_precision", outcomes) == pytest.approx(4 / 5)
    assert value("false_answers", outcomes) == pytest.approx(1 / 2)


def test_what_is_withheld_where_nothing_answers_is_no_false_answer(tmp_path: Path) -> None:
    withheld = answer("c", source="bullet", evidence=TRIPS[0], confidence=0.6, ranked=listed(TRIPS))
    found = said(tmp_path, replaced("c", withheld))
    assert value("false_answers", found) == 0.0
    assert found.loc[found["example_id"] == "c", "found"].tolist() == [True]


def test_coverage_is_over_all_questions_refused_ones_too(outcomes: pd.DataFrame) -> None:
    assert value("coverage_at_precision_80", outcomes) == pytest.approx(5 / 7)
    assert value("coverage_at_precision_90", outcomes) == pytest.approx(4 / 7)


def test_a_refused_question_is_never_covered_however_right_the_others_are(tmp_path: Path) -> None:
    right = replaced("c", answer("c", reason="conflicting"))
    right = [answer("b", "2", evidence=WEIGHT[0], source="attribute", confidence=0.9, ranked=listed(WEIGHT))
             if one["request_id"].iloc[0] == "b" else one for one in right]  # fmt: skip
    assert value("coverage_at_precision_80", said(tmp_path, right)) == pytest.approx(5 / 7)


def test_the_source_is_right_where_one_of_it_answers(outcomes: pd.DataFrame) -> None:
    assert value("source_accuracy", outcomes) == pytest.approx(4 / 5)
    counts = qa_confusion.confusion(outcomes)
    assert counts[["attribute", "bullet"]].to_numpy()[0].tolist() == [1, 1]
    assert list(counts.index) == ["attribute", "community", "orders", "wish_lists"]
    found = room.measures(outcomes, **SAMPLED)
    assert (found["found_in_attribute"].value, found["found_in_attribute"].n) == (0.5, 2)
    assert found["found_in_orders"].value == 1.0
    assert (found["wrongly_from_bullet"].value, found["wrongly_from_bullet"].n) == (1.0, 1), "c is answered by none"
    assert found["wrongly_from_attribute"].value == 0.0
    assert not found["wrongly_from_bullet"].higher_is_better
    assert len(qa_confusion.MEASURES) == 16, "the whole table is the report's"
    (drawn,) = qa_confusion.plot(outcomes)
    assert drawn.y == [0.5, 1.0, 1.0, 1.0]
    assert "1 attribute (2): 1 attribute, 1 bullet; 2 community (1): 1 community" in drawn.note


def test_rewordings_are_held_against_the_original(outcomes: pd.DataFrame, tmp_path: Path) -> None:
    assert value("same_answer_reworded", outcomes) == value("same_found_reworded", outcomes) == 0.0
    withheld = answer("b", None, source="attribute", evidence="weight: 2 kg", confidence=0.2, ranked=listed(WEIGHT))
    found = said(tmp_path, replaced("b", withheld))
    assert value("same_found_reworded", found) == 1.0
    assert value("same_answer_reworded", found) == 0.0, "one is answered and the other is not"


def test_all_wordings_of_a_question_count_as_one(outcomes: pd.DataFrame, tmp_path: Path) -> None:
    assert value("same_answer_all_wordings", outcomes) == 0.0
    third = of_product("h", "its weight?", "p0", 0, rewording_of="b", kind="number")
    table = room.requests(examples(tmp_path, [*QUESTIONS, third]))
    said = {"source": "attribute", "evidence": "weight: 2 kg", "confidence": 0.9, "ranked": listed(WEIGHT)}
    same = [*replaced("b", answer("b", "2 kg", **said)), answer("h", "2 kg", **said)]
    found = room.outcomes(table, pd.concat(same, ignore_index=True))
    assert found.loc[found["wordings"], "example_id"].tolist() == ["a"], (
        "b, and h, which is put as b, are wordings of a"
    )
    assert value("same_answer_all_wordings", found) == value("same_answer_reworded", found) == 1.0
    one_other = [*same[:-1], answer("h", None, **said)]
    found = room.outcomes(table, pd.concat(one_other, ignore_index=True))
    assert value("same_answer_reworded", found) == 0.5
    assert value("same_answer_all_wordings", found) == 0.0


def test_the_curve_has_a_line_for_each_precision_that_is_measured(outcomes: pd.DataFrame) -> None:
    found = pd.concat([outcomes] * 20, ignore_index=True)
    (drawn,) = [one for one in room.plots(found) if one.name == "Precision and coverage"]
    assert {"80 % right", "90 % right", "95 % right"} <= set(drawn.lines)


def test_personal_answers_need_the_row_and_the_truth(outcomes: pd.DataFrame, tmp_path: Path) -> None:
    assert value("personal_right", outcomes) == value("personal_given_right", outcomes) == 1.0
    untrue = {**ORDER, "evidence": "order order-1: tent"}
    late = said(tmp_path, replaced("e", answer("e", "It comes on 4 July.", confidence=0.7, **untrue)))
    assert value("personal_right", late) == 0.5
    assert value("personal_given_right", late) == 0.5, "the right row, and another day"
    withheld = said(tmp_path, replaced("e", answer("e", confidence=0.2, **untrue)))
    assert value("personal_right", withheld) == 1.0, "the right row, and nothing said of it"
    other = said(tmp_path, replaced("f", answer("f", "Yes", source="wish_lists", evidence_id="p1", confidence=0.7)))
    assert value("personal_right", other) == 0.5


def test_a_withheld_true_no_is_right_and_a_refusal_is_not(tmp_path: Path) -> None:
    withheld = said(tmp_path, replaced("f", answer("f", source="wish_lists", confidence=0.4)))
    assert value("personal_right", withheld) == 1.0
    assert value("personal_given", withheld) == 0.5
    refused = said(tmp_path, replaced("f", answer("f", source="wish_lists", reason="no customer")))
    assert value("personal_right", refused) == 0.5


@pytest.mark.parametrize(
    "leak",
    [
        {"source": "orders", "evidence_id": "order-2", "evidence": "an order"},
        {"source": "orders", "evidence": "order order-2: lamp"},
        {"source": "orders", "evidence_id": "order-1", "evidence": "expected 2025-07-09"},
        {"source": "wish_lists", "evidence_id": "p0"},
        {"source": "orders", "reason": "order-2 is later"},
        {"source": "orders", "ranked": listed(("order order-2: lamp", "orders"))},
        {"source": "review", "evidence": "It is fine.", "reason": "order-2 has one too"},
        {"source": None, "ranked": listed(("order order-2: lamp", "orders"))},
    ],
)
def test_any_row_of_another_customer_is_counted(tmp_path: Path, leak: dict[str, Any]) -> None:
    found = said(tmp_path, replaced("e", answer("e", "It comes.", **{"confidence": 0.5, **leak})))
    assert value("from_others", found) == pytest.approx(1 / 7)
    withheld = said(tmp_path, replaced("e", answer("e", None, **{"confidence": 0.5, **leak})))
    assert value("from_others", withheld) == pytest.approx(1 / 7), "told as what was found"


def test_own_rows_and_ids_of_the_question_itself_are_no_leak(tmp_path: Path) -> None:
    assert value("from_others", said(tmp_path, ANSWERS)) == 0.0
    asked = [{**one, "question": "where is order-2?"} if one["example_id"] == "e" else one for one in QUESTIONS]
    table = room.requests(examples(tmp_path, asked))
    echo = answer("e", source="orders", reason="'order-2' is nothing of this customer's account")
    assert value("from_others", room.outcomes(table, pd.concat(replaced("e", echo), ignore_index=True))) == 0.0


def test_a_passage_that_has_what_looks_like_an_order_of_somebody_is_no_leak(tmp_path: Path) -> None:
    passage = ("fits case order-2", "bullet")
    told = answer("e", passage[0], source="bullet", evidence=passage[0], confidence=0.5, ranked=listed(passage))
    assert value("from_others", said(tmp_path, replaced("e", told))) == 0.0


HOLDS = ("maximum load: 10 kg", "attribute", 2, "yes")
SAID = [("Yes, maximum load: 10 kg.", True, 1.0), ("No, maximum load: 10 kg.", False, 0.0)]


@pytest.mark.parametrize(("words", "right", "share"), SAID, ids=["true", "untrue"])
def test_what_a_products_answer_says_is_held_against_the_truth(
    tmp_path: Path, words: str, right: bool, share: float
) -> None:
    table = room.requests(examples(tmp_path, [question("h", "can it hold 5 kg?", HOLDS, kind="yes_no")]))
    told = answer("h", words, source="attribute", evidence=HOLDS[0], confidence=0.9)
    found = room.outcomes(table, told)
    assert value("words_right", found) == share
    assert found["given_right"].tolist() == [right], "right evidence, and perhaps the wrong word"
    assert room.measures(found, **SAMPLED)["words_right"].n == 1


def test_one_side_is_wrong_where_opinions_differ(tmp_path: Path) -> None:
    mixed = question("m", "is it any good?", ("I love it", "review", 2, "mixed"), ("bad", "review", 2, "mixed"))
    table = room.requests(examples(tmp_path, [mixed]))
    good = {"source": "review", "evidence": "I love it", "confidence": 0.5}
    sided = room.outcomes(table, answer("m", "Mostly positive: 2 of 2 reviewers praise it.", **good))
    assert (sided["label"].tolist(), value("words_right", sided)) == ([0], 0.0)
    quoted = room.outcomes(table, answer("m", 'One reviewer says: "I love it"', **good))
    assert quoted["label"].tolist() == [1]
    assert not quoted["worded"].any(), "a quotation says nothing of its own"


def test_a_truth_in_sentences_leaves_what_is_right_to_the_evidence(tmp_path: Path) -> None:
    free = question("s", "can it hold 5 kg?", (*HOLDS[:3], "Yes, it can hold 5 kg."), kind="yes_no")
    table = room.requests(examples(tmp_path, [free]))
    told = answer("s", "No, maximum load: 10 kg.", source="attribute", evidence=HOLDS[0], confidence=0.9)
    found = room.outcomes(table, told)
    assert found["given_right"].all()
    assert not found["worded"].any()


def test_disagreement_of_reviewers_is_to_be_told(tmp_path: Path) -> None:
    mixed = question("m", "is it any good?", ("I love it", "review", 2, "mixed"), ("bad", "review", 2, "mixed"))
    table = room.requests(examples(tmp_path, [mixed]))
    both = {"source": "review", "evidence": "I love it / bad", "confidence": 0.5}
    told = answer("m", "Two praise it and two complain.", disputed=True, **both)
    assert value("disagreement_told", room.outcomes(table, told)) == 1.0
    worded = answer("m", "Unlike others, it does not differ: no one disagrees.", **both)
    assert value("disagreement_told", room.outcomes(table, worded)) == 0.0, "its field tells, not its words"
    withheld = answer("m", disputed=True, **both)
    assert room.outcomes(table, withheld)["mixed"].tolist() == [False], "nothing was said, so nothing could be told"
    before = worded.drop(columns="disputed")
    assert value("disagreement_told", room.outcomes(table, before)) == 0.0, "of a version that had no such column"


def test_kinds_are_compared_where_the_tables_tell_them(outcomes: pd.DataFrame) -> None:
    assert value("kind_accuracy", outcomes) == pytest.approx(2 / 6)


def test_evidence_begins_as_the_passage_that_answers_and_does_not_only_hold_it() -> None:
    assert begins("weight: 2 kg, without its bag", "weight: 2 kg")
    assert not begins("a customer wrote: weight: 2 kg, which is not so", "weight: 2 kg")
    assert not begins("weight", "weight: 2 kg")
    assert not begins("anything", "")
    long = "word " * 40
    assert begins(long[:150] + "cut", long), "of long passages the beginning is looked at"


def test_a_passage_is_no_row_of_an_account_and_a_row_no_passage(tmp_path: Path) -> None:
    asked = [
        question("r", "when does it come?", ("order-1", "orders", 2), customer_id="anna"),
        question("s", "is it on my list?", ("p1", "wish_lists", 2), customer_id="anna"),
    ]
    table = room.requests(examples(tmp_path, asked))
    passage = answer("r", "order-1", source="review", evidence="order-1 came late", confidence=0.9)
    row = answer("s", "Yes", source="wish_lists", evidence_id="p1", evidence="p1", confidence=0.9)
    found = room.outcomes(table, pd.concat([passage, row]))
    assert found["label"].tolist() == [0, 1]


def test_truth_is_told_in_words_days_counts_and_amounts() -> None:
    assert not tells("9.98", "You paid 19.98.", "order t1: tent; 1 x 9.98"), "what a row has is no sum"
    assert tells("2", "You bought it twice, the last time on 3 March 2026.", "order t1; 1 x 9.98")
    assert not tells("3", "You bought it twice, the last time on 3 March 2026.", "order t1; 3 x 9.98")
    assert tells("no", "No, it is not.", "")
    assert not tells("no", "Not that I know; no", "")
    assert tells("1", "You bought it once.", "")
    assert not tells("1", "You bought it 11 times.", "1.50")
    assert tells("19.98", "You paid 19.98.", "")
    assert not tells("9.98", "You paid 19.98.", "")
    assert tells("Green mountain tent", "You last bought green  mountain tent.", "")


def test_every_measure_is_one_that_a_gate_may_name(outcomes: pd.DataFrame) -> None:
    found = room.measures(outcomes, **SAMPLED)
    assert all(is_known(name, (*room.STATISTICS, *room.MEASURES)) for name in found)
    assert all(one.meaning for one in found.values())
    assert set(room.STATISTICS) <= set(found)
    assert {"p_at_1_personal", "p_at_1_kind_number", "given_precision_answered_by_community"} <= set(found)
    assert found["false_answers"].n == 2
    assert found["p_at_1"].n == 5
    assert all(found[name].higher_is_better == (name not in room.LOWER_IS_BETTER) for name in room.STATISTICS)


def test_parts_are_cut_by_flag_kind_and_source(outcomes: pd.DataFrame) -> None:
    parts = room.slices(outcomes)
    assert all(is_known(name, room.SLICES) for name in parts)
    assert parts["kind_yes_no"]["example_id"].tolist() == ["c", "d"]
    assert parts["answered_by_orders"]["example_id"].tolist() == ["e"]
    assert parts["personal"]["example_id"].tolist() == ["e", "f"]


def test_a_better_model_is_told_by_the_paired_test(outcomes: pd.DataFrame, tmp_path: Path) -> None:
    worse = said(tmp_path, replaced("d", answer("d", "no", source="bullet", evidence="x", ranked=listed(TRIPS))))
    test = paired_test(outcomes, worse, room.STATISTICS["p_at_1"], resamples=200, confidence=0.9, seed=0)
    assert test.difference == pytest.approx(0.2)


def test_answers_that_miss_a_question_are_refused(tmp_path: Path) -> None:
    table = room.requests(examples(tmp_path, QUESTIONS))
    with pytest.raises(ValueError, match="7 requests were asked and 6 answered"):
        room.outcomes(table, pd.concat(ANSWERS[1:], ignore_index=True))
    with pytest.raises(ValueError, match="one each is meant"):
        room.outcomes(table, pd.concat([*ANSWERS, ANSWERS[0]], ignore_index=True))


def test_order_of_answers_does_not_matter(outcomes: pd.DataFrame, tmp_path: Path) -> None:
    pd.testing.assert_frame_equal(outcomes, said(tmp_path, ANSWERS[::-1]))


def test_curves_are_drawn_of_what_there_is(outcomes: pd.DataFrame) -> None:
    plots = {one.name: one for one in room.plots(outcomes)}
    assert set(plots) == {
        "Precision and coverage",
        "Reliability",
        "P@1 by kind of question",
        "Source of the first by the source that answers",
    }
    curve = plots["Precision and coverage"]
    assert curve.x[-1] == pytest.approx(6 / 7), "one is refused and never covered"
    assert all(low <= high for low, high in zip(curve.low, curve.high, strict=True))
    assert curve.lines["answered at the model's own promise"].x == pytest.approx([5 / 7] * 2)
    kinds = plots["P@1 by kind of question"]
    assert kinds.y == sorted(kinds.y), "the weakest first"
    assert "1 number (2), " in kinds.note
    assert (kinds.low[0], kinds.high[0]) == pytest.approx((0.0126, 0.9874), abs=1e-4), "one of two"
    assert room.plots(outcomes.iloc[:0]) == []
