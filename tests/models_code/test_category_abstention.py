"""Where no leaf is sure the deepest sure node is the answer, and answers are right as often as stated."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp
from category_noisy_worlds import LEAVES, World, best, one_each, several, tree_of, world

from models.product_classification.abstention import Abstention, Sure
from models.product_classification.calibration import Calibration
from models.product_classification.candidates import Candidates
from models.product_classification.decision_settings import DecisionSettings
from models.product_classification.decisions import Decisions
from models.product_classification.node_chances import inner_chances
from models.product_classification.tree import Tree
from models.product_classification.truth import among
from models.proportion import lower_bound

STATED, CONFIDENCE = 0.95, 0.95


def deep_tree() -> Tree:
    """Leaves of unlike depth: a right under the root, b and c under x, d and e under y under x, f under z."""
    rows = [("r", None), ("a", "r"), ("x", "r"), ("b", "x"), ("c", "x"), ("y", "x"), ("d", "y"), ("e", "y")]
    rows += [("z", "r"), ("f", "z")]
    return Tree.of(
        pd.DataFrame([(node, above, node) for node, above in rows], columns=["node_id", "parent_id", "name"])
    )


def asked(chances: dict[str, float], tree: Tree) -> Candidates:
    order = sorted(chances, key=lambda leaf: -chances[leaf])
    numbers = tree.leaf_numbers(pd.Series(order, dtype="str"))
    return Candidates(numbers[None, :], np.array([[chances[leaf] for leaf in order]], dtype=np.float32))


def fixed(leaf: float, node: float) -> Abstention:
    return Abstention(Sure(leaf, True, None, 0.0), Sure(node, True, None, 0.0))


@pytest.mark.parametrize(
    ("chances", "answer", "probability"),
    [
        ({"a": 0.97, "b": 0.01}, "a", 0.97),
        ({"d": 0.5, "e": 0.42, "b": 0.05}, "y", 0.92),
        ({"d": 0.5, "b": 0.3, "c": 0.15}, "x", 0.95),
        ({"d": 0.5, "a": 0.45}, "r", 1.0),
        ({"f": 0.92, "a": 0.02}, "z", 0.92),
        ({"b": 0.5}, "r", 1.0),  # what the candidates leave over helps no node
    ],
)
def test_the_answer_is_the_deepest_that_is_sure(chances: dict[str, float], answer: str, probability: float) -> None:
    tree = deep_tree()
    found = fixed(0.95, 0.9).answer(asked(chances, tree), asked(chances, tree), tree)
    assert tree.ids[found.nodes[0]] == answer
    assert found.chances[0] == pytest.approx(probability, abs=1e-6)
    assert found.sure[0] == (answer == "a")


def test_of_two_sure_nodes_of_one_depth_the_more_probable() -> None:
    tree = deep_tree()
    several_leaves, shares = asked({"f": 0.9, "b": 0.5, "c": 0.3}, tree), asked({"f": 0.5, "b": 0.35, "c": 0.3}, tree)
    found = fixed(0.99, 0.6).answer(several_leaves, shares, tree)
    assert tree.ids[found.nodes[0]] == "z"


def calibrated(made: World) -> Candidates:
    return Calibration.fit(made.candidates, one_each(made.true, LEAVES), 10.0).apply(made.candidates)


def right(made: World, nodes: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
    return np.asarray((made.tree.ancestors[made.tree.leaves[made.true]] == nodes[:, None]).any(axis=1))


def test_fresh_answers_are_right_as_often_as_stated_and_cover_more_than_leaves_alone() -> None:
    learnt, fresh = (world(6_000, seed, sharpness=2.0, kinship=8.0) for seed in (0, 1))
    found = Abstention.fit(
        calibrated(learnt), calibrated(learnt), one_each(learnt.true, LEAVES), learnt.tree, STATED, CONFIDENCE
    )
    assert found.leaf.certified
    assert found.node.certified
    given = found.answer(calibrated(fresh), calibrated(fresh), fresh.tree)
    below = fresh.tree.depths[given.nodes] > 0
    assert right(fresh, given.nodes)[below].mean() > STATED - 0.01
    assert right(fresh, given.nodes)[given.sure].mean() > STATED - 0.015
    assert right(fresh, given.nodes)[below].mean() < STATED + 0.02  # nor is it shier than it has to be
    assert given.sure.mean() == pytest.approx(found.leaf.share, abs=0.03)
    assert below.mean() == pytest.approx(found.node.share, abs=0.03)
    assert below.mean() > given.sure.mean() + 0.05


def test_the_thresholds_are_the_lowest_that_reach_the_stated_precision() -> None:
    made = world(900, 2, sharpness=2.0, kinship=8.0)
    chances, truth = calibrated(made), one_each(made.true, LEAVES)
    found = Abstention.fit(chances, chances, truth, made.tree, STATED, CONFIDENCE)

    def reaches(node: float) -> bool:
        given = replace(found, node=replace(found.node, value=node)).answer(chances, chances, made.tree)
        below = made.tree.depths[given.nodes] > 0
        hits = int(right(made, given.nodes)[below].sum())
        return bool(lower_bound(hits, int(below.sum()), CONFIDENCE) >= STATED)

    grid = np.linspace(0.2, 0.99, 400)
    lowest = min(value for value in grid if reaches(value))
    assert found.node.value == pytest.approx(lowest, abs=0.004)
    first, hit = chances.scores[:, 0], chances.leaves[:, 0] == made.true
    good = [at for at in np.sort(first) if lower_bound(hit[first >= at].sum(), (first >= at).sum(), 0.95) >= STATED]
    assert found.leaf.value == pytest.approx(min(good), abs=0.01)


@pytest.mark.parametrize("rows", [0, 1, 20])
def test_with_too_few_rows_to_certify_the_probability_itself_has_to_be_the_stated_one(rows: int) -> None:
    made = world(max(rows, 1), 3)
    chances = calibrated(made).take(np.arange(rows))
    found = Abstention.fit(chances, chances, one_each(made.true[:rows], LEAVES), made.tree, STATED, CONFIDENCE)
    assert (found.leaf.certified, found.node.certified) == (False, False)
    assert (found.leaf.value, found.node.value) == (STATED, STATED)


def test_where_nothing_is_ever_right_nothing_is_sure() -> None:
    made = world(2_000, 4)
    wrong = (made.true + 100) % LEAVES
    found = Decisions.fit(made.candidates, one_each(wrong, LEAVES), made.tree, DecisionSettings())
    decided = found.decide(made.candidates, made.tree)
    assert not found.abstention.leaf.certified
    assert not decided.sure.any()
    assert not decided.assigned.any()
    assert (made.tree.depths[decided.nodes] == 0).mean() > 0.99


def test_an_answer_above_any_of_several_true_leaves_is_right() -> None:
    rng = np.random.default_rng(5)
    tree = tree_of(20, 5)
    scores = rng.normal(0, 1, (3_000, 100))
    pairs = rng.integers(0, 100, (3_000, 2))
    scores[np.arange(3_000)[:, None], pairs] += 6
    truth = several([sorted(set(pair.tolist())) for pair in pairs], 100)
    found = Decisions.fit(best(scores, 8), truth, tree, DecisionSettings())
    decided = found.decide(best(scores, 8), tree)
    assert decided.candidates.scores[:, 1].mean() > 0.8  # the second is as probable as the first
    assert decided.assigned.sum(axis=1).mean() == pytest.approx(truth.sum() / 3_000, abs=0.1)
    assert found.abstention.node.share > 0.95
    above = sp.csr_array(truth @ tree.membership)
    assert (np.asarray(above[np.arange(3_000), decided.nodes]).ravel() > 0).mean() > 0.95


def mostly_one(rows: int, seed: int) -> tuple[Candidates, sp.csr_array, Tree]:
    """Listings that a model doubts among leaves of one node, or anywhere; one in ten has two leaves."""
    made, other = world(rows, seed, sharpness=1.5, kinship=3.0), world(rows, seed + 100, sharpness=1.5, kinship=3.0)
    both = np.arange(rows) % 10 == 0
    scores = np.where(both[:, None], np.logaddexp(made.scores, other.scores), made.scores)
    pairs = zip(made.true.tolist(), other.true.tolist(), both, strict=True)
    return (
        best(scores, 10),
        several([sorted({one, two} if twice else {one}) for one, two, twice in pairs], LEAVES),
        made.tree,
    )


def test_nodes_above_leaves_that_are_judged_alone_are_right_as_often_as_said() -> None:
    (scores, truth, tree), (asked_of, true, _) = (mostly_one(8_000, seed) for seed in (7, 8))
    found = Decisions.fit(scores, truth, tree, DecisionSettings())
    alone = found.calibration.apply(asked_of)
    assert found.calibration.rivalry < 0.9
    assert (alone.scores.sum(axis=1) > 1.05).mean() > 0.05  # their sum says nothing of a node
    row, node, chance = inner_chances(alone, found.shares.apply(asked_of), tree)
    right = among(row, node, sp.csr_array(true @ tree.membership).tocsr())
    for low, high in ((0.3, 0.6), (0.6, 0.9), (0.9, 1.01)):
        part = (chance >= low) & (chance < high)
        assert part.sum() > 200
        assert chance[part].mean() < right[part].mean() + 0.03
    assert chance.max() < 1


def test_no_node_is_less_probable_than_a_leaf_below_it() -> None:
    scores, truth, tree = mostly_one(2_000, 9)
    found = Decisions.fit(scores, truth, tree, DecisionSettings())
    alone, shares = found.calibration.apply(scores), found.shares.apply(scores)
    row, node, chance = inner_chances(alone, shares, tree)
    below = tree.ancestors[tree.leaves[alone.leaves[:, 0]]][:, 1]
    table = sp.csr_array((chance, (row, node)), shape=(len(alone), len(tree)))
    assert (table[np.arange(len(alone)), below] >= alone.scores[:, 0] - 1e-6).all()


def test_where_each_listing_has_one_leaf_nodes_are_the_sums_of_their_leaves() -> None:
    made = world(500, 10)
    found = Decisions.fit(made.candidates, one_each(made.true, LEAVES), made.tree, DecisionSettings())
    assert found.shares == found.calibration
    chances = found.calibration.apply(made.candidates)
    row, node, chance = inner_chances(chances, chances, made.tree)
    leaves = sp.csr_array(
        (chances.scores.ravel().astype(float), (np.repeat(np.arange(500), 10), chances.leaves.ravel())), (500, LEAVES)
    )
    expected = (leaves @ made.tree.membership).toarray()[row, node]
    np.testing.assert_allclose(chance, expected, rtol=1e-6)
    assert len(chance) == ((leaves @ made.tree.membership).toarray()[:, made.tree.depths == 1] > 0).sum()


def test_saved_and_loaded_it_decides_the_same_alone_as_together(tmp_path: Path) -> None:
    made = world(500, 6, sharpness=1.5)
    for truth in (
        one_each(made.true, LEAVES),
        several([[int(one), (int(one) + 5) % LEAVES] for one in made.true], LEAVES),
    ):
        found = Decisions.fit(made.candidates, truth, made.tree, DecisionSettings())
        found.save(tmp_path)
        again = Decisions.load(tmp_path)
        assert again.facts == found.facts
        np.testing.assert_array_equal(again.thresholds.values, found.thresholds.values)
        decided = found.decide(made.candidates, made.tree)
        one = again.decide(made.candidates.take(np.array([3])), made.tree)
        assert one.nodes[0] == decided.nodes[3]
        assert one.node_chances[0] == decided.node_chances[3]
        np.testing.assert_array_equal(one.assigned[0], decided.assigned[3])
        assert (decided.rest >= 0).all()


def test_a_listing_without_candidates_and_a_tree_of_one_leaf_are_answered() -> None:
    tree = deep_tree()
    lost = Candidates(np.full((2, 3), -1), np.full((2, 3), -np.inf, dtype=np.float32))
    found = Decisions.fit(lost, several([[0], [1]], len(tree.leaves)), tree, DecisionSettings())
    decided = found.decide(lost, tree)
    assert (tree.depths[decided.nodes] == 0).all()
    assert (decided.rest == 1).all()
    assert not decided.sure.any()
    alone = Tree.of(pd.DataFrame({"node_id": ["only"], "parent_id": [None], "name": ["Only"]}))
    one = Candidates(np.zeros((80, 1), np.int64), np.full((80, 1), 3, dtype=np.float32))
    decided = Decisions.fit(one, one_each(np.zeros(80, np.int64), 1), alone, DecisionSettings()).decide(one, alone)
    assert decided.sure.all()
    assert (decided.nodes == 0).all()
