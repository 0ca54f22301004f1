"""A listing is never scored by a model that saw it, and what was found of noise is what training goes by."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp
from category_shop import listings, write

from models.product_classification import examples
from models.product_classification.examples import Examples
from models.product_classification.field_dropout import Augmented
from models.product_classification.fitting import fit
from models.product_classification.linear_settings import LinearSettings
from models.product_classification.out_of_fold import best_leaves, fit_linear, scored_train
from models.product_classification.parameters import ClassificationParameters
from models.steps import Steps

ROWS, LEAVES = 30, 3
CHOSEN = ClassificationParameters(threads=1)


def silent(*_told: object) -> None:
    pass


def leaves_of(rows: np.ndarray) -> sp.csr_array:
    ones = np.ones(len(rows), dtype=np.float32)
    return sp.csr_array((ones, (np.arange(len(rows)), rows)), shape=(len(rows), LEAVES))


def strangers() -> tuple[Augmented, np.ndarray]:
    """Each listing is a word of its own; a copy of each says the same. The leaf of each."""
    alone = sp.csr_array(sp.eye_array(ROWS, format="csr", dtype=np.float32))
    origin = np.tile(np.arange(ROWS), 2)
    original = np.arange(2 * ROWS) < ROWS
    both = sp.csr_array(sp.vstack([alone, alone], format="csr"))
    return Augmented(both, origin, np.where(original, 1.0, 0.5), original), np.arange(ROWS) % LEAVES


def test_a_word_that_no_other_listing_has_tells_nothing_out_of_fold() -> None:
    learnt, leaf = strangers()
    folds = np.arange(ROWS) // (ROWS // 3)
    found = best_leaves(learnt, leaves_of(leaf), folds, CHOSEN, silent)
    for fold in range(3):
        held = np.flatnonzero(folds == fold)
        assert (found.leaves[held] == found.leaves[held[0]]).all()
        np.testing.assert_array_equal(found.scores[held], np.tile(found.scores[held[0]], (len(held), 1)))
    whole = fit_linear(learnt, leaves_of(leaf), np.ones(ROWS), CHOSEN, silent)
    best = whole.top(learnt.matrix[:ROWS], 1)
    np.testing.assert_array_equal(best.leaves[:, 0], leaf)  # a model that saw them knows each by its word


def test_a_leaf_of_one_fold_is_not_found_there_and_of_one_fold_nothing_is() -> None:
    learnt, leaf = strangers()
    folds = np.where(leaf == 0, 0, 1 + np.arange(ROWS) % 2)
    found = best_leaves(learnt, leaves_of(leaf), folds, CHOSEN, silent)
    assert not (found.leaves[leaf == 0] == 0).any()
    alone = best_leaves(learnt, leaves_of(leaf), np.zeros(ROWS, dtype=np.int64), CHOSEN, silent)
    assert (alone.leaves == -1).all()


def test_a_copy_speaks_for_its_own_leaf_and_against_no_other() -> None:
    """Copies of leaf 0 look just like listings of leaf 1; the leaf must not lose by them."""
    matrix = np.repeat(np.eye(3, dtype=np.float32), 10, axis=0)
    leaf, copies = np.repeat(np.arange(3), 10), np.tile(np.eye(3, dtype=np.float32)[1], (10, 1))
    both = sp.csr_array(np.concatenate([matrix, copies]))
    original = np.arange(40) < 30
    learnt = Augmented(both, np.concatenate([np.arange(30), np.arange(10)]), np.ones(40), original)

    def margin(told: Augmented) -> float:
        model = fit_linear(told, leaves_of(leaf), np.ones(30), CHOSEN, silent)
        return float(model.margins(sp.csr_array(matrix[10:11]), np.array([[1]]))[0, 0])

    without = margin(Augmented(sp.csr_array(matrix), np.arange(30), np.ones(30), np.ones(30, dtype=bool)))
    assert margin(learnt) == pytest.approx(without, abs=0.01)
    assert margin(replace(learnt, against=np.ones(40, dtype=bool))) < without - 0.2


@pytest.fixture(scope="module")
def noisy(tmp_path_factory: pytest.TempPathFactory) -> Examples:
    """Every tenth training listing lies in another leaf."""
    frame, labels = listings(30, 0, "t")
    labels.loc[::10, "leaf_id"] = np.roll(labels["leaf_id"].to_numpy()[::10], 9)
    return examples.read(write(tmp_path_factory.mktemp("noisy"), (frame, labels), listings(10, 1, "v")))


def test_training_goes_by_the_labels_and_weights_of_the_noise_pass_and_by_copies(noisy: Examples) -> None:
    fitted, scored = fit(noisy, CHOSEN, Steps(silent)), scored_train(noisy, CHOSEN, Steps(silent))
    suspects = fitted.suspects
    assert (suspects.weight < 1).sum() > 10
    assert scored.learnt.matrix.shape[0] > 2 * len(noisy.train)
    bare = replace(CHOSEN, linear=LinearSettings(blanked_share=0.0))
    assert scored_train(noisy, bare, Steps(silent)).learnt.matrix.shape[0] == len(noisy.train)
    every = np.tile(np.arange(noisy.train.truth.shape[1]), (len(noisy.train), 1))

    def margins(labels: sp.csr_array, weights: np.ndarray) -> np.ndarray:
        model = fit_linear(scored.learnt, labels, weights.astype(np.float64), CHOSEN, silent)
        return model.margins(scored.matrix, every)

    ours = fitted.scorer.stages.linear.margins(scored.matrix, every)
    np.testing.assert_array_equal(ours, margins(suspects.labels, suspects.weight))
    assert np.abs(ours - margins(noisy.train.truth, np.ones(len(noisy.train)))).max() > 0.1


def test_probabilities_are_those_of_valid(noisy: Examples) -> None:
    """Valid whose labels were shuffled says that answers are worth little, however well train is known."""
    order = np.random.default_rng(0).permutation(len(noisy.valid))
    shuffled = replace(noisy, valid=replace(noisy.valid, truth=noisy.valid.truth[order]))
    sure = [
        fit(data, CHOSEN, Steps(silent)).scorer.answers(data.valid.listings, 1, 1).probability[:, 0].mean()
        for data in (noisy, shuffled)
    ]
    assert sure[0] > 0.8
    assert sure[1] < 0.4
