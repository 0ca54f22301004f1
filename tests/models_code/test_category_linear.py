"""The linear model of each leaf: what it finds, and what it does where a leaf has hardly a row."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
import scipy.sparse as sp

from models.product_classification.encoder import Encoder
from models.product_classification.encoder_settings import EncoderSettings
from models.product_classification.linear import LinearLeaves
from models.product_classification.linear_settings import LinearSettings
from models.product_classification.listing_text import prepare

LEAVES, ROWS = 30, 600
SETTINGS = LinearSettings(hard_negatives=5, sampled_negatives=100)


def titles(leaf: npt.NDArray[np.int64], seed: int) -> list[str]:
    """Two words that name the leaf, one of them shared by three leaves, among words that say nothing."""
    random = np.random.default_rng(seed)
    noise = random.integers(0, 200, (len(leaf), 3))
    return [
        f"family{one // 3} kind{one} " + " ".join(f"w{word}" for word in words)
        for one, words in zip(leaf, noise, strict=True)
    ]


def one_each(leaf: npt.NDArray[np.int64], leaves: int = LEAVES) -> sp.csr_array:
    return sp.csr_array((np.ones(len(leaf), np.float32), (np.arange(len(leaf)), leaf)), shape=(len(leaf), leaves))


@pytest.fixture(scope="module")
def leaf() -> npt.NDArray[np.int64]:
    return np.arange(ROWS, dtype=np.int64) % LEAVES


@pytest.fixture(scope="module")
def encoder(leaf: npt.NDArray[np.int64]) -> Encoder:
    return Encoder.fit(prepare(pd.DataFrame({"title": titles(leaf, 0)})), EncoderSettings(bits=16))


@pytest.fixture(scope="module")
def matrix(encoder: Encoder, leaf: npt.NDArray[np.int64]) -> sp.csr_array:
    return encoder.transform(prepare(pd.DataFrame({"title": titles(leaf, 0)})))


@pytest.fixture(scope="module")
def unseen(encoder: Encoder, leaf: npt.NDArray[np.int64]) -> sp.csr_array:
    return encoder.transform(prepare(pd.DataFrame({"title": titles(leaf, 1)})))


def fitted(matrix: sp.csr_array, labels: sp.csr_array, threads: int = 1) -> LinearLeaves:
    return LinearLeaves.fit(matrix, labels, np.ones(matrix.shape[0]), SETTINGS, threads)


def test_unseen_listings_find_their_leaf(
    matrix: sp.csr_array, unseen: sp.csr_array, leaf: npt.NDArray[np.int64]
) -> None:
    best = fitted(matrix, one_each(leaf)).top(unseen, 3)
    assert (best.leaves[:, 0] == leaf).mean() > 0.99
    assert (np.diff(best.scores, axis=1) <= 0).all()


def test_margins_are_those_that_the_best_were_chosen_by(matrix: sp.csr_array, leaf: npt.NDArray[np.int64]) -> None:
    model = fitted(matrix, one_each(leaf))
    best = model.top(matrix, 4)
    np.testing.assert_allclose(model.margins(matrix, best.leaves), best.scores, atol=1e-5)
    assert (model.margins(matrix[:2], np.array([[-1], [-1]])) == -np.inf).all()


def test_threads_and_batches_change_nothing_and_files_have_the_same_bytes(
    matrix: sp.csr_array, leaf: npt.NDArray[np.int64], tmp_path: Path
) -> None:
    one, two = fitted(matrix, one_each(leaf)), fitted(matrix, one_each(leaf), threads=2)
    one.save(tmp_path / "one")
    two.save(tmp_path / "two")
    assert (tmp_path / "one" / "linear.npz").read_bytes() == (tmp_path / "two" / "linear.npz").read_bytes()
    loaded = LinearLeaves.load(tmp_path / "one")
    every = one.top(matrix, 4, threads=2)
    part = loaded.top(matrix[7:9], 4)
    np.testing.assert_array_equal(every.leaves[7:9], part.leaves)
    np.testing.assert_allclose(every.scores[7:9], part.scores, atol=1e-5)


def test_a_row_of_several_leaves_speaks_against_none_of_them(matrix: sp.csr_array, leaf: npt.NDArray[np.int64]) -> None:
    other = (leaf + 15) % LEAVES
    both = sp.csr_array(one_each(leaf) + one_each(other))
    best = fitted(matrix, both).top(matrix, 2).leaves
    assert (np.sort(best, axis=1) == np.sort(np.column_stack([leaf, other]), axis=1)).all()


def test_rows_of_weight_nought_might_as_well_not_be_there(matrix: sp.csr_array, leaf: npt.NDArray[np.int64]) -> None:
    wrong = leaf.copy()
    wrong[::4] = (wrong[::4] + 7) % LEAVES
    weights = np.where(np.arange(ROWS) % 4 == 0, 0.0, 1.0)
    without = LinearLeaves.fit(matrix, one_each(wrong), weights, SETTINGS)
    kept = np.flatnonzero(weights)
    alone = LinearLeaves.fit(matrix[kept], one_each(leaf[kept]), np.ones(len(kept)), SETTINGS)
    np.testing.assert_array_equal(without.weights.toarray(), alone.weights.toarray())


def test_light_rows_count_less(matrix: sp.csr_array, leaf: npt.NDArray[np.int64]) -> None:
    contested = np.where(np.arange(ROWS) % 2 == 0, leaf, (leaf + 1) % LEAVES)
    twice = sp.csr_array(sp.vstack([matrix, matrix]))
    labels = one_each(np.concatenate([leaf, contested]))
    light = np.where(np.arange(2 * ROWS) < ROWS, 1.0, 0.05)
    best = LinearLeaves.fit(twice, labels, light, SETTINGS).top(matrix, 1).leaves[:, 0]
    other = LinearLeaves.fit(twice, labels, light[::-1].copy(), SETTINGS).top(matrix, 1).leaves[:, 0]
    assert (best == leaf).mean() > 0.99
    assert (other == contested).mean() > 0.9


def test_a_leaf_without_a_row_is_never_proposed(matrix: sp.csr_array, leaf: npt.NDArray[np.int64]) -> None:
    model = fitted(matrix, one_each(leaf, LEAVES + 2))
    best = model.top(matrix, LEAVES + 2)
    assert best.leaves.max() == LEAVES - 1
    assert (best.scores[:, LEAVES:] == -np.inf).all()
    assert model.known().tolist() == [True] * LEAVES + [False] * 2
    assert (model.margins(matrix[:1], np.array([[LEAVES]])) == -np.inf).all()


def test_one_listing_a_leaf_is_enough_to_be_found(encoder: Encoder, unseen: sp.csr_array) -> None:
    leaf = np.arange(LEAVES, dtype=np.int64)
    matrix = encoder.transform(prepare(pd.DataFrame({"title": titles(leaf, 0)})))
    best = fitted(matrix, one_each(leaf)).top(unseen[:LEAVES], 1).leaves[:, 0]
    assert (best == leaf).mean() > 0.9


def test_the_only_leaf_is_always_the_best(matrix: sp.csr_array) -> None:
    model = fitted(matrix, one_each(np.zeros(ROWS, np.int64), 1))
    assert (model.top(matrix, 5).leaves == 0).all()
    nothing = sp.csr_array((2, matrix.shape[1]), dtype=np.float32)
    assert (model.top(nothing, 1).leaves == 0).all()


def test_small_weights_are_dropped(matrix: sp.csr_array, leaf: npt.NDArray[np.int64]) -> None:
    labels, weights = one_each(leaf), np.ones(ROWS)
    full = LinearLeaves.fit(matrix, labels, weights, replace(SETTINGS, least_weight=0.0))
    sparse = LinearLeaves.fit(matrix, labels, weights, replace(SETTINGS, least_weight=0.2))
    assert sparse.weights.nnz < 0.3 * full.weights.nnz
    assert (sparse.top(matrix, 1).leaves[:, 0] == leaf).mean() > 0.99


def test_rows_that_may_not_speak_against_a_leaf_speak_for_theirs(
    matrix: sp.csr_array, leaf: npt.NDArray[np.int64]
) -> None:
    vague = sp.csr_array(np.eye(1, matrix.shape[1], dtype=np.float32).repeat(60, axis=0))
    both = sp.csr_array(sp.vstack([matrix, vague]))
    labels = one_each(np.concatenate([leaf, np.zeros(60, np.int64)]))
    against = np.arange(both.shape[0]) < ROWS
    kept = LinearLeaves.fit(both, labels, np.ones(both.shape[0]), SETTINGS, against=against)
    every = LinearLeaves.fit(both, labels, np.ones(both.shape[0]), SETTINGS)
    others = np.arange(1, LEAVES)[None, :]
    assert kept.margins(vague[:1], others).mean() > every.margins(vague[:1], others).mean()
    assert kept.top(vague[:1], 1).leaves.tolist() == [[0]]
