"""Rows of neighbours."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp

from models.recommendation.neighbours import Neighbours, product_top


def dense(seed: int, size: int = 12) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.where(rng.random((size, size)) < 0.5, rng.normal(size=(size, size)), 0.0).astype(np.float32)


def test_only_the_largest_above_zero_are_kept_and_none_leads_to_itself() -> None:
    matrix = dense(0)
    found = Neighbours.of(sp.csr_array(matrix), 3).matrix().toarray()
    wanted = matrix.copy()
    np.fill_diagonal(wanted, 0.0)
    for row in wanted:
        row[row < np.sort(row)[-3]] = 0.0
    np.testing.assert_array_equal(found, np.maximum(wanted, 0.0))


def test_of_equal_weights_those_of_lower_positions_are_kept() -> None:
    found = Neighbours.of(sp.csr_array(np.ones((4, 4), dtype=np.float32)), 2)
    assert found.product.reshape(4, 2).tolist() == [[1, 2], [0, 2], [0, 1], [0, 1]]


def test_a_history_says_what_its_rows_say() -> None:
    found = Neighbours.of(sp.csr_array(dense(1)), 6)
    history, weights = np.array([3, 7, 3]), np.array([1.0, 0.5, 0.25], dtype=np.float32)
    product, score, event = found.entries(history, weights)
    told = np.zeros((3, found.matrix().shape[1]))
    told[event, product] = score
    np.testing.assert_allclose(told, found.matrix().toarray()[history] * weights[:, None], rtol=1e-6)


def test_an_empty_history_says_nothing() -> None:
    told = Neighbours.none(5).entries(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32))
    assert [len(one) for one in told] == [0, 0, 0]


def test_scaled_rows_have_one_as_their_usual_largest() -> None:
    found = Neighbours.of(sp.csr_array(np.array([[0, 4, 2], [2, 0, 1], [0, 0, 0]], dtype=np.float32)), 2).scaled()
    assert found.weight.tolist() == pytest.approx([4 / 3, 2 / 3, 2 / 3, 1 / 3])
    assert len(Neighbours.none(3).scaled().weight) == 0


def test_arrays_are_read_back() -> None:
    found = Neighbours.of(sp.csr_array(dense(2)), 4)
    again = Neighbours.read(found.arrays("x"), "x")
    np.testing.assert_array_equal(again.matrix().toarray(), found.matrix().toarray())


def test_the_best_of_a_product_are_those_of_the_product() -> None:
    left, right = np.abs(dense(3)), np.abs(dense(4))
    found = product_top(sp.csr_array(left), sp.csr_array(right), 4, 1).toarray()
    wanted = left @ right
    wanted[wanted < np.sort(wanted, axis=1)[:, -4][:, None]] = 0.0
    np.testing.assert_allclose(found, wanted, rtol=1e-5)
