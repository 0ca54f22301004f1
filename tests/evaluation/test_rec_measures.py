"""Measures of recommendation on answers that are counted by hand, and against scikit-learn."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import rec_for_tests as shop
from rec_for_tests import answer, ask
from sklearn import metrics

from evaluation import rec_statistics, rec_truth, rec_whole
from evaluation import recommendation as room
from evaluation.bootstrap import draws, once, paired_test
from evaluation.gate_policy import is_known

SAMPLED = {"resamples": 100, "confidence": 0.95, "seed": 0}
REQUESTS = [
    ask("cold", {"sled": 1.0, "n1": 1.0}),
    ask("one", {"scarf": 1.0, "hat": 0.2}, "sled", customer_id="c1"),
    ask("south", {"boots": 1.0, "mug": 0.5}, "scarf mug:view", region="south", customer_id="c2"),
    ask("again", {"scarf": 1.0}, "scarf float:view scarf", region="south", customer_id="c2"),
    ask("away", {"boots": 1.0, "gone": 1.0, "later": 1.0}, "hat hat hat hat hat hat"),
]
ANSWERS = [
    answer("cold", "scarf sled n1"),
    answer("one", "mug float scarf", because="sled"),
    answer("south", "sled boots n2", because="hat"),
    answer("again", "scarf scarf hat", because="float"),
    answer("away", "boots gone later stranger"),
]


def said(directory: Path, requests: list[dict[str, Any]], answers: list[pd.DataFrame], **made: Any) -> pd.DataFrame:
    table = room.requests(shop.examples(directory, requests, **made))
    return room.outcomes(table, pd.concat(answers, ignore_index=True))


def value(name: str, outcomes: pd.DataFrame) -> float:
    return float(room.STATISTICS[name](outcomes, once(len(outcomes)))[0])


def dcg(*gains: float) -> float:
    return sum(gain / np.log2(place + 2) for place, gain in enumerate(gains))


@pytest.fixture
def outcomes(tmp_path: Path) -> pd.DataFrame:
    return said(tmp_path, REQUESTS, ANSWERS)


def test_a_shop_sends_what_happened_before_and_no_truth(tmp_path: Path) -> None:
    table = room.requests(shop.examples(tmp_path, REQUESTS))
    asked = room.request_columns(table)
    assert set(asked) == {"request_id", "customer_id", "history", "region", "time"}
    assert asked["history"].iloc[0] == "[]"
    assert json.loads(asked["history"].iloc[2]) == [
        {"product_id": "scarf", "time": "2025-12-31T10:00:00.000000Z", "type": "buy"},
        {"product_id": "mug", "time": "2025-12-31T10:00:00.000000Z", "type": "view"},
    ]
    assert asked["time"].iloc[0] == "2026-01-20T12:00:00.000000Z"
    assert room.request_params(table) == {"k": 100}
    assert room.easier_params({"k": 100}) == [{}]
    assert table["group"].nunique() == 4, "requests of a customer are resampled together"


def test_a_log_without_times_is_asked_when_the_last_product_began(tmp_path: Path) -> None:
    table = room.requests(shop.examples(tmp_path, REQUESTS, timed=False))
    assert list(table["asked_at"]) == [pd.Timestamp("2027-01-01", tz="UTC")] * len(REQUESTS)
    assert json.loads(table["history"].iloc[1]) == [{"product_id": "sled", "type": "buy"}]


def test_a_request_without_a_time_is_asked_at_the_last_that_is_known(tmp_path: Path) -> None:
    requests = [ask("no", {"sled": 1.0}, time=None), ask("old", {"sled": 1.0}, time="2024-01-01")]
    table = room.requests(shop.examples(tmp_path, requests))
    last = max(month for _, _, month in shop.LOG)
    assert table["asked_at"].iloc[0].month == last
    assert table["asked_at"].iloc[1] == pd.Timestamp("2024-01-01", tz="UTC")


def test_names_with_quotes_survive_in_histories(tmp_path: Path) -> None:
    odd = 'p"1\\ü'
    table = room.requests(shop.examples(tmp_path, [ask("odd", {"sled": 1.0}, odd)]))
    assert json.loads(table["history"].iloc[0])[0]["product_id"] == odd


def test_the_order_of_a_list_is_counted_as_by_hand(outcomes: pd.DataFrame) -> None:
    expected = [dcg(0, 1, 1) / dcg(1, 1), dcg(0, 0, 1) / dcg(1, 0.2), dcg(0, 1) / dcg(1, 0.5), 1.0, 0.0]
    assert outcomes["ndcg_10"].tolist() == pytest.approx(expected)
    assert outcomes["measurable"].tolist() == [True, True, True, True, False], "nothing of the last could be had"
    assert outcomes["hr_10"].tolist() == [True, True, True, True, False]
    assert outcomes["recall_10"].tolist() == [1.0, 0.5, 0.5, 1.0, 0.0]
    assert outcomes["recall_1"].tolist() == [0.0, 0.0, 0.0, 1.0, 0.0]
    assert outcomes["reciprocal_rank"].tolist() == pytest.approx([1 / 2, 1 / 3, 1 / 2, 1.0, 0.0])
    assert value("ndcg_10", outcomes) == pytest.approx(sum(expected) / 4)
    assert value("mrr", outcomes) == pytest.approx((1 / 2 + 1 / 3 + 1 / 2 + 1) / 4)
    assert value("recall_20", outcomes) == pytest.approx(3 / 4)
    assert value("relevant_at_hand", outcomes) == pytest.approx(7 / 10)


def test_ndcg_is_that_of_scikit_learn(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    names = [name for name, (_, _, listed) in shop.PRODUCTS.items() if listed]
    requests, answers, expected = [], [], []
    for one in range(40):
        gains = dict(zip(names, rng.choice([0.2, 0.5, 1.0], len(names)), strict=True))
        taken = {str(name): gains[name] for name in rng.choice(names, 3, replace=False)}
        order = [str(name) for name in rng.permutation(names)]
        requests.append(ask(f"r{one}", taken, time="2028-01-01"))
        answers.append(answer(f"r{one}", " ".join(order)))
        places = [[-order.index(name) for name in names]]
        expected.append(metrics.ndcg_score([[taken.get(name, 0.0) for name in names]], places, k=10))
    found = said(tmp_path, requests, answers, stock=False)
    assert found["ndcg_10"].tolist() == pytest.approx(expected, abs=1e-6)


def test_the_tenth_place_is_the_last_that_is_looked_at(tmp_path: Path) -> None:
    strangers = " ".join(f"p{one}" for one in range(9))
    answers = [answer("tenth", f"{strangers} sled"), answer("eleventh", f"{strangers} p9 sled")]
    found = said(tmp_path, [ask("tenth", {"sled": 1.0}), ask("eleventh", {"sled": 1.0})], answers)
    assert found["ndcg_10"].tolist() == pytest.approx([1 / np.log2(11), 0.0])
    assert found["hr_10"].tolist() == [True, False]


def test_ties_count_against_the_model(tmp_path: Path) -> None:
    """A product's place is one more than the number of others with a higher or an equal score."""
    requests = [ask(name, {"sled": 1.0}) for name in ("tied", "first", "unscored", "diverse")]
    answers = [
        answer("tied", "sled scarf mug", [1.0, 1.0, 1.0]),
        answer("first", "sled scarf mug", [2.0, 1.0, 1.0]),
        answer("unscored", "scarf sled mug float", [1.0, np.nan, np.nan, -5.0]),
        answer("diverse", "scarf sled mug", [1.0, 0.5, 0.9]),  # in an order that is not that of scores alone
    ]
    found = said(tmp_path, requests, answers)
    assert found["reciprocal_rank"].tolist() == pytest.approx([1 / 3, 1.0, 1 / 3, 1 / 2])
    assert found["recall_1"].tolist() == [0.0, 1.0, 0.0, 0.0]


