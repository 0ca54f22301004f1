"""Boxes that are one and the same, boxes that are right, and what a find's log odds are worth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.visual_search.boxes import overlap
from models.visual_search.found import matched, suppressed
from models.visual_search.locator_judging import Judged, best_line, calibrated, judged
from models.visual_search.scenes import Scene

corner = st.integers(0, 40)
boxes = st.lists(st.tuples(corner, corner, st.integers(1, 40), st.integers(1, 40)), max_size=12).map(
    lambda rows: np.array([(x, y, x + w, y + h) for x, y, w, h in rows], dtype=np.float32).reshape(-1, 4)
)


def test_of_boxes_of_one_product_the_surest_stays():
    found = np.array([[0, 0, 10, 10], [1, 0, 11, 10], [30, 30, 40, 40]], dtype=np.float32)
    assert suppressed(found, np.array([0.5, 0.9, 0.1]), 0.5, 10).tolist() == [1, 2]
    assert suppressed(found, np.array([0.5, 0.9, 0.1]), 0.9, 10).tolist() == [1, 0, 2]
    assert suppressed(found, np.array([0.5, 0.9, 0.1]), 0.9, 2).tolist() == [1, 0]


@given(boxes, st.integers(0, 5))
def test_kept_boxes_do_not_overlap_and_each_dropped_one_overlaps_a_surer_one(found, seed):
    scores = np.random.default_rng(seed).random(len(found))
    kept = suppressed(found, scores, 0.5, 100)
    common = overlap(found, found)
    assert (np.diff(scores[kept]) <= 0).all()
    assert (common[np.ix_(kept, kept)] - np.eye(len(kept)) < 0.5).all()
    for row in set(range(len(found))) - set(kept.tolist()):
        assert any(common[row, one] >= 0.5 and scores[one] >= scores[row] for one in kept)


@given(boxes, boxes)
def test_each_true_box_is_found_once(found, true):
    which = matched(found, true, 0.5)
    hit = which[which >= 0]
    assert len(set(hit.tolist())) == len(hit)
    assert (overlap(found, true)[which >= 0, hit] >= 0.5).all()


def test_a_second_find_of_a_product_is_wrong():
    true = np.array([[0, 0, 10, 10]], dtype=np.float32)
    found = np.array([[0, 0, 10, 9], [0, 0, 10, 10]], dtype=np.float32)
    assert matched(found, true, 0.5).tolist() == [0, -1]


def scene(boxes: list[list[int]], visible: list[float]) -> Scene:
    count = len(boxes)
    return Scene(
        np.zeros((50, 50, 3), dtype=np.uint8),
        np.array(boxes, dtype=np.float32).reshape(-1, 4),
        np.zeros(count, dtype=np.int64),
        np.array(visible, dtype=np.float32),
    )


def test_what_is_hardly_seen_may_be_found_and_may_not():
    scenes = [scene([[0, 0, 10, 10], [20, 20, 30, 30]], [1.0, 0.1]), scene([], [])]
    finds = [
        (np.array([[0, 0, 10, 10], [20, 20, 30, 30], [40, 40, 45, 45]], dtype=np.float32), np.array([2.0, 1.0, 0.0])),
        (np.array([[5, 5, 9, 9]], dtype=np.float32), np.array([-1.0])),
    ]
    found = judged(finds, scenes, 0.5, 0.3)
    assert found.products == 1
    assert found.odds.tolist() == [2.0, 0.0, -1.0]
    assert found.right.tolist() == [True, False, False]
    assert found.at(1.0) == (1.0, 1.0)
    assert found.at(-9.0) == (1.0, pytest.approx(1 / 3))
    assert found.at(9.0) == (0.0, 1.0)


def test_the_line_weighs_recall_against_precision():
    odds = np.arange(10, 0, -1.0)
    right = np.array([1, 1, 1, 0, 1, 0, 0, 0, 0, 1], dtype=bool)
    found = Judged(odds, right, 5)
    assert best_line(found, 0.1) == 8.0
    assert best_line(found, 1.0) == 6.0
    assert best_line(found, 10.0) == 1.0
    assert best_line(Judged(odds, np.zeros(10, dtype=bool), 5), 1.0) == 0.0


def test_calibrated_odds_are_those_of_being_right():
    rng = np.random.default_rng(0)
    true = rng.normal(0, 2, 4_000)
    right = rng.random(4_000) < 1 / (1 + np.exp(-true))
    slope, intercept = calibrated(Judged((true - 1) / 2, right, 4_000), 5.0, 0.1)
    assert slope == pytest.approx(2, abs=0.2)
    assert intercept == pytest.approx(1, abs=0.2)
    assert calibrated(Judged(np.zeros(0), np.zeros(0, dtype=bool), 3), 5.0, 0.1) == (1.0, 0.0)
