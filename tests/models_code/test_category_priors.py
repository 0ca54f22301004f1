"""Where a listing tells nothing, or has fewer candidates than leaves are asked for, the most frequent leaves answer."""

from __future__ import annotations

import numpy as np
import pytest

from models.product_classification.answers import Answers
from models.product_classification.priors import Priors


def of(leaves: list[list[int]], probability: list[list[float]]) -> Answers:
    rows = len(leaves)
    found = np.array(probability)
    return Answers(
        np.array(leaves), found, found > 0.5, np.zeros(rows, dtype=np.int64), np.ones(rows), np.zeros(rows, dtype=bool)
    )


def test_shares_are_of_the_labels_and_no_leaf_has_none() -> None:
    share = Priors.of(np.array([7, 0, 2]), 1.0).share
    np.testing.assert_allclose(share, [8 / 12, 1 / 12, 3 / 12])


def test_a_listing_that_tells_nothing_has_the_root_and_no_leaf_assigned() -> None:
    found = Priors.of(np.array([1, 5, 3]), 1.0).answers(2, 2)
    assert found.leaves.tolist() == [[1, 2], [1, 2]]
    assert found.node.tolist() == [0, 0]
    assert not found.sure.any()
    assert not found.assigned.any()


@pytest.mark.parametrize("k", [3, 4, 6])
def test_other_leaves_follow_the_candidates(k: int) -> None:
    priors = Priors.of(np.array([9, 1, 5, 3, 2, 4]), 1.0)
    found = priors.completed(of([[3, 0], [2, -1], [-1, -1]], [[0.8, 0.1], [0.6, 0.0], [0.0, 0.0]]), k)
    assert found.leaves.tolist() == [row[:k] for row in ([3, 0, 2, 5, 4, 1], [2, 0, 5, 3, 4, 1], [0, 2, 5, 3, 4, 1])]
    assert (np.diff(found.probability, axis=1) <= 0).all()
    assert (found.probability > 0).all()
    assert found.assigned.sum(axis=1).tolist() == [1, 1, 0]
    if k == 6:
        np.testing.assert_allclose(found.probability[[0, 2]].sum(axis=1), 1)


def test_what_is_complete_is_only_cut() -> None:
    asked = of([[3, 0, 1]], [[0.8, 0.1, 0.05]])
    found = Priors.of(np.ones(4), 1.0).completed(asked, 2)
    assert found.leaves.tolist() == [[3, 0]]
    assert found.probability.tolist() == [[0.8, 0.1]]
