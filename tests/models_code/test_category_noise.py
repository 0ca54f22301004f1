"""Mistaken labels are found, right ones kept; scarce leaves, fuzzy siblings and rows of several leaves are spared."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from category_noisy_worlds import LEAVES, best, one_each, several, tree_of, world

from models.product_classification.candidates import Candidates
from models.product_classification.judged_labels import JudgedLabels
from models.product_classification.noise import Suspects, find_suspects
from models.product_classification.noise_actions import DOWN_WEIGHTED, KEPT, REPORTED, SET_ASIDE, Actions
from models.product_classification.noise_detector import Detector
from models.product_classification.noise_flips import found_flips
from models.product_classification.noise_report import COLUMNS, FILE, write_report
from models.product_classification.noise_settings import NoiseSettings

USUAL = NoiseSettings()
ROWS = 8_000


def found(labels: npt.NDArray[np.int64], seed: int, settings: NoiseSettings = USUAL) -> Suspects:
    made = world(ROWS, seed)
    return find_suspects(made.candidates, one_each(labels, made.leaves), made.tree, settings, seed)


@pytest.mark.parametrize("beside", [False, True])
@pytest.mark.parametrize("share", [0.1, 0.4])
def test_mistakes_are_found_and_their_share_is_told(share: float, beside: bool) -> None:
    made = world(ROWS, 1)
    labels = made.flipped(share, 2, beside)
    suspects, wrong = found(labels, 1), labels != made.true
    told = suspects.action != KEPT
    assert (told & wrong).sum() > (0.85 if beside else 0.9) * wrong.sum()
    assert (told & wrong).sum() > 0.88 * told.sum()
    assert suspects.facts["mistaken_share"] == pytest.approx(wrong.mean(), abs=0.05)
    kind = suspects.facts["mistaken_shares"]
    assert (kind["beside"] > 3 * kind["anywhere"]) == beside
    aside = suspects.action == SET_ASIDE
    assert (suspects.suggested[aside] == made.true[suspects.rows[aside]]).mean() > 0.9
    assert (suspects.weight[suspects.rows[aside]] == 0).all()
    assert suspects.weight[~wrong].sum() > 0.97 * (~wrong).sum()
    assert suspects.weight[wrong].sum() < 0.3 * wrong.sum()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_right_leaves_outside_the_candidates_do_not_explain_mistakes_away(seed: int) -> None:
    made = world(3_000, seed, skew=1.5)  # flips to small leaves look even, as leaves outside the candidates do
    unsure, labels = made.unsure(seed + 100), made.flipped(0.3, seed + 50)
    wrong = labels != made.true
    suspects = find_suspects(unsure, one_each(labels, made.leaves), made.tree, USUAL, seed)
    acted = np.isin(suspects.action, (DOWN_WEIGHTED, SET_ASIDE))
    assert suspects.facts["mistaken_share"] == pytest.approx(wrong.mean(), abs=0.06)
    assert (acted & wrong).sum() > 0.7 * wrong.sum()
    assert (acted & wrong).sum() > 0.85 * acted.sum()
    kept = np.bincount(labels, suspects.weight) / np.maximum(np.bincount(labels), 1)
    assert kept[np.unique(labels)].min() > 0.3
    clean = find_suspects(unsure, one_each(made.true, made.leaves), made.tree, USUAL, seed)
    assert (clean.action != KEPT).mean() < 0.02


def test_more_mistakes_than_expected_are_believed_as_far_as_chance_explains_them() -> None:
    made = world(3_000, 4, skew=1.5)
    unsure, labels = made.unsure(104), made.flipped(0.3, 54)
    wrong, given = labels != made.true, one_each(labels, made.leaves)
    acted = {}
    for scatter in (0.0, 0.5):
        suspects = find_suspects(unsure, given, made.tree, replace(USUAL, scatter=scatter), 4)
        acted[scatter] = np.isin(suspects.action[wrong], (DOWN_WEIGHTED, SET_ASIDE)).mean()
    assert acted[0.0] < 0.75
    assert acted[0.5] > 0.85


def test_of_clean_labels_hardly_any_is_touched_though_many_are_hard() -> None:
    made = world(ROWS, 3)
    assert (made.candidates.leaves[:, 0] != made.true).mean() > 0.08  # plain confident learning doubts these
    suspects = found(made.true, 3)
    assert suspects.facts["mistaken_share"] < 0.011
    assert (suspects.action != KEPT).mean() < 0.003
    assert suspects.weight.sum() > 0.999 * ROWS
    assert suspects.facts["found_flips"] > 0.6


def test_the_share_of_flips_that_would_be_found_is_the_share_that_is() -> None:
    made = world(ROWS, 4)
    labels = made.flipped(0.05, 5)
    suspects, wrong = found(labels, 4), labels != made.true
    acted = suspects.action >= DOWN_WEIGHTED
    assert suspects.facts["found_flips"] == pytest.approx((suspects.action[wrong] != KEPT).mean(), abs=0.03)
    assert suspects.facts["acted_flips"] == pytest.approx(acted[wrong].mean(), abs=0.03)
    labels = made.flipped(0.05, 6, beside=True)
    suspects, wrong = found(labels, 4), labels != made.true
    acted = suspects.action >= DOWN_WEIGHTED
    assert suspects.facts["found_sibling_flips"] == pytest.approx((suspects.action[wrong] != KEPT).mean(), abs=0.06)
    assert suspects.facts["acted_sibling_flips"] == pytest.approx(acted[wrong].mean(), abs=0.06)


def test_a_flip_counts_by_how_probable_it_is_that_the_label_was_right() -> None:
    made = world(ROWS, 21)
    labels = JudgedLabels.of(made.candidates, one_each(made.true, made.leaves))
    detector = Detector.fit(labels, made.tree, USUAL, np.random.default_rng(0))
    mistaken, _, claimed = detector.judge(labels)
    actions = Actions.of(labels.leaves, mistaken, claimed, made.tree, USUAL)
    hard = (labels.leading != labels.leaves).astype(np.float64)
    every, easy, none = (
        found_flips(labels, wrong, detector, actions, np.random.default_rng(1))
        for wrong in (np.zeros(ROWS), hard, np.ones(ROWS))
    )
    assert (none["found_flips"], none["acted_sibling_flips"]) == (None, None)
    fewer = replace(actions, settings=replace(USUAL, flips=50))
    drawn = found_flips(labels, np.zeros(ROWS), detector, fewer, np.random.default_rng(1))
    assert (every["flips"], drawn["flips"]) == (ROWS, 50)
    for name in ("found_flips", "found_sibling_flips", "acted_flips", "acted_sibling_flips"):
        assert every[name] < easy[name] - 0.01
    careful = replace(actions, settings=replace(USUAL, most_lost=0.0))
    kept = found_flips(labels, np.zeros(ROWS), detector, careful, np.random.default_rng(1))
    assert (kept["found_flips"], kept["acted_flips"]) == (every["found_flips"], 0.0)


def test_a_leaf_of_two_rows_that_was_never_learnt_is_reported_but_kept() -> None:
    made = world(ROWS, 7)
    labels = made.flipped(0.1, 8)
    scores = np.hstack([made.scores, np.full((ROWS, 1), -9.0)])  # the model knows nothing of leaf 200
    labels[:2] = LEAVES
    tree = tree_of(41, 5)
    suspects = find_suspects(best(scores, 10), one_each(labels, 205), tree, USUAL, 0)
    assert (suspects.mistaken[:2] > 0.5).any()
    assert not np.isin(suspects.action[:2], (SET_ASIDE, DOWN_WEIGHTED)).any()
    assert (suspects.weight[:2] == 1).all()
    assert REPORTED in suspects.action[:2]


def test_no_leaf_loses_more_than_its_share() -> None:
    made = world(ROWS, 9)
    labels = made.true.copy()
    filed = np.flatnonzero(np.isin(made.true, (10, 11, 12)))  # under leaf 0, which is thereby nearly all wrong
    labels[filed] = 0
    suspects = found(labels, 9, replace(USUAL, most_lost=0.3))
    under = labels == 0
    assert (suspects.mistaken[under] > 0.5).mean() > 0.6
    assert suspects.weight[under].sum() >= 0.69 * under.sum()


def test_siblings_that_people_mix_up_lose_weight_but_are_not_set_aside() -> None:
    made = world(ROWS, 10)
    rng = np.random.default_rng(11)
    labels = made.flipped(0.1, 12)
    pair = np.isin(labels, (20, 21))
    labels[pair] = np.where(rng.random(int(pair.sum())) < 0.25, 41 - labels[pair], labels[pair])
    bold = replace(USUAL, leaf_labels=1.0)
    suspects, strict = found(labels, 10, bold), found(labels, 10, replace(bold, fuzzy=1.0))
    confused = pair & np.isin(suspects.suggested, (20, 21))
    assert (strict.action[confused] == SET_ASIDE).sum() > 10
    assert (suspects.action[confused] == SET_ASIDE).sum() == 0
    assert (suspects.weight[confused] >= 0.5).all()
    assert (suspects.action == SET_ASIDE).sum() > 0.5 * (labels != made.true).sum()


def test_of_several_labels_the_wrong_one_goes_and_the_others_stay() -> None:
    made = world(ROWS, 13)
    scores = made.scores.copy()
    second = (made.true + 50) % LEAVES
    both = np.arange(ROWS) < 3_000
    scores[both, second[both]] = scores[both, made.true[both]] = scores[both].max(axis=1) + 3
    wrong = np.arange(ROWS) < 600
    labels = [[int(one)] for one in made.true]
    for row in range(3_000):
        labels[row].append(int((made.true[row] + 100) % LEAVES if wrong[row] else second[row]))
    suspects = find_suspects(best(scores, 10), several(labels, LEAVES), made.tree, USUAL, 0)
    of_wrong = (suspects.rows < 600) & (suspects.leaves == (made.true[suspects.rows] + 100) % LEAVES)
    others = (suspects.rows < 3_000) & ~of_wrong
    assert (suspects.action[of_wrong] != KEPT).mean() > 0.95
    assert (suspects.action[others] == KEPT).mean() > 0.99
    aside = suspects.rows[of_wrong & (suspects.action == SET_ASIDE)]
    assert len(aside) > 300
    assert (suspects.labels[aside].sum(axis=1) == 1).all()
    assert (suspects.weight[aside] == 1).all()
    assert np.asarray(suspects.labels[aside, made.true[aside]] == 1).all()


def test_what_it_cannot_judge_it_keeps() -> None:
    tree, nothing = tree_of(1, 1), NoiseSettings(enabled=False)
    one = find_suspects(
        Candidates(np.zeros((3, 1), np.int64), np.ones((3, 1), np.float32)),
        one_each(np.zeros(3, np.int64), 1),
        tree,
        USUAL,
        0,
    )
    assert (one.weight == 1).all()
    assert one.facts["found_flips"] is None
    lost = Candidates(np.full((4, 2), -1), np.full((4, 2), -np.inf, dtype=np.float32))
    assert (find_suspects(lost, one_each(np.arange(4) % 2, 10), tree_of(2, 5), USUAL, 0).weight == 1).all()
    none = find_suspects(lost.take(np.zeros(0, np.int64)), several([], 10), tree_of(2, 5), USUAL, 0)
    assert (len(none.weight), none.facts["labels"]) == (0, 0)
    unlabelled = find_suspects(lost, several([[], [1], [], [2]], 10), tree_of(2, 5), USUAL, 0)
    assert (unlabelled.weight == 1).all()
    made = world(500, 14)
    off = find_suspects(made.candidates, one_each(made.flipped(0.4, 1), LEAVES), made.tree, nothing, 0)
    assert (off.weight == 1).all()
    assert off.facts["set_aside"] == 0


def test_the_same_seed_finds_the_same() -> None:
    made = world(ROWS, 15)
    labels = made.flipped(0.2, 16)
    settings = replace(USUAL, fit_labels=2_000, flips=500)
    first, again = found(labels, 15, settings), found(labels, 15, settings)
    np.testing.assert_array_equal(first.weight, again.weight)
    assert first.facts == again.facts


def test_people_get_a_file_with_the_worst_first_and_why(tmp_path: Path) -> None:
    made = world(ROWS, 17)
    labels = made.flipped(0.2, 18)
    suspects = found(labels, 17)
    ids = pd.Series([f"L{row}" for row in range(ROWS)], dtype="str")
    rows = write_report(suspects, ids, made.tree, tmp_path)
    report = pd.read_parquet(tmp_path / FILE)
    assert list(report.columns) == list(COLUMNS)
    assert rows == len(report) == (suspects.action != KEPT).sum()
    aside = report["action"] == "set_aside"
    assert set(report["action"]) <= {"set_aside", "down_weighted", "reported"}
    assert report["mistaken"][aside].is_monotonic_decreasing
    assert aside.to_numpy()[: aside.sum()].all()
    first = report.iloc[0]
    row = int(first["listing_id"][1:])
    assert labels[row] != made.true[row]
    assert first["given_leaf"] == made.tree.ids[made.tree.leaves[labels[row]]]
    assert first["suggested_path"] == made.tree.paths[made.tree.leaves[made.true[row]]]
    assert f"{first['suggested_probability']:.2g}" in first["why"]
    alone = report[report["suggested_leaf"].isna()]
    assert len(alone)
    assert alone["suggested_probability"].isna().all()
    assert alone["why"].str.contains("no other leaf|too few").all()
    assert write_report(found(world(ROWS, 17).true, 17, NoiseSettings(enabled=False)), ids, made.tree, tmp_path) == 0
    assert list(pd.read_parquet(tmp_path / FILE).columns) == list(COLUMNS)
