"""Measures of product classification on answers that are counted by hand, and against scikit-learn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import categories_for_tests as shop
import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp
from categories_for_tests import answer, listing
from sklearn import metrics

from evaluation import category_challenges, category_coverage, category_f1, category_script
from evaluation import product_classification as room
from evaluation.bootstrap import draws, once, paired_test
from evaluation.gate_policy import is_known
from models.product_classification import valid_metrics

SAMPLED = {"resamples": 100, "confidence": 0.95, "seed": 0}
SETTINGS = {"challenge_rows": 200, "throughput_rows": 200}

LISTINGS = [
    listing("right", "ph.s"),
    listing("cousin", "bo.f.c"),
    listing("two", "ca.d ca.b", several_leaves=True),
    listing("second", "bo.p"),
    listing("far", "ca.k"),
    listing("untitled", "ph.c", "", description="cases for it"),
]
ANSWERS = [
    answer("ph.s ph.c", 0.9),
    answer("bo.f.r bo.f.c", 0.6, node="bo.f"),
    answer("ca.b ca.d ph.s", 0.8, assigned=3),
    answer("bo.f.c bo.p", 0.4, node="bo", assigned=2),
    answer("ph.s", 0.7),
    answer("ph.g ph.s", 0.3, node="r", assigned=0),
]


def said(directory: Path, listings: list[dict[str, Any]], answers: list[pd.DataFrame], **train: Any) -> pd.DataFrame:
    table = room.requests(shop.examples(directory, listings, **train))
    return room.outcomes(table, pd.concat(answers, ignore_index=True))


def value(name: str, outcomes: pd.DataFrame) -> float:
    return float(room.STATISTICS[name](outcomes, once(len(outcomes)))[0])


@pytest.fixture
def outcomes(tmp_path: Path) -> pd.DataFrame:
    return said(tmp_path, LISTINGS, ANSWERS)


def test_a_consumer_sends_what_a_seller_wrote_and_no_truth(tmp_path: Path) -> None:
    same = [listing("a", "ph.s", "Smart-Phone  X"), listing("b", "ph.c", "smart phone x"), listing("c", "ph.c", "")]
    table = room.requests(shop.examples(tmp_path, same))
    asked = room.request_columns(table)
    assert set(asked) == {"listing_id", "title", "description", "brand", "attributes", "language", "price"}
    assert asked["listing_id"].tolist() == ["a", "b", "c"]
    assert table["true_leaves"].tolist() == [["ph.s"], ["ph.c"], ["ph.c"]]
    assert table["group"].nunique() == 2
    assert table["group"].iloc[0] == table["group"].iloc[1]


def test_a_listing_without_a_label_is_no_question(tmp_path: Path) -> None:
    examples = shop.examples(tmp_path, LISTINGS)
    labels = pd.read_parquet(examples / "labels.parquet")
    labels[labels["example_id"] != "two"].to_parquet(examples / "labels.parquet")
    with pytest.raises(ValueError, match="1 test listings have no label"):
        room.requests(examples)


def test_leaves_and_nodes_are_counted_as_by_hand(outcomes: pd.DataFrame) -> None:
    assert outcomes["label"].tolist() == [1, 0, 1, 0, 0, 0]
    assert outcomes["hit_5"].tolist() == [True, True, True, True, False, False]
    assert outcomes["distance"].tolist() == [0, 2, 0, 3, 4, 2]
    assert outcomes["depth"].tolist() == [2, 3, 2, 2, 2, 2]
    # Nodes of each, the root left out: of assigned leaves, and of the first where none is assigned.
    assert outcomes["predicted_nodes"].tolist() == [2, 3, 5, 4, 2, 2]
    assert outcomes["true_nodes"].tolist() == [2, 3, 3, 2, 2, 2]
    assert outcomes["shared_nodes"].tolist() == [2, 2, 3, 2, 0, 1]
    assert value("hierarchical_f1", outcomes) == pytest.approx(2 * 10 / (18 + 14))
    assert value("tree_distance", outcomes) == pytest.approx(11 / 6)
    assert value("top1", outcomes) == pytest.approx(2 / 6)
    assert value("top5", outcomes) == pytest.approx(4 / 6)


def test_sets_of_leaves_agree_with_scikit_learn(outcomes: pd.DataFrame) -> None:
    true, given = np.zeros((6, len(shop.LEAVES))), np.zeros((6, len(shop.LEAVES)))
    for row, (one, answered) in enumerate(zip(LISTINGS, ANSWERS, strict=True)):
        true[row, [shop.LEAVES.index(leaf) for leaf in one["true"]]] = 1
        given[row, [shop.LEAVES.index(leaf) for leaf in answered.loc[answered["assigned"], "leaf_id"]]] = 1
    assert value("micro_f1", outcomes) == pytest.approx(metrics.f1_score(true, given, average="micro"))
    assert value("jaccard", outcomes) == pytest.approx(metrics.jaccard_score(true, given, average="samples"))
    several = room.measures(outcomes, **SAMPLED)["jaccard_several"]
    assert (several.value, several.n) == (pytest.approx(2 / 3), 1)


def test_abstaining_answers_are_right_on_the_path_and_silent_at_the_root(outcomes: pd.DataFrame) -> None:
    assert outcomes["answered"].tolist() == [True, True, True, True, True, False]
    assert outcomes["answer_right"].tolist() == [True, True, True, True, False, False]
    assert outcomes["sure"].tolist() == [True, False, True, False, True, False]
    assert value("answer_coverage", outcomes) == pytest.approx(5 / 6)
    assert value("answer_precision", outcomes) == pytest.approx(4 / 5)
    assert value("leaf_coverage", outcomes) == pytest.approx(3 / 6)
    assert value("leaf_precision", outcomes) == pytest.approx(2 / 3)
    assert value("answered_depth", outcomes) == pytest.approx((1 + 2 / 3 + 1 + 1 / 2 + 1 + 0) / 6)


def test_answers_are_held_against_a_model_as_far_as_they_are_surely_wrong(tmp_path: Path) -> None:
    listings = [listing(str(one), "ph.s") for one in range(40)]
    right, wrong, silent = answer("ph.s"), answer("bo.p"), answer("bo.p", node="r")

    def errors(*answers: pd.DataFrame) -> tuple[float | None, int]:
        found = room.measures(said(tmp_path, listings, list(answers)), **SAMPLED)["answer_errors_at_least"]
        return found.value, found.n

    assert errors(*[right] * 19, wrong, *[silent] * 20) == (pytest.approx(0.0013, abs=1e-3), 20)
    assert errors(*[right] * 20, *[wrong] * 20)[0] > 0.3
    assert errors(*[silent] * 40) == (None, 0)


def test_leaves_that_the_tree_lacks_are_wrong_and_no_crash(tmp_path: Path) -> None:
    """An older champion answers leaves that are gone; its own tree gives the node and its level."""
    listings = [listing("a", "ph.s"), listing("b", "gone.too"), listing("c", "ca.d gone")]
    older = [answer("gone ph.s", node="gone"), answer("gone gone.too", node="gone"), answer("ca.d", node="ca.d")]
    found = said(tmp_path, listings, older)
    assert found["label"].tolist() == [0, 0, 1]
    assert found["hit_5"].tolist() == [True, True, True]
    assert found["distance"].tolist() == [3, 2, 0]
    assert found["answer_right"].tolist() == [False, False, True]
    assert found["train_rows"].tolist() == [20, 0, 20]
    measured = room.measures(found, **SAMPLED)
    assert measured["top1"].value == pytest.approx(1 / 3)
    assert all(np.isfinite(value(name, found)) for name in room.STATISTICS)


def test_a_forest_has_a_root_that_is_no_answer(tmp_path: Path) -> None:
    """Of several roots, or a flat list of leaves, the root that is put above them has no id."""
    examples = shop.examples(tmp_path, [listing("a", "bo.p"), listing("b", "ph.s")])
    flat = pd.DataFrame({"node_id": shop.LEAVES, "parent_id": None, "name": "x", "accessory_of": None})
    flat.to_parquet(examples / "taxonomy.parquet")
    at_the_root = answer("bo.p", node="").assign(node_level=0, sure=False)
    answers = pd.concat([at_the_root, answer("ph.c").assign(node_level=1)], ignore_index=True)
    found = room.outcomes(room.requests(examples), answers)
    assert found["answered"].tolist() == [False, True]
    assert found["distance"].tolist() == [0, 2]
    assert value("hierarchical_f1", found) == pytest.approx(0.5)


def test_one_answer_is_wanted_for_each_listing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="6 listings were asked about and 5 answered"):
        said(tmp_path, LISTINGS, ANSWERS[:5])


def random_leaves(rows: int, leaves: int, seed: int = 0, several: float = 0.0) -> pd.DataFrame:
    """A share of the rows has one to three leaves beside the one that may be hit."""
    rng = np.random.default_rng(seed)
    true = (leaves * rng.random(rows) ** 2).astype(np.int64)
    wrong = rng.random(rows) < 0.3
    predicted = np.where(wrong, rng.integers(0, leaves, rows), true)
    scarce = np.where(np.arange(leaves) % 3 == 0, 4, 40)
    more = [rng.choice(leaves, rng.integers(1, 4) if rng.random() < several else 0, replace=False) for _ in range(rows)]
    further = [one[(one != was) & (one != said)] for one, was, said in zip(more, true, predicted, strict=True)]
    return pd.DataFrame(
        {
            "group": [f"g{one // 2}" for one in range(rows)],
            "true_leaf": true,
            "further_leaves": pd.Series(further, dtype="object"),
            "predicted_leaf": predicted,
            "train_rows": scarce[true],
            "further_train_rows": pd.Series([scarce[one] for one in further], dtype="object"),
            "predicted_train_rows": scarce[predicted],
            "label": (true == predicted).astype("int8"),
            "score": np.round(rng.random(rows), 2),
        }
    )


def tables_of(rows: pd.DataFrame, leaves: int) -> tuple[np.ndarray, np.ndarray]:
    """True leaves and the first answer, (rows, leaves) each."""
    true, predicted = np.zeros((2, len(rows), leaves), dtype=int)
    predicted[np.arange(len(rows)), rows["predicted_leaf"]] = 1
    for row, (one, others) in enumerate(zip(rows["true_leaf"], rows["further_leaves"], strict=True)):
        true[row, [one, *others]] = 1
    return true, predicted


@pytest.mark.parametrize("several", [0.0, 0.4])
def test_f1_over_leaves_is_that_of_scikit_learn_in_every_resample(several: float) -> None:
    rows = random_leaves(900, 300, several=several)
    weights = next(draws(rows["group"], 5, seed=1))
    for average, statistic in (("macro", category_f1.macro_f1), ("weighted", category_f1.weighted_f1)):
        for weight, found in zip(weights, statistic(rows, weights), strict=True):
            drawn = rows.loc[rows.index.repeat(weight.astype(int))]
            true, predicted = tables_of(drawn, 300)
            there = np.flatnonzero((true + predicted).any(axis=0))
            expected = metrics.f1_score(true, predicted, labels=there, average=average)
            assert found == pytest.approx(expected, abs=1e-9)
            if not several:
                one_leaf = metrics.f1_score(drawn["true_leaf"], drawn["predicted_leaf"], average=average)
                assert found == pytest.approx(one_leaf, abs=1e-9)
    true, predicted = tables_of(rows, 300)
    scarce = [leaf for leaf in np.flatnonzero((true + predicted).any(axis=0)) if leaf % 3 == 0]
    expected = metrics.f1_score(true, predicted, labels=scarce, average="macro")
    about = category_f1.about_scarce_leaves(rows)
    assert 0 < len(about) < len(rows)
    for table in (rows, about):
        assert category_f1.macro_f1_scarce(table, once(len(table)))[0] == pytest.approx(expected)
    told = valid_metrics.macro_f1(rows["predicted_leaf"].to_numpy(), sp.csr_array(true.astype(np.float32)))
    assert told == pytest.approx(category_f1.macro_f1(rows, once(len(rows)))[0])  # the bundle says the same


def test_leaves_that_one_answer_can_not_name_are_missed(tmp_path: Path) -> None:
    listings = [listing("hit", "ph.s ca.b"), listing("missed", "bo.p ca.d bo.f.r"), listing("one", "ca.b")]
    rare = {"ca.d": 3, "ca.b": 2, "bo.p": 9}
    found = said(tmp_path, listings, [answer("ca.b ph.s"), answer("ph.s"), answer("ca.b")], train=rare)
    assert [len(one) for one in found["further_leaves"]] == [1, 2, 0]
    # ca.b: two of two; ph.s: none of one said and one true; bo.p, ca.d and bo.f.r: missed
    assert value("macro_f1", found) == pytest.approx(1 / 5)
    assert value("weighted_f1", found) == pytest.approx(2 / 6)
    assert category_f1.macro_f1_scarce(found, once(3))[0] == pytest.approx(1 / 3)  # ca.b, ca.d, bo.p
    found.to_parquet(tmp_path / "outcomes.parquet")
    again = pd.read_parquet(tmp_path / "outcomes.parquet")
    assert value("macro_f1", again) == value("macro_f1", found)


def test_coverage_is_the_best_of_all_thresholds() -> None:
    rows = random_leaves(400, 20)
    rows.loc[rows["score"] > 0.6, "label"] = 1
    weights = next(draws(rows["group"], 20, seed=2))
    found = category_coverage.coverage_at_precision(0.9)(rows, weights)
    for weight, coverage in zip(weights, found, strict=True):
        best = 0.0
        for threshold in rows["score"].unique():
            let = weight * (rows["score"] >= threshold)
            if let.sum() and (let * rows["label"]).sum() >= 0.9 * let.sum():
                best = max(best, let.sum() / weight.sum())
        assert coverage == pytest.approx(best)
    assert category_coverage.coverage_at_precision(0.95)(rows.assign(label=0), once(400))[0] == 0.0
    # Nineteen of twenty are exactly 95 %, of one score or of twenty.
    for score in (np.full(20, 0.5), np.linspace(1, 0.5, 20)):
        exact = pd.DataFrame({"label": [1] * 19 + [0], "score": score})
        assert category_coverage.coverage_at_precision(0.95)(exact, once(20))[0] == 1.0


@pytest.mark.parametrize(
    ("true", "predicted", "counts", "confused"),
    [
        ("ph.s", "ph.c", True, True),
        ("ph.c", "ph.s", True, True),
        ("ph.s", "ph.s", True, False),
        ("ph.c", "ph.g", True, False),  # two kinds of accessories of one thing
        ("ph.c", "ca.d", True, False),
        ("ca.d", "ca.b", True, True),
        ("ca.k", "ca.b", False, False),  # bags here go with reflex cameras alone
        ("ca.b", "ca.k", True, False),
        ("bo.p", "ph.c", False, False),
        ("gone", "ph.c", False, False),
        ("ph.c", "gone", True, False),
    ],
)
def test_products_are_told_apart_from_their_accessories(
    tmp_path: Path, true: str, predicted: str, counts: bool, confused: bool
) -> None:
    found = said(tmp_path, [listing("one", true)], [answer(predicted)])
    assert (found["with_counterpart"].iloc[0], found["confused"].iloc[0]) == (counts, confused)
    assert found["accessory"].iloc[0] == (true in {"ph.c", "ph.g", "ca.b"})
    measured = room.measures(found, **SAMPLED)
    share, least = measured["accessory_confusion"], measured["accessory_confusion_at_least"]
    assert share.value == (float(confused) if counts else None)
    assert (share.n, least.n) == (int(counts), int(counts))
    assert least.value == share.low


def test_few_accessories_do_not_condemn_a_model(tmp_path: Path) -> None:
    listings = [listing(str(one), "ph.s") for one in range(20)]
    measured = room.measures(said(tmp_path, listings, [answer("ph.c"), *[answer("ph.s")] * 19]), **SAMPLED)
    assert measured["accessory_confusion"].value == 0.05
    assert measured["accessory_confusion_at_least"].value < 0.002


def test_all_that_is_measured_is_declared_and_directions_agree(outcomes: pd.DataFrame) -> None:
    measured = room.measures(outcomes, **SAMPLED)
    assert [name for name in measured if not is_known(name, (*room.STATISTICS, *room.MEASURES))] == []
    assert {name for name in room.STATISTICS if not measured[name].higher_is_better} == room.LOWER_IS_BETTER
    for name, measure in measured.items():
        assert measure.meaning, name
        ends = (measure.low, measure.high)
        assert None in ends or np.isnan(ends).any() or measure.low <= measure.value <= measure.high, name
    assert measured["top1_no_title"].n == 1
    assert not {"top1_new_leaf", "macro_f1_scarce"} & set(measured)


def test_intervals_lie_around_f1_and_widen_where_texts_repeat(tmp_path: Path) -> None:
    """Leaves fall out of resamples, so that resamples alone would lie beside what is measured."""
    rng = np.random.default_rng(0)
    true = rng.choice(shop.LEAVES, 120)
    given = np.where(np.arange(120) // 10 % 2 == 1, true, rng.choice(shop.LEAVES, 120))
    once_each = [listing(str(one), leaf) for one, leaf in enumerate(true)]
    repeated = [listing(str(one), leaf, f"text {one // 10}") for one, leaf in enumerate(true)]
    answers = [answer(leaf) for leaf in given]
    single, grouped = (
        room.measures(said(tmp_path / name, listings, answers), **SAMPLED)
        for name, listings in (("single", once_each), ("grouped", repeated))
    )
    f1, ours, theirs = single["macro_f1"], single["top1"], grouped["top1"]
    assert 0.2 < (f1.value - f1.low) / (f1.high - f1.low) < 0.8
    assert ours.value == theirs.value
    assert theirs.high - theirs.low > 1.5 * (ours.high - ours.low)


def test_a_better_model_gains_and_a_shorter_way_is_a_gain(tmp_path: Path, outcomes: pd.DataFrame) -> None:
    better = said(tmp_path, LISTINGS, [answer(one["true"][0], 0.9) for one in LISTINGS])
    for name in ("top1", "tree_distance", "hierarchical_f1", "macro_f1"):
        lower = name in room.LOWER_IS_BETTER
        test = paired_test(better, outcomes, room.STATISTICS[name], **SAMPLED, higher_is_better=not lower)
        assert test.difference > 0
        same = paired_test(outcomes, outcomes, room.STATISTICS[name], **SAMPLED, higher_is_better=not lower)
        assert (same.difference, same.p_value) == (0.0, 1.0)


@pytest.fixture
def many(tmp_path: Path) -> tuple[Path, pd.DataFrame]:
    listings = [
        listing(f"{leaf} {one}", leaf, None if one % 4 else "a thing", brand=shop.NAMES[leaf] if one < 2 else None)
        for leaf in shop.LEAVES
        for one in range(8)
    ]
    examples = shop.examples(tmp_path, listings, {"bo.p": 0, "bo.f.c": 5})
    return examples, room.requests(examples)


def test_a_blanked_field_is_missing_and_what_leans_on_it_falls(many: tuple[Path, pd.DataFrame]) -> None:
    examples, table = many
    model = shop.ByName()
    found = room.challenges(model, examples, table, SETTINGS)
    assert found["top1_without_title"].value == pytest.approx(0.3, abs=0.08)
    assert found["top1_without_title_lost"].value == pytest.approx(0.575, abs=0.08)
    assert not {"top1_without_description", "top1_without_attributes"} & set(found)
    asked = [
        one for one in model.requests if "brand" in one and one["brand"].isna().all() and one["title"].notna().any()
    ]
    branded = table[table["brand"].notna()].reset_index(drop=True)
    assert asked[0]["title"].equals(room.request_columns(branded)["title"])
    assert [name for name in found if not is_known(name, room.MEASURES)] == []
    assert found["titles_per_second"].unit == "titles/s"
    assert found["titles_per_second"].value > 0


def test_what_a_field_is_worth_is_told_of_the_listings_that_have_it(many: tuple[Path, pd.DataFrame]) -> None:
    examples, table = many
    found = room.challenges(shop.ByName(), examples, table, SETTINGS)
    assert found["top1_without_brand"].n == len(table) / 4
    assert found["top1_without_brand"].value == pytest.approx(0.5, abs=0.08)
    assert found["macro_f1_without_brand"].value < 0.8
    for name in ("top1", "macro_f1"):
        without, lost = (found[f"{name}_without_brand{end}"] for end in ("", "_lost"))
        assert without.value + lost.value == pytest.approx(1.0), "with a brand each is named"
        assert (lost.n, lost.higher_is_better) == (without.n, False)


def test_what_is_said_of_letters_never_seen_has_no_reason(many: tuple[Path, pd.DataFrame]) -> None:
    examples, table = many
    careful, guessing = shop.ByName(), shop.ByName(guesses=True)
    abstains = room.challenges(careful, examples, table, SETTINGS)["sure_on_unknown_script"]
    assert (abstains.value, abstains.n, abstains.higher_is_better) == (0.0, len(table), False)
    assert "Georgian" in abstains.meaning
    assert room.challenges(guessing, examples, table, SETTINGS)["sure_on_unknown_script"].value == 1.0
    strange = next(one for one in careful.requests if one["title"].str.contains("[ა-ჰ]").all())
    assert strange.drop(columns=["title", "listing_id"]).isna().all(axis=None)
    assert not strange["title"].str.contains("[a-z0-9]").any()


def test_a_script_that_training_saw_is_not_taken_for_unknown(many: tuple[Path, pd.DataFrame], monkeypatch) -> None:
    examples, table = many
    train = pd.read_parquet(examples / "train.parquet")
    train.assign(brand="ბრენდი").to_parquet(examples / "train.parquet")
    assert category_script.unseen_script(examples) == "Ethiopic"
    monkeypatch.setattr(category_script, "SCRIPTS", {"Georgian": category_script.SCRIPTS["Georgian"]})
    unmeasured = room.challenges(shop.ByName(), examples, table, SETTINGS)["sure_on_unknown_script"]
    assert (unmeasured.value, unmeasured.n) == (None, 0)


def test_facts_of_training_are_told_where_there_are_any(many: tuple[Path, pd.DataFrame]) -> None:
    examples, table = many
    noise = {"rows": 900, "labels": 1_000, "set_aside": 30, "down_weighted": 100}
    noise |= {"flips": 800, "found_flips": 0.8, "acted_flips": 0.7}
    noise |= {"found_sibling_flips": 0.6, "acted_sibling_flips": 0.5}
    facts = {"train_rows": 900, "noise": noise, "timings": {"train_titles_per_second": 400.0}}
    found = room.challenges(shop.ByName(facts), examples, table, SETTINGS)
    told = {name: found[name].value for name in category_challenges.category_training.MEASURES}
    assert told == {
        "noise_set_aside": 0.03,
        "noise_down_weighted": 0.1,
        "noise_found_flips": 0.8,
        "noise_acted_flips": 0.7,
        "noise_found_sibling_flips": 0.6,
        "noise_acted_sibling_flips": 0.5,
        "train_titles_per_second": 400.0,
    }
    assert found["noise_set_aside"].n == 1_000, "labels"
    assert found["noise_found_flips"].n == 800, "labels that were changed"
    assert found["train_titles_per_second"].n == 900, "listings"
    for without in (None, {}, {"noise": None, "timings": {}}, {"noise": {"set_aside": 3, "found_flips": None}}):
        found = room.challenges(shop.ByName(without), examples, table, SETTINGS)
        assert not set(category_challenges.category_training.MEASURES) & set(found)


def test_training_listings_are_counted_by_leaf(many: tuple[Path, pd.DataFrame]) -> None:
    _, table = many
    model = shop.ByName()
    found = room.outcomes(table, model.predict(room.request_columns(table), room.request_params(table)))
    by_leaf = dict(zip(found["example_id"].str.split().str[0], found["train_rows"], strict=True))
    assert (by_leaf["bo.p"], by_leaf["bo.f.c"], by_leaf["ph.s"]) == (0, 5, 20)
    measured = room.measures(found, **SAMPLED)
    assert measured["macro_f1_scarce"].n == 16
    assert 0 < measured["macro_f1_scarce"].value < 1
    drawn = {plot.name: plot for plot in room.plots(found)}
    assert list(drawn) == [
        "Reliability",
        "Precision and coverage",
        "Top-1 by training listings of the leaf",
        "Abstaining answers by level",
    ]
    assert drawn["Precision and coverage"].y[-1] == pytest.approx(measured["top1"].value)
    assert drawn["Abstaining answers by level"].x == [2.0, 3.0]
    assert drawn["Abstaining answers by level"].y == [1.0, 1.0]
    assert sorted(drawn["Top-1 by training listings of the leaf"].x)[0] == 0.0


def test_no_listing_at_all_is_no_crash(outcomes: pd.DataFrame) -> None:
    empty = outcomes.iloc[:0]
    measured = room.measures(empty, **SAMPLED)
    assert {measured[name].to_json()["value"] for name in room.STATISTICS} == {None}
    assert all(plot.x == [] for plot in room.plots(empty))
    assert set(room.slices(empty)) == set(room.SLICES)
