"""Measures of deal ranking on answers that are counted by hand, and against scikit-learn."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import deals_for_tests as shop
import numpy as np
import pandas as pd
import pytest
from deals_for_tests import answer, ask
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics

from evaluation import deal_ranking as room
from evaluation.bootstrap import once, paired_test
from evaluation.deal_past import Past
from evaluation.deal_rows import unfolded
from evaluation.drawn import plots
from evaluation.gate_policy import is_known, measured_names

SAMPLED = {"resamples": 100, "confidence": 0.95, "seed": 0}
REQUESTS = [
    ask("known", "tea mug hat n1", {"hat": 4.0, "n1": 2.0}, customer_id="c1", purchases_before=2),
    ask("cold", "mug n2 sled", {"sled": 1.0}),
    ask("none", "mug hat"),
    ask("all", "mug hat", {"mug": 1.0, "hat": 1.0}),
]
ANSWERS = [
    answer("known", {"mug": 0.5, "hat": 0.2, "n1": 0.1}),
    answer("cold", {"sled": 0.3, "mug": 0.3, "n2": 0.1}),
    answer("none", {"hat": 0.2, "mug": 0.1}),
    answer("all", {"hat": 0.2, "mug": 0.1}),
]


def said(directory: Path, requests: list[dict[str, Any]], answers: list[pd.DataFrame], **facts: Any) -> pd.DataFrame:
    table = room.requests(shop.examples(directory, requests, **facts))
    return room.outcomes(table, pd.concat(answers, ignore_index=True))


def value(name: str, outcomes: pd.DataFrame) -> float:
    return float(room.STATISTICS[name](outcomes, once(len(outcomes)))[0])


def dcg(*places: int) -> float:
    return float(sum(1 / np.log2(place + 1) for place in places))


@pytest.fixture
def outcomes(tmp_path: Path) -> pd.DataFrame:
    return said(tmp_path, REQUESTS, ANSWERS)


def test_a_shop_sends_what_happened_before_and_no_truth(tmp_path: Path) -> None:
    table = room.requests(shop.examples(tmp_path, REQUESTS))
    asked = room.request_columns(table)
    assert set(asked) == {"request_id", "customer_id", "purchases", "redeemed", "deals", "time", "age"}
    assert asked["age"].tolist()[0] == "old"
    assert pd.isna(asked["age"].iloc[1])
    assert json.loads(asked["purchases"].iloc[0]) == [
        {"product_id": "p1", "time": "2026-01-02T00:00:00.000000Z", "amount": 3.5, "quantity": 1.0},
        {"product_id": "p3", "time": "2026-01-05T00:00:00.000000Z", "quantity": 2.0},
    ]
    assert json.loads(asked["redeemed"].iloc[0]) == [{"deal_id": "tea", "time": "2026-01-02T00:01:00.000000Z"}]
    assert asked["purchases"].iloc[1] == "[]"
    assert room.request_params(table) == {"alpha": 0.0, "k": 4}


def test_what_comes_later_is_not_told(tmp_path: Path) -> None:
    requests = [ask("early", "mug hat", customer_id="c2"), ask("late", "mug hat", customer_id="c2", time="2026-01-25")]
    table = room.requests(shop.examples(tmp_path, requests))
    assert table["purchases"].iloc[0] == "[]"
    assert [one["product_id"] for one in json.loads(table["purchases"].iloc[1])] == ["p4"]


def test_of_many_purchases_the_last_are_told(tmp_path: Path) -> None:
    table = room.requests(shop.examples(tmp_path, REQUESTS, asked_purchases=1))
    assert [one["product_id"] for one in json.loads(table["purchases"].iloc[0])] == ["p3"]


def test_deals_that_a_model_may_know_are_told_by_id_and_others_whole(tmp_path: Path) -> None:
    told = json.loads(room.requests(shop.examples(tmp_path, REQUESTS))["deals"].iloc[0])
    assert told[:2] == ["tea", "mug"]
    assert told[2]["deal_id"] == "hat"
    # of three, one was redeemed before
    assert told[2]["stock_left"] == 2
    assert told[3] == {
        "deal_id": "n1",
        "start": "2026-01-12T11:30:00.000000Z",
        "end": "2026-02-01T00:00:00.000000Z",
        "offer_id": "n1",
        "type": "coupon",
        "products": ["p1"],
    }


def test_requests_of_the_same_deals_hold_one_text(tmp_path: Path) -> None:
    requests = [ask(name, "tea mug n1") for name in "abc"] + [ask("d", "mug tea n1")]
    deals = room.requests(shop.examples(tmp_path, requests))["deals"].tolist()
    assert deals[0] is deals[1] is deals[2]
    assert deals[3] is not deals[0]


def test_order_counts_where_something_was_redeemed_and_something_was_not(outcomes: pd.DataFrame) -> None:
    assert outcomes["measurable"].tolist() == [True, True, False, False]
    # tea was redeemed before: it need not come, and is no candidate
    assert outcomes["candidates"].tolist() == [3, 3, 2, 2]
    assert outcomes["missing"].tolist() == [0, 0, 0, 0]
    assert outcomes["ndcg_5"].iloc[0] == pytest.approx(dcg(2, 3) / dcg(1, 2))


def test_ties_count_against_the_model(outcomes: pd.DataFrame) -> None:
    # sled stands first, with the score of the second
    assert outcomes["ndcg_5"].iloc[1] == pytest.approx(dcg(2))
    assert value("ndcg_5", outcomes) == pytest.approx((dcg(2, 3) / dcg(1, 2) + dcg(2)) / 2)


def test_revenue_is_that_of_the_first_five_over_that_of_the_best(tmp_path: Path) -> None:
    shown = "tea mug hat sled n1 n2"
    requests = [ask("a", shown, {"hat": 4.0, "n2": 6.0})]
    scores = dict(zip(["tea", "mug", "hat", "sled", "n1", "n2"], [0.6, 0.5, 0.4, 0.3, 0.2, 0.1], strict=True))
    assert value("revenue_5", said(tmp_path, requests, [answer("a", scores)])) == pytest.approx(0.4)


def test_what_had_to_be_answered_and_was_not_stands_behind_all(tmp_path: Path) -> None:
    found = said(tmp_path, [ask("a", "mug tea n1 n2", {"n1": 1.0})], [answer("a", {"mug": 0.2})])
    assert found["missing"].tolist() == [3]
    assert value("missing", found) == 0.75
    assert found["ndcg_5"].tolist() == [0.0]
    assert found["weight"].tolist() == [1.0], "what was not answered has no probability"


def test_nothing_may_be_answered_that_is_over_or_sold_out_or_was_not_asked(tmp_path: Path) -> None:
    requests = [
        ask("a", "mug over later n1", {"n1": 1.0}),
        # the second and the third took what there was: of hat three, one before
        ask("b", "hat mug", {"hat": 1.0}),
        ask("c", "hat mug", {"hat": 1.0}, time="2026-01-12T13:00"),
        ask("d", "hat mug", time="2026-01-12T14:00"),
    ]
    answers = [
        answer("a", {"over": 0.4, "later": 0.3, "n1": 0.2, "tea": 0.1, "mug": 0.05, "n2": 0.01}),
        *(answer(name, {"hat": 0.2, "mug": 0.1}) for name in "bcd"),
    ]
    found = said(tmp_path, requests, answers)
    assert found["not_allowed"].tolist() == [4, 0, 0, 1]
    assert value("not_allowed", found) == pytest.approx(5 / 12)
    assert found["candidates"].tolist() == [2, 2, 2, 1]
    assert found["ndcg_5"].iloc[0] == pytest.approx(dcg(3)), "what must not come takes a place"


def test_a_budget_that_does_not_bear_one_more_is_spent(tmp_path: Path) -> None:
    times = [f"2026-01-12T0{hour}:00" for hour in range(3)]
    requests = [ask(f"a{one}", "sled mug", {"sled": 1.0}, time=time) for one, time in enumerate(times)]
    found = said(tmp_path, requests, [answer(f"a{one}", {"mug": 0.2}) for one in range(3)])
    assert found["candidates"].tolist() == [2, 2, 1], "of five, two redemptions of two each leave one"


def test_an_empty_answer_and_one_twice(tmp_path: Path) -> None:
    requests = [ask("a", "mug n1", {"n1": 1.0}), ask("b", "over later")]
    twice = pd.concat([answer("a", {"mug": 0.3, "n1": 0.2}), answer("a", {"n1": 0.1}).assign(rank=3)])
    found = said(tmp_path, requests, [twice, answer("b", {})])
    assert found["shown_twice"].tolist() == [1, 0]
    assert found["shown"].tolist() == [3, 0]
    assert found["ndcg_5"].iloc[0] == pytest.approx(dcg(2))
    assert value("log_loss", found) == pytest.approx(-(np.log(0.7) + np.log(0.2)) / 2)


def test_not_all_were_answered(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="4 requests were asked and 3 answered"):
        said(tmp_path, REQUESTS, ANSWERS[:3])


def test_probabilities_are_those_of_scikit_learn(outcomes: pd.DataFrame) -> None:
    rows = unfolded(outcomes)
    assert len(rows) == 10
    label, score = rows["label"], rows["score"]
    assert value("auc", outcomes) == pytest.approx(metrics.roc_auc_score(label, score))
    assert value("average_precision", outcomes) == pytest.approx(metrics.average_precision_score(label, score))
    assert value("log_loss", outcomes) == pytest.approx(metrics.log_loss(label, score))
    assert value("brier", outcomes) == pytest.approx(metrics.brier_score_loss(label, score))
    share = label.mean()
    base = metrics.log_loss(label, np.full(len(label), share))
    assert value("normalised_entropy", outcomes) == pytest.approx(metrics.log_loss(label, score) / base)
    assert value("calibration_error", outcomes) == pytest.approx(abs(score.sum() / label.sum() - 1))


def test_rows_that_stand_for_more_weigh_more(tmp_path: Path) -> None:
    examples = shop.examples(tmp_path, REQUESTS)
    shown = pd.read_parquet(examples / "shown.parquet")
    shown["weight"] = np.where(shown["redeemed"], 1.0, np.arange(len(shown)) + 2.0).astype("float32")
    shown.to_parquet(examples / "shown.parquet")
    found = room.outcomes(room.requests(examples), pd.concat(ANSWERS, ignore_index=True))
    rows = unfolded(found)
    weighed = {"sample_weight": rows["weight"]}
    assert value("auc", found) == pytest.approx(metrics.roc_auc_score(rows["label"], rows["score"], **weighed))
    assert value("log_loss", found) == pytest.approx(metrics.log_loss(rows["label"], rows["score"], **weighed))


def test_new_deals_are_told_from_those_that_were_met(outcomes: pd.DataFrame) -> None:
    assert outcomes["with_new"].tolist() == [True, False, False, False]
    assert outcomes["ndcg_5_new"].iloc[0] == pytest.approx(dcg(3))
    assert outcomes["ndcg_5_seen"].iloc[0] == pytest.approx(dcg(2))
    # without hat and mug there is nothing that n1 could be told from
    assert outcomes["with_among_new"].tolist() == [False, False, False, False]
    assert outcomes["ndcg_5_among_seen"].iloc[0] == pytest.approx(dcg(2))
    assert value("new_of_seen", outcomes) == pytest.approx(dcg(3) / ((dcg(2) + dcg(2)) / 2))
    assert outcomes["weight_new"].tolist() == [1.0, 1.0, 0.0, 0.0]
    # n1 was redeemed and n2 was not, of one probability
    assert value("auc_new", outcomes) == 0.5


def test_ties_stay_ties_in_lists_of_fewer_deals(tmp_path: Path) -> None:
    requests = [ask("a", "mug n1 n2", {"n1": 1.0})]
    found = said(tmp_path, requests, [answer("a", {"n1": 0.2, "mug": 0.2, "n2": 0.2})])
    assert found["ndcg_5"].tolist() == [pytest.approx(dcg(3))]
    assert found["ndcg_5_among_new"].tolist() == [pytest.approx(dcg(2))]


def test_slices(outcomes: pd.DataFrame) -> None:
    names = {name: rows["example_id"].tolist() for name, rows in room.slices(outcomes).items()}
    assert names["new_deal"] == ["known"]
    assert names["seen_deal"] == ["known", "cold", "all"]
    assert names["purchases_0"] == ["cold", "none", "all"]
    assert names["purchases_1_5"] == ["known"]
    assert names["ends_24h"] == ["all"]
    assert names["ends_later"] == ["known", "cold", "all"]
    assert names["no_products"] == ["cold", "all"]
    assert names["scarce"] == ["known", "cold", "all"]
    assert names["type_coupon"] == ["known", "cold", "all"]
    assert names["type_flash"] == ["all"]
    assert all(is_known(name, room.SLICES) for name in names)


def test_two_models_are_cut_alike_whatever_they_answer(tmp_path: Path) -> None:
    # both redeemed the tea once more, which only the second model answers
    again = [ask(name, "tea mug", {"tea": 1.0}, customer_id="c1") for name in "ab"]
    examples = [[answer(name, told) for name in "ab"] for told in ({"mug": 0.2}, {"tea": 0.3, "mug": 0.2})]
    first, second = (said(tmp_path, again, one) for one in examples)
    assert first["measurable"].tolist() == [False, False]
    assert second["measurable"].tolist() == [True, True]
    for name, rows in room.slices(first).items():
        assert rows["example_id"].tolist() == room.slices(second)[name]["example_id"].tolist()
    assert len(room.slices(first)["ends_6h"]) == 2


def test_deals_that_end_within_hours(tmp_path: Path) -> None:
    found = said(tmp_path, [ask("a", "tea mug", {"tea": 1.0})], [answer("a", {"tea": 0.2, "mug": 0.1})])
    assert found["ends_6h"].tolist() == [True]


def test_measures_have_intervals_and_may_be_named_by_a_gate(outcomes: pd.DataFrame) -> None:
    found = room.measures(outcomes, **SAMPLED)
    assert all(is_known(name, measured_names(room)) for name in found)
    assert set(room.STATISTICS) <= set(found)
    assert all(found[name].higher_is_better == (name not in room.LOWER_IS_BETTER) for name in room.STATISTICS)
    assert found["ndcg_5"].n == 2
    assert found["log_loss"].low is not None
    assert found["calibration_error_at_least"].value == found["calibration_error"].low
    assert found["positive_share"].value == pytest.approx(5 / 10)
    assert "ndcg_5_ends_6h" not in found
    assert found["ndcg_5_type_coupon"].n == 2


def test_where_exposures_were_assumed_calibration_is_left_out(tmp_path: Path) -> None:
    found = room.measures(said(tmp_path, REQUESTS, ANSWERS, exposures="assumed"), **SAMPLED)
    for name in ("calibration_error", "calibration_ratio", "ece", "calibration_error_at_least"):
        assert found[name].value is None
        assert found[name].n == 0
        assert "assumed" in found[name].meaning
    assert "assumed" in found["log_loss"].meaning
    assert found["ndcg_5"].value is not None


def test_a_gate_compares_two_models(outcomes: pd.DataFrame, tmp_path: Path) -> None:
    better = said(tmp_path, REQUESTS, [answer("known", {"hat": 0.5, "n1": 0.2, "mug": 0.1}), *ANSWERS[1:]])
    for name in ("ndcg_5", "revenue_5", "log_loss", "auc"):
        lower = name in room.LOWER_IS_BETTER
        test = paired_test(
            better, outcomes, room.STATISTICS[name], resamples=100, confidence=0.9, seed=0, higher_is_better=not lower
        )
        assert test.difference >= 0
        assert (test.difference > 0) == (name != "revenue_5")


@pytest.mark.parametrize("taken", [{}, {"mug": 1.0, "hat": 1.0}])
def test_nothing_or_everything_is_redeemed(tmp_path: Path, taken: dict[str, float]) -> None:
    requests = [ask(name, "mug hat", taken, customer_id=name) for name in "ab"]
    outcomes = said(tmp_path, requests, [answer(name, {"mug": 0.3, "hat": 0.2}) for name in "ab"])
    found = room.measures(outcomes, **SAMPLED)
    assert found["ndcg_5"].value is None
    assert found["auc"].value is None
    assert found["log_loss"].value is not None
    assert plots(room, outcomes, {name: one.to_json() for name, one in found.items()})


def test_outcomes_can_be_stored(outcomes: pd.DataFrame, tmp_path: Path) -> None:
    outcomes.to_parquet(tmp_path / "outcomes.parquet")
    stored = pd.read_parquet(tmp_path / "outcomes.parquet")
    assert value("auc", stored) == value("auc", outcomes)
    assert set(room.slices(stored)) == set(room.slices(outcomes))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9)), max_size=20), st.integers(0, 3), st.integers(0, 10))
def test_what_was_before_is_counted(log: list[tuple[int, int]], number: int, moment: int) -> None:
    columns = [np.array([one[at] for one in log], dtype=np.int64) for at in (0, 1)]
    past = Past.of(*columns, columns[1].astype(np.float64))
    count, worth = past.before(np.array([number]), np.array([moment]))
    before = [when for what, when in log if what == number and when < moment]
    assert count.tolist() == [len(before)]
    assert worth.tolist() == [sum(before)]
