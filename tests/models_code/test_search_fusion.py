"""Reciprocal-rank fusion of lists."""

from __future__ import annotations

import numpy as np

from models.product_search.fusion import Ranked, fuse


def ranked(*positions: int) -> Ranked:
    return Ranked(np.array(positions, dtype=np.int64), np.linspace(1, 0.5, len(positions), dtype=np.float32))


def test_a_product_of_both_lists_comes_before_one_of_either() -> None:
    found = fuse([ranked(5, 7), ranked(9, 7)], [1.0, 1.0], 60.0)
    assert list(found.positions) == [7, 5, 9]
    np.testing.assert_allclose(found.score, [2 / 62, 1 / 61, 1 / 61])


def test_places_and_scores_are_those_of_the_lists_and_missing_elsewhere() -> None:
    found = fuse([ranked(5, 7), ranked(7)], [1.0, 1.0], 60.0)
    assert list(found.positions) == [7, 5]
    np.testing.assert_array_equal(found.places, [[2, 1], [1, np.nan]])
    np.testing.assert_array_equal(found.scores, [[0.5, 1], [1, np.nan]])


def test_a_list_without_weight_changes_no_order() -> None:
    assert list(fuse([ranked(5, 7), ranked(7, 5)], [1.0, 0.0], 60.0).positions) == [5, 7]


def test_lists_may_be_empty() -> None:
    assert list(fuse([Ranked.empty(), ranked(3)], [1.0, 1.0], 60.0).positions) == [3]
    assert not len(fuse([Ranked.empty(), Ranked.empty()], [1.0, 1.0], 60.0).positions)