def test_a_list_of_one_score_hits_nothing_beyond_its_length(tmp_path: Path) -> None:
    many = " ".join(["sled", *(f"p{one}" for one in range(10))])
    found = said(tmp_path, [ask("flat", {"sled": 1.0})], [answer("flat", many, [0.5] * 11)])
    assert (found["hr_10"].item(), found["recall_20"].item()) == (False, 1.0)


def test_what_ties_with_the_end_of_a_full_list_is_missed_as_more_may_have_that_score(tmp_path: Path) -> None:
    others = [f"p{one}" for one in range(99)]
    tied = [2.0, *[1.0] * 99]
    answers = [
        answer("first", " ".join(["sled", *others]), tied),
        answer("tied", " ".join([*others, "sled"]), tied),
        answer("whole", " ".join([*others[1:], "sled"]), tied[:-1]),
    ]
    found = said(tmp_path, [ask(name, {"sled": 1.0}) for name in ("first", "tied", "whole")], answers)
    assert found["recall_100"].tolist() == [1.0, 0.0, 1.0]
    assert found["reciprocal_rank"].tolist() == pytest.approx([1.0, 0.0, 1 / 99])


def test_a_product_shown_twice_counts_once_and_is_told(outcomes: pd.DataFrame, tmp_path: Path) -> None:
    assert outcomes["shown_twice"].tolist() == [0, 0, 0, 1, 0]
    twice = said(tmp_path / "x", [ask("x", {"sled": 1.0, "mug": 1.0})], [answer("x", "sled sled mug")])
    assert twice["recall_10"].tolist() == [1.0]
    assert twice["ndcg_10"].tolist() == pytest.approx([dcg(1, 0, 1) / dcg(1, 1)])


