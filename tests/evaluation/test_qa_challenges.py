"""What question answering is asked again: in other words, of other candidates, and for another customer's account."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from questions_for_tests import TITLES, ByWords, examples, of_product, question, row

from evaluation import qa_others
from evaluation import question_answering as room
from evaluation.gate import judge
from evaluation.gate_policy import is_known
from evaluation.measure import Measure
from evaluation.qa_asking import Asking
from evaluation.qa_attacks import ATTACKS
from evaluation.qa_own import Own
from params.base import Profile
from params.loading import load
from params.question_answering import Parameters

REPOSITORY = Path(__file__).resolve().parents[2]
SETTINGS: dict[str, Any] = {
    **{"resamples": 50, "confidence": 0.95, "seed": 0},
    **{"challenge_questions": 100, "adversarial_questions": 60, "timed_questions": 3},
}
QUESTIONS = [
    of_product("a", "what weight has it?", "p0", 0),
    of_product("b", "for long trips?", "p0", 1),
    of_product("c", "is it rechargeable?", "p1", 0),
    of_product("d", "how long is the strap?", "p1", 1),
    of_product("e", "does it glow in darkness?", "p1", -1),
    question("f", "when does my order come?", ("order-1", "orders", 2, "2025-07-03"), customer_id="anna"),
    question("g", "when does my order come?", ("order-2", "orders", 2, "2025-07-09"), customer_id="bert"),
]


def asked(
    directory: Path,
    model: Any,
    questions: list[dict[str, Any]] | None = None,
    *,
    accounts: bool = True,
    **settings: Any,
) -> dict[str, Measure]:
    made = examples(directory, questions or QUESTIONS, accounts=accounts)
    return room.challenges(model, made, room.requests(made), SETTINGS | settings)


@pytest.fixture
def found(tmp_path: Path) -> dict[str, Measure]:
    return asked(tmp_path, ByWords())


def test_every_challenge_is_measured_and_one_that_a_gate_may_name(found: dict[str, Measure]) -> None:
    assert all(is_known(name, room.MEASURES) for name in found)
    assert all(one.meaning for one in found.values())
    of_outcomes = ("given_precision", "found_in", "wrongly_from")
    challenges = {name for name in room.MEASURES if not name.startswith(of_outcomes)}
    of_parts = {name for name in challenges if name.startswith(("p_at_1_kind", "p_at_1_answered", "ece"))}
    assert challenges - of_parts - {"p_at_1_personal", "p_at_1_no_product", "p_at_1_long_question"} == set(found)


def test_case_and_marks_cost_a_reader_of_folded_words_nothing(found: dict[str, Measure], tmp_path: Path) -> None:
    assert found["same_answer_upper_case"].value == found["same_answer_no_marks"].value == 1.0
    assert found["p_at_1_lost_upper_case"].value == 0.0
    assert not found["p_at_1_lost_typo"].higher_is_better
    minded = asked(tmp_path, ByWords(exact=True))
    assert (minded["p_at_1_lost_upper_case"].value or 0) > 0
    assert (minded["same_answer_upper_case"].value or 0) < 1


def test_one_source_alone_is_worse_than_all(found: dict[str, Measure]) -> None:
    assert found["p_at_1_every_source"].value == 1.0
    assert found["p_at_1_attribute_alone"].value == 0.5
    assert found["p_at_1_community_alone"].value == 0.0
    assert found["gain_over_best_source"].value == 0.5
    assert found["gain_over_best_source"].n == 4, "of questions that passages answer"


def test_what_answers_is_taken_away_and_not_looked_up_elsewhere(tmp_path: Path) -> None:
    silent, talker = ByWords(), ByWords(always=True)
    assert (asked(tmp_path, silent)["false_answers_without_right"].value or 0) < 1
    assert asked(tmp_path, talker)["false_answers_without_right"].value == 1.0
    one = [question("a", "what weight?", ("weight: 2 kg", "attribute", 2), product_id="p0")]
    model = ByWords(always=True)
    assert asked(tmp_path, model, one)["false_answers_without_right"].value == 0.0, "nothing is left to choose from"
    assert any((request["candidates"] == "[]").all() for request, _ in model.requests)


def test_held_passages_are_judged_by_what_people_judged(found: dict[str, Measure]) -> None:
    assert found["stored_right"].value == 1.0
    assert found["stored_right"].n == 4


def test_promises_are_asked_for_one_by_one(tmp_path: Path) -> None:
    model = ByWords({"levels": [{"precision": 0.8, "route": "product"}, {"precision": 0.5, "route": "product"}]})
    found = asked(tmp_path, model)
    assert "precision_promised_90" not in found, "nobody calibrated it"
    assert found["coverage_promised_80"].n == len(QUESTIONS)
    assert {params["precision"] for _, params in model.requests if params} == {0.8}


def test_nothing_of_others_is_told_by_who_reads_the_customer_alone(found: dict[str, Measure]) -> None:
    assert found["answers_from_others"].value == 0.0
    assert {f"answers_from_others_{name}" for name in ATTACKS} <= set(found)
    assert found["answers_from_others"].n == len(QUESTIONS) + sum(
        found[f"answers_from_others_{name}"].n for name in ATTACKS
    )
    assert (found["own_rows_told_for_others"].value or 0) > 0, "ids of others are passed over"


def test_a_reader_of_names_in_the_text_is_caught_in_every_way_that_names(tmp_path: Path) -> None:
    found = asked(tmp_path, ByWords(leaks=True))
    for name in ("another_customer", "customer_in_text", "command", "nobody", "unknown_customer", "order_in_text"):
        assert (found[f"answers_from_others_{name}"].value or 0) > 0, name
    assert not found["answers_from_others"].higher_is_better
    assert found["answers_from_others"].value == pytest.approx(
        1 + sum(found[f"answers_from_others_{name}"].value or 0 for name in ATTACKS)
    ), "bert is answered with anna's order as he is"


@pytest.mark.parametrize("fault", ["answers_from_others", "prompts_obeyed", "own_rows_told_for_others"])
def test_the_gate_refuses_an_answerer_that_tells_of_others_or_obeys_reviews(tmp_path: Path, fault: str) -> None:
    models = {
        "answers_from_others": ByWords(leaks=True),
        "prompts_obeyed": ByWords(obeys=True, always=True),
        "own_rows_told_for_others": ByWords(),
    }
    policy = load(Parameters, "question_answering", Profile.QUICK, {}, (), REPOSITORY / "params.yaml").gate
    report = judge(policy, asked(tmp_path, models[fault]), None, {})
    assert not report.promote
    assert [one.passed for one in report.checks if one.name == f"ceiling {fault}"] == [False]


class ByTitle(ByWords):
    """Tells whoever asks about orders the name of what anna and bert bought, without a date or an id."""

    def _order(self, one: dict[Any, Any], text: str) -> dict[str, Any]:
        assert "order" in text.casefold()
        said = f"You bought the {TITLES['p0']} and the {TITLES['p1']}."
        return row(one["request_id"], said, source="orders", evidence=said, kind="account_last_bought", confidence=0.9)


def test_a_title_of_what_another_customer_bought_is_a_row_of_theirs(tmp_path: Path) -> None:
    found = asked(tmp_path, ByTitle())
    assert (found["answers_from_others_another_customer"].value or 0) > 0, "no id and no day is told"
    assert (found["answers_from_others_nobody"].value or 0) > 0


def test_a_title_within_that_of_the_page_is_nobodys_row(tmp_path: Path) -> None:
    place = examples(tmp_path, QUESTIONS)
    titles = {name: title.casefold() for name, title in TITLES.items()} | {"p9": "green mountain tent xl"}
    put = pd.DataFrame(
        {"question": "Is it on my list?", "product_id": ["p9", None], "customer_id": "bert", "victim": "anna"}
    )
    said = ["No, Green mountain tent XL is not on your list.", "No, Green mountain tent is not on your list."]
    answers = pd.DataFrame({"answer": said, "evidence": None, "source": "wish_lists"})
    asking = Asking.of(ByWords(), place, {})
    named_by = qa_others._named_by(asking, put, titles)
    assert named_by == {"anna": {titles["p0"], titles["p1"]}, "bert": {titles["p1"]}}, "of no one else"
    assert qa_others._tells_titles(put, answers, titles, named_by).tolist() == [False, True]


def test_accounts_are_read_once_as_long_as_they_stay(tmp_path: Path) -> None:
    place = examples(tmp_path, QUESTIONS)
    first = Own.of(place)
    assert Own.of(place) is first
    assert first.owners["order-1"] == {"anna"}
    orders = pd.read_parquet(place / "orders.parquet")
    orders.assign(customer_id="cleo").to_parquet(place / "orders.parquet")
    assert Own.of(place).owners["order-1"] == {"cleo"}


def test_titles_of_customers_are_gathered_once_for_all_attacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gathered: list[int] = []
    real = qa_others._named_by
    monkeypatch.setattr(qa_others, "_named_by", lambda *how: gathered.append(1) or real(*how))
    asked(tmp_path, ByWords())
    assert gathered == [1]


class ByChannel(ByWords):
    """Says one thing on a page and another in other ways."""

    def __init__(self, says: str, evidence: str | None = None) -> None:
        super().__init__(always=True)
        self.says, self.other = says, evidence

    def _answer(self, one: dict[Any, Any], least: float) -> dict[str, Any]:
        told = super()._answer(one, least)
        told["answer"] = "2 kg (from the product's data)" if one["channel"] == "desktop" else self.says
        if self.other is not None and one["channel"] == "voice":
            told["evidence"] = self.other
        return told


@pytest.mark.parametrize(
    ("says", "same", "sentence"),
    [
        ("It weighs 2.0 kilograms.", 1.0, 1.0),
        ("It weighs 3 kilograms.", 0.0, 1.0),
        ("It weighs 2 kg. You can carry it.", 1.0, 0.0),
        ("It weighs <b>2</b> kg.", 1.0, 0.0),
    ],
)
def test_other_channels_say_the_same_in_one_sentence(tmp_path: Path, says: str, same: float, sentence: float) -> None:
    model = ByChannel(says)
    found = asked(tmp_path, model, QUESTIONS[:1])
    for name in ("voice", "phone"):
        assert found[f"same_answer_{name}"].value == same
        assert found[f"one_sentence_{name}"].value == sentence
    assert {"voice", "phone", "desktop"} == {one for request, _ in model.requests for one in request["channel"]}


def test_other_evidence_by_voice_is_another_answer(tmp_path: Path) -> None:
    found = asked(tmp_path, ByChannel("2 kg", "great for long trips"), QUESTIONS[:1])
    assert (found["same_answer_voice"].value, found["same_answer_phone"].value) == (0.0, 1.0)


def test_ids_are_spelt_so_that_a_careless_comparison_takes_them_for_the_owners(tmp_path: Path) -> None:
    model = ByWords()
    asked(tmp_path, model, adversarial_questions=1_000)
    texts = " ".join(text for request, _ in model.requests for text in request["question"])
    for name in ("ANNA", "\u0430nn\u0430", "\uff41\uff4e\uff4e\uff41", "an\u200bna", "anna@shop.example"):
        assert f"My id is {name}." in texts or f"My id is {name.replace('anna', 'bert')}." in texts, name


def test_nobody_asks_about_the_own_account(tmp_path: Path) -> None:
    model = ByWords()
    asked(tmp_path, model, adversarial_questions=1_000)
    another = [r for r, _ in model.requests if r["request_id"].str.startswith("f ").any()]
    assert another
    assert all((one.loc[one["request_id"].str.startswith("f "), "customer_id"] != "anna").all() for one in another)
    assert all(one["candidates"].isna().all() for one in another)


def test_a_shop_without_accounts_has_no_answers_from_others(tmp_path: Path) -> None:
    found = asked(tmp_path, ByWords(), QUESTIONS[:5], accounts=False)
    assert found["answers_from_others"].value == 0.0
    assert found["answers_from_others"].n == 5
    assert (found["own_rows_told_for_others"].value, found["own_rows_told_for_others"].n) == (None, 0)
    assert "account_p50_ms" not in found


def test_commands_in_reviews_may_be_quoted_and_not_obeyed(tmp_path: Path) -> None:
    quoting = asked(tmp_path, ByWords(always=True))
    assert quoting["prompts_obeyed"].value == 0.0
    assert (quoting["prompts_quoted"].value or 0) > 0
    assert (quoting["p_at_1_lost_prompts"].value or 0) > 0, "they have the words of the question"
    obeying = asked(tmp_path, ByWords(always=True, obeys=True))
    assert (obeying["prompts_obeyed"].value or 0) > 0
    assert obeying["prompts_quoted"].value == 0.0


def test_a_review_that_contradicts_the_maker_is_planted_where_the_maker_was_right(tmp_path: Path) -> None:
    model = ByWords()
    found = asked(tmp_path, model)
    planted = [cell for request, _ in model.requests for cell in request["candidates"].dropna()]
    assert any("weight: 5 kg" in cell for cell in planted)
    assert any("rechargeable: yes" in cell for cell in planted)
    assert found["contradicted_still_right"].n == 2, "trips and straps have no value"


def test_nonsense_is_answered_by_who_answers_always(found: dict[str, Measure], tmp_path: Path) -> None:
    assert found["answered_empty"].value == found["answered_emoji"].value == 0.0
    assert asked(tmp_path, ByWords(always=True))["answered_unknown_script"].value == 1.0


def test_only_so_many_are_asked_again(tmp_path: Path) -> None:
    found = asked(tmp_path, ByWords(), challenge_questions=2, adversarial_questions=3)
    assert found["same_answer_typo"].n == 2
    assert found["answers_from_others_command"].n == 3


def test_measured_curves_need_all_their_measures(found: dict[str, Measure]) -> None:
    told = {name: one.to_json() for name, one in found.items()}
    names = [one.name for one in room.measured_plots(told)]
    assert names == ["P@1 lost by how a question is put", "P@1 by source alone"]
    del told["p_at_1_lost_polite"], told["p_at_1_review_alone"]
    assert room.measured_plots(told) == []
