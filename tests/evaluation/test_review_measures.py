"""Measures of review extraction on answers that are counted by hand, and against scipy and scikit-learn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from reviews_for_tests import answer, examples, review
from scipy.stats import spearmanr
from sklearn.metrics.cluster import contingency_matrix

from evaluation import review_attributes
from evaluation import review_extraction as room
from evaluation.bootstrap import PairedTest, draws, once, paired_test
from evaluation.correlation import mean_distance, rank_correlation
from evaluation.gate import judge
from evaluation.gate_policy import GatePolicy, is_known
from evaluation.review_rows import unfolded
from tasks.evaluate_process import _compare

SAMPLED = {"resamples": 100, "confidence": 0.95, "seed": 0}
TEST = [
    review("a", "great battery but a bad screen", "battery|great|+|power", "screen|bad|-|display", stars=3.0),
    review(
        "b", "love it, the lid is okay", "|love|+", "lid|okay|0|lid", stars=5.0, category="Mugs", unseen_aspect=True
    ),
    review("c", "bad", "|bad|-", stars=1.0, short_text=True, product_id=None),
    review("d", "it came on a Monday", stars=None),
]
ANSWERS = [
    answer(TEST[0], "battery|great|+|0.9|power", "screen|bad|0|0.4|power", "|great|+|0.2"),
    answer(TEST[1], "|love|+|0.8", "lid|is okay|0|0.7|lid"),
    answer(TEST[2]),
    answer(TEST[3], "|came|+|0.3"),
]


def said(directory: Path, answers: list[pd.DataFrame], reviews: list[dict[str, Any]] | None = None) -> pd.DataFrame:
    table = room.requests(examples(directory, reviews or TEST, ("battery", "screen")))
    return room.outcomes(table, pd.concat(answers, ignore_index=True))


def value(name: str, outcomes: pd.DataFrame) -> float:
    return float(room.STATISTICS[name](outcomes, once(len(outcomes)))[0])


@pytest.fixture
def outcomes(tmp_path: Path) -> pd.DataFrame:
    return said(tmp_path, ANSWERS)


def test_a_shop_sends_texts_and_no_truth(tmp_path: Path) -> None:
    table = room.requests(examples(tmp_path, TEST))
    asked = room.request_columns(table)
    assert set(asked) == {"request_id", "text", "product_id", "language"}
    assert asked["product_id"].isna().tolist() == [False, False, True, False]
    assert room.request_params(table) == {"view": "triplets"}
    assert room.easier_params(room.request_params(table)) == [{}]
    assert table["group"].tolist() == ["product of a", "product of b", "review c", "product of d"]


def test_what_is_the_same_is_counted_by_hand(outcomes: pd.DataFrame) -> None:
    assert outcomes["triplets_right"].tolist() == [1, 1, 0, 0]
    assert outcomes["triplets_told"].tolist() == [3, 2, 0, 1]
    assert outcomes["triplets_annotated"].tolist() == [2, 2, 1, 0]
    assert value("triplet_precision", outcomes) == pytest.approx(2 / 6)
    assert value("triplet_recall", outcomes) == pytest.approx(2 / 5)
    assert value("triplet_f1", outcomes) == pytest.approx(4 / 11)
    assert value("pair_f1", outcomes) == pytest.approx(6 / 11), "battery, screen, love"
    assert value("aspect_f1", outcomes) == 1.0, "implied ones are no terms"
    assert value("opinion_f1", outcomes) == pytest.approx(2 * 3 / (5 + 5)), "an opinion in two triplets is one"
    assert value("polarity_accuracy", outcomes) == pytest.approx(2 / 3)
    assert value("implied_f1", outcomes) == pytest.approx(2 * 1 / (3 + 2))
    assert value("unseen_f1", outcomes) == 0.0, "the lid is told with a word too many"
    assert value("told_of_nothing", outcomes) == 1.0
    assert value("misplaced", outcomes) == 0.0


def test_a_word_that_does_not_stand_there_and_a_span_outside_are_misplaced(tmp_path: Path) -> None:
    broken = pd.concat(ANSWERS, ignore_index=True)
    broken.loc[0, "aspect"] = "Battery"
    broken.loc[1, "opinion_end"] = 400
    table = room.requests(examples(tmp_path, TEST))
    assert room.outcomes(table, broken)["misplaced"].tolist() == [2, 0, 0, 0]


def test_the_same_triplet_twice_is_one_and_is_said_so(tmp_path: Path) -> None:
    twice = said(tmp_path, [answer(TEST[0], "battery|great|+|0.9", "battery|great|+|0.5"), *ANSWERS[1:]])
    assert twice["triplets_told"].tolist() == [1, 2, 0, 1]
    assert twice["told_twice"].tolist() == [1, 0, 0, 0]


def test_every_review_needs_an_answer_and_strangers_have_none(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="4 requests were asked and 3 answered"):
        said(tmp_path, ANSWERS[:3])
    stranger = answer(review("z", "great", "|great|+"), "|great|+|0.5")
    with pytest.raises(ValueError, match="1 answers are of none of them"):
        said(tmp_path, [*ANSWERS, stranger])
    odd = ANSWERS[0].assign(sentiment="glad")
    with pytest.raises(ValueError, match="'glad' is no sentiment"):
        said(tmp_path, [odd, *ANSWERS[1:]])


def test_annotations_that_are_there_twice_count_once(tmp_path: Path) -> None:
    repeated = review("a", "great battery", "battery|great|+", "battery|great|+")
    assert said(tmp_path, [answer(repeated)], [repeated])["triplets_annotated"].tolist() == [1]


def test_confidences_and_whether_they_hold_are_kept_by_triplet(outcomes: pd.DataFrame) -> None:
    rows = unfolded(outcomes)
    assert sorted(zip(rows["review"], rows["score"], rows["label"], strict=True)) == [
        (0, 0.2, 0), (0, 0.4, 0), (0, 0.9, 1), (1, 0.7, 0), (1, 0.8, 1), (3, 0.3, 0),
    ]  # fmt: skip
    assert value("ece", outcomes) == pytest.approx((0.2 + 0.4 + 0.1 + 0.7 + 0.2 + 0.3) / 6), "a bin each"


def test_purity_is_that_of_the_contingency_table() -> None:
    rng = np.random.default_rng(3)
    told, meant = rng.choice(list("abc"), 300), rng.choice(list("wxyz"), 300)
    cut = np.array_split(np.arange(300), 40)
    table = pd.DataFrame({"group": range(40)})
    table["attributes_told"] = [told[rows].tolist() for rows in cut]
    table["attributes_meant"] = [meant[rows].tolist() for rows in cut]
    counts = contingency_matrix(meant, told)
    found = {name: float(one(table, once(40))[0]) for name, one in review_attributes.STATISTICS.items()}
    assert found["attribute_purity"] == pytest.approx(counts.max(axis=0).sum() / 300)
    assert found["attribute_inverse_purity"] == pytest.approx(counts.max(axis=1).sum() / 300)
    drawn = next(draws(table["group"], 5, 0))
    for weights, purity in zip(drawn, review_attributes.purity(table, drawn), strict=True):
        times = np.repeat(weights.astype(int), [len(rows) for rows in cut])
        counts = contingency_matrix(np.repeat(meant, times), np.repeat(told, times))
        assert purity == pytest.approx(counts.max(axis=0).sum() / times.sum())


def test_ranks_correlate_as_scipy_has_it_and_distances_are_means() -> None:
    rng = np.random.default_rng(0)
    table = pd.DataFrame({"one": rng.integers(1, 6, 200).astype(float), "other": rng.normal(size=200)})
    table.loc[::10, "one"] = np.nan
    kept = table.dropna()
    found = rank_correlation("one", "other")(table, once(200))
    assert found[0] == pytest.approx(spearmanr(kept["one"], kept["other"]).statistic)
    assert mean_distance("one", "other")(table, once(200))[0] == pytest.approx(
        (kept["one"] - kept["other"]).abs().mean()
    )
    alike = table.assign(other=1.0)
    assert np.isnan(rank_correlation("one", "other")(alike, once(200))[0])
    assert np.isnan(rank_correlation("one", "other")(table.iloc[:1], once(1))[0])


def test_stars_are_held_against_the_mean_of_the_opinions(outcomes: pd.DataFrame) -> None:
    assert outcomes["stars_told"].tolist()[0] == pytest.approx((0.9 * 5 + 0.4 * 3 + 0.2 * 5) / 1.5)
    assert np.isnan(outcomes["stars_told"].iloc[2])
    apart = [abs(outcomes["stars_told"].iloc[at] - TEST[at]["stars"]) for at in (0, 1)]
    assert value("stars_mae", outcomes) == pytest.approx(float(np.mean(apart)))


def test_all_measures_have_meanings_and_slices_their_own(outcomes: pd.DataFrame) -> None:
    found = room.measures(outcomes, **SAMPLED)
    assert {"triplet_f1_short_text", "triplet_f1_category_mugs", "triplet_f1_unseen_aspect"} <= set(found)
    assert all(measure.meaning for measure in found.values())
    assert all(is_known(name, (*room.STATISTICS, *room.MEASURES)) for name in found), "a gate may name each"
    assert found["polarity_accuracy"].n == 2
    assert found["attribute_purity"].n == 2
    assert {name for name, one in found.items() if name in room.STATISTICS and not one.higher_is_better} == set(
        room.LOWER_IS_BETTER
    )
    parts = room.slices(outcomes)
    assert list(parts["category_kettles"]["example_id"]) == ["a", "c", "d"]


def test_a_model_that_tells_nothing_is_measured_all_the_same(tmp_path: Path) -> None:
    silent = said(tmp_path, [answer(one) for one in TEST])
    found = room.measures(silent, **SAMPLED)
    assert found["triplet_f1"].value == 0.0
    assert found["triplet_precision"].value is None
    assert found["ece"].value is None
    assert room.plots(silent)


def test_what_the_test_has_no_example_of_is_empty_and_says_why(tmp_path: Path) -> None:
    reviews = [review(f"r{at}", "bad", "|bad|-", stars=None) for at in range(3)]
    silent = said(tmp_path / "silent", [answer(one, "|bad|-|0.9") for one in reviews], reviews)
    found = room.measures(silent, **SAMPLED)
    for name, why in {
        "aspect_f1": "no test review has a written aspect",
        "unseen_f1": "no test review has an aspect that training lacks",
        "stars_mae": "no test review with stars",
        "attribute_purity": "no pair that is right has an annotated attribute",
    }.items():
        assert (found[name].value, found[name].n) == (None, 0), name
        assert why in found[name].meaning, name
    assert found["triplet_f1"].value == 1.0
    # an aspect that is told where none is annotated is wrong, but F1 has nothing to be measured on
    wrong = [{**one, "text": "lid bad"} for one in reviews]
    loud = said(tmp_path / "loud", [answer(one, "lid|bad|-|0.9") for one in wrong], wrong)
    assert room.measures(loud, **SAMPLED)["aspect_f1"].value is None


def test_where_all_aspects_are_implied_a_version_can_have_a_successor(tmp_path: Path) -> None:
    reviews = [review(f"r{at}", "lid bad", "|bad|-") for at in range(20)]
    good, loud = (
        said(tmp_path / name, [answer(one, told) for one in reviews], reviews)
        for name, told in (("good", "|bad|-|0.9"), ("loud", "lid|bad|-|0.9"))
    )
    measures = room.measures(good, **SAMPLED)
    names = ["aspect_f1", "opinion_f1"]
    gate = {
        "primary": "triplet_f1",
        "slices": ["unseen_aspect"],
        "metrics": names,
        "resamples": 100,
        "confidence": 0.95,
    }
    found = _compare(room, good, loud, gate, measures)
    assert found["metrics"]["aspect_f1"] is None
    assert found["metrics"]["opinion_f1"]["difference"] == 0.0
    policy = GatePolicy.model_validate(
        {
            **{"primary": "triplet_f1", "confidence": 0.95, "min_gain": 0.0, "resamples": 100, "ceilings": {}},
            **{"floors": {"triplet_f1": 0.1}, "max_loss": {"unseen_aspect": 0.05}},
            "max_metric_loss": dict.fromkeys(names, 0.02),
        }
    )
    tests = {name: one and PairedTest(**one) for name, one in found["metrics"].items()}
    report = judge(policy, measures, PairedTest(**found["primary"]), found["slices"], tests)
    assert report.promote, report.reason


def test_two_models_are_compared_pairwise(outcomes: pd.DataFrame, tmp_path: Path) -> None:
    silent = said(tmp_path / "silent", [answer(one) for one in TEST])
    settings: dict[str, Any] = {"resamples": 200, "confidence": 0.95, "seed": 0}
    found = paired_test(outcomes, silent, room.STATISTICS["triplet_f1"], **settings)
    assert found.difference == pytest.approx(4 / 11)


def test_curves_are_drawn_of_outcomes(outcomes: pd.DataFrame) -> None:
    names = [plot.name for plot in room.plots(outcomes)]
    assert names == ["Reliability", "Precision and recall of triplets", "Triplet F1 by opinions of a review"]
    assert room.measured_plots({}) == []


@pytest.mark.parametrize(("sure", "right"), [("0.9", 1.0), ("0.1", 0.0)])
def test_of_two_sentiments_of_a_pair_the_surer_decides(sure: str, right: float, tmp_path: Path) -> None:
    told = [answer(TEST[0], f"battery|great|+|{sure}|power", "battery|great|-|0.5|power"), *ANSWERS[2:]]
    told.insert(1, answer(TEST[1]))
    outcomes = said(tmp_path, told)
    assert outcomes["pairs_right"].tolist() == [1, 0, 0, 0]
    assert value("polarity_accuracy", outcomes) == right