def test_what_must_not_be_shown_is_counted_by_the_tables(outcomes: pd.DataFrame, tmp_path: Path) -> None:
    """Boots are not in the north, gone is not listed, later is not launched, and nobody knows the stranger."""
    assert outcomes["unavailable"].tolist() == [0, 0, 0, 0, 4]
    assert value("unavailable", outcomes) == pytest.approx(4 / 16)
    autumn = [ask("autumn", {"sled": 1.0}, region="south", time="2025-10-15")]
    for region, lost in (("south", 1), ("North ", 0), (None, 0)):
        asked = [{**autumn[0], "region": region}]
        assert said(tmp_path / "a", asked, [answer("autumn", "mug")])["unavailable"].item() == lost
    everywhere = said(tmp_path / "b", REQUESTS, ANSWERS, stock=False)
    assert everywhere["unavailable"].tolist() == [0, 0, 0, 0, 3]


def test_a_reason_has_to_be_of_the_history(outcomes: pd.DataFrame) -> None:
    assert outcomes["because"].tolist() == [0, 3, 3, 3, 0]
    assert outcomes["false_because"].tolist() == [0, 0, 3, 0, 0]
    assert value("false_because", outcomes) == pytest.approx(3 / 9)


def test_what_was_never_met_is_told_apart_and_held_against_a_draw(outcomes: pd.DataFrame) -> None:
    assert outcomes["with_unseen"].tolist() == [True, False, False, False, False]
    assert value("recall_10_unseen", outcomes) == 1.0
    assert value("recall_10_warm", outcomes) == pytest.approx((1 + 1 / 2 + 1 / 2 + 1) / 4)
    assert value("unseen_of_warm", outcomes) == pytest.approx(1 / (3 / 4))
    # Of seven listed products that could be had in the north, twenty drawn by lot are all.
    assert value("random_recall_20_unseen", outcomes) == 1.0
    assert value("unseen_of_random", outcomes) == 1.0
    assert outcomes["unseen_10"].tolist() == [1, 0, 1, 0, 1]
    measured = room.measures(outcomes, **SAMPLED)["unseen_of_warm"]
    assert measured.low <= measured.value <= measured.high
    assert outcomes.loc[outcomes["with_scarce"].to_numpy(bool), "example_id"].tolist() == ["cold", "south"]


def test_a_warm_product_that_is_found_is_no_unseen_one(tmp_path: Path) -> None:
    found = said(tmp_path, [ask("both", {"sled": 1.0, "n1": 1.0})], [answer("both", "sled mug")])
    assert [found[f"recall_10{kind}"].item() for kind in ("", "_warm", "_unseen")] == [0.5, 1.0, 0.0]


