"""Measures of product search on answers that are counted by hand, and against scikit-learn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import search_for_tests as shop
from search_for_tests import answer, search
from sklearn import metrics

from evaluation import product_search as room
from evaluation import search_truth, search_unbiased
from evaluation.bootstrap import draws, once, paired_test
from evaluation.gate_policy import is_known
from evaluation.shelf import Shelf, micros

SAMPLED = {"resamples": 100, "confidence": 0.95, "seed": 0}
JUDGED = {"k1": 1.0, "f1": 0.01, "m1": 0.1, "k3": 0.0}
GRADES = {"k1": 0, "f1": 2, "m1": 1, "k3": 3}
SEARCHES = [
    search("bought", "kettle", {"k1": 1.0, "k3": 0.3, "m1": 0.0}, seen_query=True),
    search("away", "Glass  Kettle", {"k2": 1.0, "k1": 0.3}),
    search("judged", "kettle", JUDGED, grades=GRADES, region=None, kind="judged", time=None),
    search("silent", "mug", {"m1": 0.3}, customer_id="c1", returning_customer=True),
    search("gone", "glass kettle", {"k2": 1.0}),
]
ANSWERS = [
    answer("bought", "k3 k1 f1", understood="kettle"),
    answer("away", "k2 k1", understood="glass kettle set"),
    answer("judged", "f1 m1 m2 k1", understood="kettles", corrected=True),
    answer("silent", "", understood="mag"),
    answer("gone", "f1", understood=None),
]


def said(directory: Path, searches: list[dict[str, Any]], answers: list[pd.DataFrame], **made: Any) -> pd.DataFrame:
    table = room.requests(shop.examples(directory, searches, **made))
    return room.outcomes(table, pd.concat(answers, ignore_index=True))


def value(name: str, outcomes: pd.DataFrame) -> float:
    return float(room.STATISTICS[name](outcomes, once(len(outcomes)))[0])


def dcg(*gains: float) -> float:
    return sum(gain / np.log2(place + 2) for place, gain in enumerate(gains))


@pytest.fixture
def outcomes(tmp_path: Path) -> pd.DataFrame:
    return said(tmp_path, SEARCHES, ANSWERS)


def test_a_shop_sends_what_was_typed_and_no_truth(tmp_path: Path) -> None:
    table = room.requests(shop.examples(tmp_path, SEARCHES))
    asked = room.request_columns(table)
    assert set(asked) == {"request_id", "query", "customer_id", "region", "language", "time"}
    assert asked["request_id"].tolist() == [one["example_id"] for one in SEARCHES]
    assert room.request_params(table) == {"mode": "search", "k": 100}
    assert room.easier_params(room.request_params(table)) == [{"k": 100}, {}]
    assert table["group"].nunique() == 3, "case and blanks aside"
    assert asked["time"].iloc[0] == "2026-03-31T12:00:00.000000Z"
    assert asked["time"].iloc[2] == asked["time"].iloc[0], "the last known, where a search has none"


def test_a_judged_search_is_asked_at_the_end_of_the_log_and_a_logged_one_at_its_own_time(tmp_path: Path) -> None:
    early = "2026-01-20T08:00:00Z"
    judged = search("one", "kettle", {"k1": 1.0}, time="2026-01-02T08:00:00Z", kind="judged")
    examples = shop.examples(tmp_path, [judged, search("two", "mug", {"m1": 1.0}, time=early)])
    assert list(room.requests(examples)["asked_at"]) == [pd.Timestamp(early)] * 2
    last = pd.Timestamp("2026-02-01T08:00:00Z")
    valid = pd.read_parquet(examples / "valid.parquet")
    valid.assign(time=pd.Series([last] * len(valid), dtype="datetime64[us, UTC]")).to_parquet(
        examples / "valid.parquet"
    )
    assert list(room.requests(examples)["asked_at"]) == [last, pd.Timestamp(early)]


def test_without_any_time_the_last_beginning_decides_and_not_the_clock(tmp_path: Path) -> None:
    examples = shop.examples(tmp_path, [search("one", "kettle", {"k1": 1.0}, time=None)])
    for split in ("train", "valid"):
        table = pd.read_parquet(examples / f"{split}.parquet")
        table.assign(time=pd.Series([pd.NaT] * len(table), dtype="datetime64[us, UTC]")).to_parquet(
            examples / f"{split}.parquet"
        )
    assert room.requests(examples)["asked_at"].iloc[0] == pd.Timestamp("2027-01-01", tz="UTC")
    (examples / "stock.parquet").unlink()
    products = pd.read_parquet(examples / "products.parquet")
    products["launch_date"] = products["launch_date"].iloc[:0].reindex(products.index)
    products.to_parquet(examples / "products.parquet")
    assert room.requests(examples)["asked_at"].iloc[0] == pd.Timestamp("2000-01-01", tz="UTC")


def test_the_order_of_results_is_counted_as_by_hand(outcomes: pd.DataFrame) -> None:
    # What is away in the north is no part of the best order, and gains nothing.
    expected = [
        dcg(0.3, 1.0) / dcg(1.0, 0.3),
        dcg(0.0, 0.3) / 0.3,
        dcg(0.01, 0.1, 0.0, 1.0) / dcg(1.0, 0.1, 0.01),
        0.0,
        0.0,
    ]
    assert outcomes["ndcg_10"].tolist() == pytest.approx(expected, abs=1e-6)
    assert outcomes["measurable"].tolist() == [True, True, True, True, False]
    assert value("ndcg_10", outcomes) == pytest.approx(sum(expected) / 4, abs=1e-6)
    # Of the judged one only the exact product is right; of the others what was clicked or bought.
    assert outcomes["reciprocal_rank"].tolist() == [1.0, 0.5, 0.25, 0.0, 0.0]
    assert outcomes["recall_100"].tolist() == [1.0, 1.0, 1.0, 0.0, 0.0]
    assert value("mrr", outcomes) == pytest.approx(1.75 / 4)
    assert value("recall_100", outcomes) == pytest.approx(3 / 4)
    assert value("answered", outcomes) == pytest.approx(4 / 5)


def test_ndcg_is_that_of_scikit_learn(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    names, searches, answers, expected = list(shop.PRODUCTS), [], [], []
    for one in range(40):
        gains = {name: float(rng.choice([0.0, 0.1, 0.3, 1.0])) for name in names}
        gains["k1"] = 1.0
        order = [str(name) for name in rng.permutation(names)]
        searches.append(search(f"s{one}", "kettle", gains, time="2028-01-01"))
        answers.append(answer(f"s{one}", " ".join(order)))
        places = [-order.index(name) for name in names]
        expected.append(metrics.ndcg_score([list(gains.values())], [places], k=10))
    found = said(tmp_path, searches, answers, stock=False)
    assert found["ndcg_10"].tolist() == pytest.approx(expected, abs=1e-6)


def test_places_below_the_tenth_count_for_recall_alone(tmp_path: Path) -> None:
    strangers = " ".join(f"p{one}" for one in range(10))
    found = said(tmp_path, [search("deep", "kettle", {"k1": 1.0})], [answer("deep", f"{strangers} k1")])
    assert found["ndcg_10"].tolist() == [0.0]
    assert found["recall_100"].tolist() == [1.0]
    assert found["reciprocal_rank"].tolist() == [pytest.approx(1 / 11)]


def test_a_product_shown_twice_counts_once(tmp_path: Path) -> None:
    found = said(tmp_path, [search("twice", "kettle", {"k1": 1.0, "k3": 1.0})], [answer("twice", "k1 k1 k3")])
    assert found["ndcg_10"].tolist() == pytest.approx([dcg(1.0, 0.0, 1.0) / dcg(1.0, 1.0)])
    assert found["recall_100"].tolist() == [1.0]


def test_what_cannot_be_had_is_counted_by_the_tables(outcomes: pd.DataFrame, tmp_path: Path) -> None:
    assert outcomes["unavailable"].tolist() == [0, 1, 1, 0, 0]
    assert outcomes["shown"].tolist() == [3, 2, 4, 0, 1]
    assert value("unavailable", outcomes) == pytest.approx(2 / 10)
    measured = room.measures(outcomes, **SAMPLED)["unavailable"]
    assert (measured.value, measured.higher_is_better) == (pytest.approx(0.2), False)
    everywhere = said(tmp_path / "no_stock", SEARCHES, ANSWERS, stock=False)
    assert everywhere["unavailable"].tolist() == [0, 0, 0, 0, 0]
    assert everywhere["ndcg_10"].iloc[1] == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("product", "region", "moment", "there"),
    [
        ("k2", "south", "2026-01-31T23:59:59Z", True),
        ("k2", "south", "2026-02-01T00:00:00Z", False),  # the first moment behind the window
        ("k2", "south", "2026-02-28T23:59:59Z", False),
        ("k2", "south", "2026-03-01T00:00:00Z", True),
        ("k2", "south", "2024-12-31T00:00:00Z", False),
        ("k2", "north", "2026-03-31T00:00:00Z", False),
        ("k2", None, "2026-03-31T00:00:00Z", True),
        ("k2", "mars", "2026-03-31T00:00:00Z", True),  # nobody has named it
        ("k1", "islands", "2026-03-31T00:00:00Z", False),  # a customer's, and without stock
        ("k2", " NORTH", "2026-03-31T00:00:00Z", False),
        ("k2", "South ", "2026-03-31T00:00:00Z", True),
        ("k2", " ", "2026-03-31T00:00:00Z", True),
        ("k2", None, "2026-02-10T00:00:00Z", False),
        ("m1", "north", "1999-01-01T00:00:00Z", True),  # no launch is known
        ("m2", "north", "2026-03-31T00:00:00Z", False),
        ("k3", "north", "2026-03-19T23:59:59Z", False),
        ("k3", "north", "2026-03-20T00:00:00Z", True),
        ("x1", "north", "2026-03-31T00:00:00Z", False),
        ("gone", "north", "2026-03-31T00:00:00Z", False),
    ],
)
def test_windows_of_stock_and_launches(
    tmp_path: Path, product: str, region: str | None, moment: str, there: bool
) -> None:
    shelf = Shelf.of(shop.examples(tmp_path, SEARCHES))
    number = shelf.numbers(pd.Series([product, "k1"]))
    at = micros(pd.to_datetime(pd.Series([moment, shop.NOW])).astype("datetime64[us, UTC]"), 0)
    found = shelf.at_hand(number, pd.Series([region, "north"], dtype="str"), at)
    assert found.tolist() == [there, True]


def test_substitutes_complements_and_new_products_on_top(outcomes: pd.DataFrame) -> None:
    assert outcomes["graded_5"].tolist() == [0, 0, 4, 0, 0]
    assert (value("substitutes_5", outcomes), value("complements_5", outcomes)) == (0.25, 0.25)
    assert outcomes["new_10"].tolist() == [1, 0, 0, 0, 0]
    assert value("new_share_10", outcomes) == pytest.approx(1 / 10)


def test_what_was_understood_is_held_against_what_was_typed(outcomes: pd.DataFrame) -> None:
    """More words behind those that were typed are no other words; nothing understood is."""
    assert outcomes["reworded"].tolist() == [False, False, False, True, True]
    assert outcomes["corrected"].tolist() == [False, False, True, False, False]


def test_answers_come_in_any_order_of_rows(outcomes: pd.DataFrame, tmp_path: Path) -> None:
    answers = pd.concat(ANSWERS, ignore_index=True).sample(frac=1, random_state=1)
    table = room.requests(shop.examples(tmp_path / "again", SEARCHES))
    pd.testing.assert_frame_equal(room.outcomes(table, answers), outcomes)
    part = room.outcomes(table.iloc[[3, 0]].reset_index(drop=True), pd.concat([ANSWERS[0], ANSWERS[3]]))
    assert part["example_id"].tolist() == ["silent", "bought"]
    assert part["ndcg_10"].tolist() == [0.0, outcomes["ndcg_10"].iloc[0]]


def test_an_answer_is_wanted_for_each_search(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="5 searches were asked and 4 answered"):
        said(tmp_path / "one", SEARCHES, ANSWERS[:4])
    with pytest.raises(ValueError, match="2 answers are of none of them"):
        said(tmp_path / "two", SEARCHES, [*ANSWERS, answer("stranger", "k1 k2")])


def test_clicks_weigh_by_their_places(tmp_path: Path) -> None:
    ranks = {"k1": 4.0, "m1": 1.0}
    searches = [
        search("deep", "kettle", {"k1": 0.3, "m1": 0.0}, ranks=ranks),
        search("top", "mug", {"m1": 0.3, "k1": 0.0}, ranks=ranks),
        search("judged", "kettle", {"k1": 1.0}, kind="judged"),
    ]
    answers = [answer("deep", "m1 k1"), answer("top", "m1"), answer("judged", "k1")]
    found = said(tmp_path, searches, answers, train=4_000)
    chance = search_unbiased.propensities(tmp_path).of(np.array([1.0, 2.0, 3.0, 4.0]))
    assert chance.tolist() == pytest.approx([1.0, 0.5, 0.25, 0.25], abs=0.03)
    # The click at the fourth place stands for four, and found its product at the second.
    weight = 1 / chance[3]
    assert value("ndcg_10_unbiased", found) == pytest.approx((dcg(0, weight) + 1) / (weight + 1), abs=1e-6)
    assert value("ndcg_10_unbiased", found) < value("ndcg_10", found)
    unknown = said(tmp_path / "few", searches, answers)
    assert np.isnan(value("ndcg_10_unbiased", unknown))
    assert room.measures(unknown, **SAMPLED)["ndcg_10_unbiased"].value is None


def test_all_that_is_measured_is_declared_and_directions_agree(outcomes: pd.DataFrame) -> None:
    measured = room.measures(outcomes, **SAMPLED)
    assert [name for name in measured if not is_known(name, (*room.STATISTICS, *room.MEASURES))] == []
    assert {name for name in room.STATISTICS if not measured[name].higher_is_better} == room.LOWER_IS_BETTER
    for name, measure in measured.items():
        assert measure.meaning, name
        assert None in (measure.low, measure.high) or measure.low <= measure.high, name
    assert measured["ndcg_10_judged"].n == 1
    assert measured["ndcg_10_unseen_query"].n == 4
    assert "ndcg_10_changed_query" not in measured
    assert set(room.slices(outcomes)) == set(room.SLICES)


def test_a_search_that_finds_more_gains_and_one_that_hides_what_is_away_too(
    tmp_path: Path, outcomes: pd.DataFrame
) -> None:
    ideal = [answer(one["example_id"], "k1 k3 m1") for one in SEARCHES]
    better = said(tmp_path / "better", SEARCHES, ideal)
    for name in ("ndcg_10", "mrr", "unavailable", "complements_5"):
        lower = name in room.LOWER_IS_BETTER
        test = paired_test(better, outcomes, room.STATISTICS[name], **SAMPLED, higher_is_better=not lower)
        assert test.difference > 0, name


def test_searches_for_the_same_words_are_resampled_together(outcomes: pd.DataFrame) -> None:
    weights = next(draws(outcomes["group"], 50, seed=3))
    assert (weights[:, 0] == weights[:, 2]).all()
    assert (weights[:, 1] == weights[:, 4]).all()
    assert (weights[:, 0] != weights[:, 1]).any()


def test_curves_end_where_the_measures_are(outcomes: pd.DataFrame) -> None:
    drawn = {plot.name: plot for plot in room.plots(outcomes)}
    assert list(drawn) == ["Searches answered by place", "Spread of NDCG"]
    by_place = drawn["Searches answered by place"]
    assert dict(zip(by_place.x, by_place.y, strict=True))[2.0] == pytest.approx(2 / 4)
    assert by_place.y[-1] == pytest.approx(3 / 4)
    spread = drawn["Spread of NDCG"]
    assert (spread.y[0], spread.y[-1]) == (1.0, 0.0)
    assert room.plots(outcomes.iloc[:0]) == []


def test_no_search_at_all_is_no_crash(outcomes: pd.DataFrame) -> None:
    empty = room.measures(outcomes.iloc[:0], **SAMPLED)
    assert {name: empty[name].value for name in room.STATISTICS} == dict.fromkeys(room.STATISTICS)
    assert set(room.slices(outcomes.iloc[:0])) == set(room.SLICES)


def test_the_truth_is_read_again_when_its_files_change(tmp_path: Path) -> None:
    examples = shop.examples(tmp_path, SEARCHES)
    first = search_truth.truth(examples)
    assert search_truth.truth(examples) is first
    shop.examples(tmp_path, SEARCHES[:1])
    assert len(search_truth.truth(examples).searches) == 1
