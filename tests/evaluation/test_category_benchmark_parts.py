"""Parts of the benchmark on the simulated marketplace: the true test, flipped labels, the detector, the ceiling."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from benchmarks.category_simulated_ceiling import ceiling
from benchmarks.category_simulated_noise import detector
from benchmarks.category_simulated_report import verdicts
from benchmarks.category_simulated_truth import flipped, with_flipped_labels, with_true_test, without_wrong_labels
from features.product_classification import FeaturesParameters, build
from sources.simulator.product_classification import write


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Examples and the tables that they were made from."""
    folder = tmp_path_factory.mktemp("world")
    write(folder / "tables", seed=3, scale=0.3, messy=False)
    build(folder / "tables", folder / "examples", FeaturesParameters())
    return folder / "examples", folder / "tables"


@pytest.fixture(scope="module")
def true(world: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_true_test(*world, tmp_path_factory.mktemp("true") / "examples")


def labels_of(examples: Path, split: str) -> pd.DataFrame:
    labels = pd.read_parquet(examples / "labels.parquet")
    return labels[labels["split"] == split].sort_values(["example_id", "leaf_id"], ignore_index=True)


def test_the_test_carries_the_truth_and_training_what_people_said(world: tuple[Path, Path], true: Path) -> None:
    for split in ("train", "valid"):
        pd.testing.assert_frame_equal(labels_of(true, split), labels_of(world[0], split))
    truth = pd.read_parquet(world[1] / "truth" / "leaves_truth.parquet")
    ours = labels_of(true, "test")
    expected = truth[truth.listing_id.isin(ours.example_id)].sort_values(["listing_id", "leaf_id"])
    assert list(ours.leaf_id) == list(expected.leaf_id)
    given = labels_of(world[0], "test")
    assert set(given.example_id) == set(ours.example_id)
    pairs = pd.MultiIndex.from_frame(given[["example_id", "leaf_id"]])
    wrong = ~pairs.isin(pd.MultiIndex.from_frame(ours[["example_id", "leaf_id"]]))
    assert 0.02 < wrong.mean() < 0.09
    test = pd.read_parquet(true / "test.parquet").set_index("example_id")
    rows = labels_of(true, "train").leaf_id.value_counts()
    for example, leaves in ours.groupby("example_id").leaf_id:
        counts = [int(rows.get(leaf, 0)) for leaf in leaves]
        assert test.scarce_leaf[example] == (max(counts) < 10)
        assert test.new_leaf[example] == (max(counts) == 0)
        assert test.several_leaves[example] == (len(counts) > 1)


def test_flips_hit_their_share_of_training_listings_and_grow(true: Path, tmp_path: Path) -> None:
    train = labels_of(true, "train")
    pairs = pd.MultiIndex.from_frame(train[["example_id", "leaf_id"]])

    def changed(share: float) -> pd.DataFrame:
        rows = flipped(train, share, seed=1)
        assert list(rows.example_id) == list(train.example_id)
        assert not rows.duplicated(["example_id", "leaf_id"]).any()
        return rows[~pd.MultiIndex.from_frame(rows[["example_id", "leaf_id"]]).isin(pairs)]

    assert changed(0.0).empty
    few, many = changed(0.1), changed(0.3)
    examples = train.example_id.nunique()
    assert len(few) / examples == pytest.approx(0.1, abs=0.015)
    assert len(many) / examples == pytest.approx(0.3, abs=0.02)
    assert set(few.example_id + few.leaf_id) <= set(many.example_id + many.leaf_id)
    assert many.example_id.is_unique
    parent = pd.read_parquet(true / "taxonomy.parquet").set_index("node_id").parent_id
    before = train.drop_duplicates("example_id").set_index("example_id").leaf_id.reindex(many.example_id)
    assert (parent[many.leaf_id].to_numpy() == parent[before].to_numpy()).mean() > 0.4
    out = with_flipped_labels(true, tmp_path / "flipped", 0.3, 1)
    for split in ("valid", "test"):
        pd.testing.assert_frame_equal(labels_of(out, split), labels_of(true, split))
    assert len(labels_of(out, "train")) == len(train)


def test_a_perfect_detector_leaves_what_is_right_and_no_more(
    world: tuple[Path, Path], true: Path, tmp_path: Path
) -> None:
    worse = with_flipped_labels(true, tmp_path / "flipped", 0.3, 1)
    here = without_wrong_labels(worse, world[1], tmp_path / "right")
    truth = pd.read_parquet(world[1] / "truth" / "leaves_truth.parquet")
    right = set(truth.listing_id + " " + truth.leaf_id)
    given, kept = (labels_of(folder, "train") for folder in (worse, here))
    pairs = given.example_id + " " + given.leaf_id
    assert set(kept.example_id + " " + kept.leaf_id) == set(pairs) & right
    assert len(kept) / len(given) == pytest.approx(0.69, abs=0.03)
    assert set(pd.read_parquet(here / "train.parquet").example_id) == set(kept.example_id)
    for split in ("valid", "test"):
        pd.testing.assert_frame_equal(labels_of(here, split), labels_of(true, split))


def test_the_detector_is_held_against_what_is_wrong(tmp_path: Path) -> None:
    right = pd.DataFrame({"listing_id": ["a", "b", "b", "c", "d"], "leaf_id": ["1", "1", "2", "3", "1"]})
    given = pd.DataFrame({"example_id": ["a", "b", "b", "c", "d"], "leaf_id": ["9", "1", "2", "2", "1"]})
    suspects = pd.DataFrame(
        {
            "listing_id": ["a", "b", "c", "d"],
            "given_leaf": ["9", "2", "2", "1"],
            "suggested_leaf": ["1", "3", "8", "5"],
            "action": ["set_aside", "set_aside", "down_weighted", "reported"],
        }
    )
    suspects.to_parquet(tmp_path / "suspect_labels.parquet")
    found = detector(tmp_path, given, right)
    assert (found["labels"], found["wrong"]) == (5, 2)
    assert found["set_aside"] == {"found": 2, "precision": 0.5, "recall": 0.5}
    assert found["distrusted"] == {"found": 3, "precision": 2 / 3, "recall": 1.0}
    assert found["reported"] == {"found": 4, "precision": 0.5, "recall": 1.0}
    assert found["suggestion_right"] == 0.5  # of a and c, which are wrong, a's alone is right


def test_the_ceiling_is_what_texts_and_memory_give(world: tuple[Path, Path], true: Path) -> None:
    found = ceiling(true, world[1])
    ways = found["ways"]
    assert ways["leaf told"]["right"] == ways["product known"]["right"] == 1.0
    assert 0 < ways["kind told"]["right"] < 0.9
    assert ways["nothing told"]["right"] < 0.5
    listings = sum(way["listings"] for way in ways.values())
    assert listings == len(pd.read_parquet(true / "test.parquet"))
    hits = sum(way["listings"] * way["right"] for way in ways.values())
    assert found["top1"] == pytest.approx(hits / listings)
    assert found["answerable"] == pytest.approx(1 - ways["nothing told"]["listings"] / listings)


@pytest.mark.parametrize(("value", "said"), [(0.0099, "met"), (0.0101, "MISSED")])
def test_verdicts_say_what_is_missed(value: float, said: str) -> None:
    one = {"value": value, "low": value, "high": value, "n": 10}
    found = {
        "world": {},
        "measures": {
            "accessory_confusion": one,
            "answer_precision": {"value": 0.96},
            "answer_coverage": {"value": 0.84},
        },
        "ceiling": {"confused": 0.001},
        "flips": {
            "0": {"on": {"top1": 0.8, "macro_f1": 0.7, "weighted_f1": 0.8}},
            "0.3": {way: {"top1": 0.79, "macro_f1": 0.67, "weighted_f1": 0.79} for way in ("on", "off", "perfect")},
        },
    }
    lines = verdicts(found)
    assert said in lines[1]
    assert "MISSED" in lines[2]  # 84 % covered
    assert ["met" in line for line in lines[3:]] == [True, False, True]