def test_products_of_the_own_history_are_told_apart_from_first_meetings(tmp_path: Path) -> None:
    requests = [
        ask("met", {"scarf": 1.0, "n1": 1.0}, "scarf n1:view"),
        ask("first", {"scarf": 1.0, "n1": 1.0}, "hat"),
    ]
    found = said(tmp_path, requests, [answer("met", "scarf n1"), answer("first", "n1 mug")])
    assert found["with_warm_first"].tolist() == found["with_unseen_first"].tolist() == [False, True]
    assert [value(f"recall_10_{kind}", found) for kind in ("warm", "warm_first")] == [0.5, 0.0]
    assert [value(f"recall_10_{kind}", found) for kind in ("unseen", "unseen_first")] == [1.0, 1.0]


def test_how_known_what_is_shown_is(outcomes: pd.DataFrame) -> None:
    counts = {name: sum(n for (one, _, _), n in shop.LOG.items() if one == name) for name in shop.PRODUCTS}
    whole = sum(counts.values()) + len(counts)
    bits = {name: np.log2(whole / (count + 1)) for name, count in counts.items()}
    assert outcomes["information_10"].iloc[0] == pytest.approx(bits["scarf"] + bits["sled"] + bits["n1"])
    assert outcomes["information_10"].iloc[4] == pytest.approx(bits["boots"] + bits["gone"] + bits["later"])
    assert outcomes["information_relevant"].iloc[2] == pytest.approx(bits["boots"] + bits["mug"])


def test_lists_of_one_category_are_told_from_diverse_ones(tmp_path: Path) -> None:
    requests = [ask(name, {"sled": 1.0}) for name in ("alike", "apart", "none")]
    answers = [answer("alike", "sled n1 mug"), answer("apart", "sled scarf n1"), answer("none", "mug sled")]
    found = said(tmp_path, requests, answers)
    assert found["pairs_10"].tolist() == [1, 3, 0], "the mug has no category"
    assert found["apart_10"].tolist() == [0, 2, 0]
    assert value("category_diversity_10", found) == pytest.approx(2 / 4)


def test_how_much_of_the_catalogue_is_shown_and_how_evenly(tmp_path: Path) -> None:
    requests = [ask(name, {"sled": 1.0}, "sled" if name != "c" else "") for name in ("a", "b", "c")]
    requests[1]["customer_id"] = requests[0]["customer_id"]
    found = said(tmp_path, requests, [answer("a", "sled mug"), answer("b", "sled mug"), answer("c", "sled mug")])
    measured = rec_whole.measures(found)
    assert measured["coverage_10"].value == pytest.approx(2 / 9)
    shares = np.sort([3, 3, 0, 0, 0, 0, 0, 0, 0])
    by_hand = np.abs(shares[:, None] - shares).sum() / (2 * len(shares) ** 2 * shares.mean())
    assert measured["gini_10"].value == pytest.approx(by_hand)
    assert rec_whole.gini(np.array([3, 1]), 4) == pytest.approx(0.625), "0 0 1 3"
    assert measured["identical_lists"].value == 1.0
    assert measured["identical_lists_known"].value is None, "two requests of one customer are no pair"
    other = said(tmp_path, requests, [answer("a", "sled mug"), answer("b", "sled"), answer("c", "mug sled")])
    assert rec_whole.measures(other)["identical_lists"].value == 0.0
    third = said(tmp_path, requests, [answer("a", "sled mug"), answer("b", "sled"), answer("c", "sled mug")])
    assert rec_whole.measures(third)["identical_lists"].value == pytest.approx(1 / 2)


def test_customers_are_parted_by_what_came_before(outcomes: pd.DataFrame) -> None:
    parts = {name: rows["example_id"].tolist() for name, rows in room.slices(outcomes).items()}
    assert [parts[f"events_{one}"] for one in ("0", "1", "2", "3_5", "more")] == [
        ["cold"],
        ["one"],
        ["south"],
        ["again"],
        ["away"],
    ]
    assert parts["repeat"] == ["again"], "the mug of the south was looked at and not bought"
    assert parts["first_time"] == ["cold", "one", "south"]
    assert parts["unseen_product"] == ["cold"]
    assert (parts["region_north"], parts["region_south"]) == (["cold", "one", "away"], ["south", "again"])
    assert all(is_known(name, room.SLICES) for name in parts)


def test_in_a_log_without_purchases_what_was_met_before_comes_again(tmp_path: Path) -> None:
    requests = [ask("again", {"sled": 1.0}, "sled:view hat:view"), ask("first", {"sled": 1.0}, "hat:view")]
    found = said(tmp_path, requests, [answer(name, "sled") for name in ("again", "first")])
    parts = {name: rows["example_id"].tolist() for name, rows in room.slices(found).items()}
    assert (parts["repeat"], parts["first_time"]) == (["again"], ["first"])


def test_only_the_largest_regions_are_parts_whatever_their_spelling(tmp_path: Path) -> None:
    regions = ["A", "a ", "a", "b", "b", "c", "d", "e", "f", "g", None]
    requests = [ask(f"r{one}", {"sled": 1.0}, region=region) for one, region in enumerate(regions)]
    found = said(tmp_path, requests, [answer(one["example_id"], "sled") for one in requests], stock=False)
    parts = {name: len(rows) for name, rows in room.slices(found).items() if name.startswith("region_")}
    assert parts == {"region_a": 3, "region_b": 2, "region_c": 1, "region_d": 1, "region_e": 1}


def test_answers_come_in_any_order_of_rows(outcomes: pd.DataFrame, tmp_path: Path) -> None:
    answers = pd.concat(ANSWERS, ignore_index=True).sample(frac=1, random_state=1)
    table = room.requests(shop.examples(tmp_path / "again", REQUESTS))
    pd.testing.assert_frame_equal(room.outcomes(table, answers), outcomes)
    part = room.outcomes(table.iloc[[3, 0]].reset_index(drop=True), pd.concat([ANSWERS[0], ANSWERS[3]]))
    assert part["example_id"].tolist() == ["again", "cold"]
    assert part["ndcg_10"].tolist() == [1.0, outcomes["ndcg_10"].iloc[0]]


def test_an_answer_is_wanted_for_each_request(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="5 requests were asked and 4 answered"):
        said(tmp_path / "one", REQUESTS, ANSWERS[:4])
    with pytest.raises(ValueError, match="2 answers are of none of them"):
        said(tmp_path / "two", REQUESTS, [*ANSWERS, answer("stranger", "sled mug")])


def test_nothing_shown_is_an_answer_that_finds_nothing(tmp_path: Path) -> None:
    found = said(tmp_path, REQUESTS[:1], [answer("cold", "")])
    assert (found["answered"].item(), found["shown"].item(), found["first_10"].item()) == (False, 0, "[]")
    measured = room.measures(found, **SAMPLED)
    assert (measured["ndcg_10"].value, measured["unavailable"].value) == (0.0, None)
    assert measured["unavailable"].n == 0, "so that its ceiling holds: nothing was shown"


def test_a_measure_tells_how_many_requests_it_rests_on(outcomes: pd.DataFrame) -> None:
    measured = room.measures(outcomes, **SAMPLED)
    counts = {"ndcg_10": 4, "recall_10_unseen": 1, "recall_20_warm": 4, "false_because": 3, "answered": 5}
    assert {name: measured[name].n for name in counts} == counts
    assert set(rec_statistics.RESTS_ON) == set(room.STATISTICS) - {"answered"}


def test_all_that_is_measured_is_declared_and_directions_agree(outcomes: pd.DataFrame) -> None:
    measured = room.measures(outcomes, **SAMPLED)
    assert [name for name in measured if not is_known(name, (*room.STATISTICS, *room.MEASURES))] == []
    assert {name for name in room.STATISTICS if not measured[name].higher_is_better} == room.LOWER_IS_BETTER
    for name, measure in measured.items():
        assert measure.meaning, name
        assert None in (measure.low, measure.high) or measure.low <= measure.high, name
    assert measured["ndcg_10_region_south"].n == 2
    assert "ndcg_10_events_more" not in measured, "nothing of it could be had"


def test_who_finds_more_and_hides_what_is_away_gains(tmp_path: Path, outcomes: pd.DataFrame) -> None:
    ideal = [answer(one["example_id"], " ".join(set(one["taken"]) - {"boots", "gone", "later"})) for one in REQUESTS]
    better = said(tmp_path / "better", REQUESTS, ideal)
    for name in ("ndcg_10", "mrr", "unavailable", "hr_10"):
        lower = name in room.LOWER_IS_BETTER
        test = paired_test(better, outcomes, room.STATISTICS[name], **SAMPLED, higher_is_better=not lower)
        assert test.difference >= 0, name
    test = paired_test(better, outcomes, room.STATISTICS["unavailable"], **SAMPLED, higher_is_better=False)
    assert test.difference > 0


def test_requests_of_a_customer_are_resampled_together(outcomes: pd.DataFrame) -> None:
    weights = next(draws(outcomes["group"], 50, seed=3))
    assert (weights[:, 2] == weights[:, 3]).all()
    assert (weights[:, 0] != weights[:, 1]).any()


def test_curves_end_where_the_measures_are(outcomes: pd.DataFrame) -> None:
    drawn = {plot.name: plot for plot in room.plots(outcomes)}
    assert list(drawn) == ["Recall by depth", "Long tail"]
    depth = drawn["Recall by depth"]
    assert dict(zip(depth.x, depth.y, strict=True))[10.0] == pytest.approx(value("recall_10", outcomes))
    assert depth.lines["products never met before"].y[-1] == 1.0
    tail = drawn["Long tail"]
    assert tail.x[-1] == 100.0
    assert tail.y[-1] == pytest.approx(14 / 16), "but for what is not listed"
    assert tail.lines["what was taken"].y[-1] == 1.0
    assert room.plots(outcomes.iloc[:0]) == []
    measured = {name: one.to_json() for name, one in room.measures(outcomes, **SAMPLED).items()}
    by_events = {plot.name: plot for plot in room.measured_plots(measured)}
    assert by_events["NDCG by events before"].x == [0.0, 1.0, 2.0, 3.0]
    assert by_events["Recall by events before"].y == [1.0, 0.5, 0.5, 1.0]
    assert room.measured_plots({}) == []


def test_the_most_met_products_stand_first(tmp_path: Path) -> None:
    met = {"scarf": 9, "float": 9, "sled": 8, "hat": 5, "boots": 4, "mug": 3}
    found = said(tmp_path, [ask("x", {"sled": 1.0})], [answer("x", "scarf hat n1")])
    assert sum(n for (one, _, _), n in shop.LOG.items() if one == "scarf") == met["scarf"]
    # Two of nine listed products are a fifth; so is the scarf, the first of them, and the hat is not.
    assert [found[f"shown_top_{top}"].item() for top in (100, 200, 500, 1000)] == [0, 1, 2, 3]


def test_no_request_at_all_is_no_crash(outcomes: pd.DataFrame) -> None:
    empty = room.measures(outcomes.iloc[:0], **SAMPLED)
    assert {name: empty[name].value for name in room.STATISTICS} == dict.fromkeys(room.STATISTICS)
    assert set(room.slices(outcomes.iloc[:0])) < set(room.slices(outcomes))


def test_the_truth_is_read_again_when_its_files_change(tmp_path: Path) -> None:
    examples = shop.examples(tmp_path, REQUESTS)
    first = rec_truth.truth(examples)
    assert rec_truth.truth(examples) is first
    shop.examples(tmp_path, REQUESTS[:1])
    assert len(rec_truth.truth(examples).requests) == 1


def test_outcomes_survive_a_file(outcomes: pd.DataFrame, tmp_path: Path) -> None:
    outcomes.to_parquet(tmp_path / "outcomes.parquet", index=False)
    again = pd.read_parquet(tmp_path / "outcomes.parquet")
    once_more = room.measures(again, **SAMPLED)
    assert {name: one.value for name, one in once_more.items()} == {
        name: one.value for name, one in room.measures(outcomes, **SAMPLED).items()
    }
