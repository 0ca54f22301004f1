"""Looking closer at what was found: points in common move the right entry up."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from models.visual_search.head import Head
from models.visual_search.head_fitting import _reciprocal_rank, weighed
from models.visual_search.head_settings import HeadSettings
from models.visual_search.local_features import in_common, points_of
from models.visual_search.point_blocks import PointBlock, PointBlocks

SETTINGS = HeadSettings(fewest=3)
LABELS = 6


def _label(seed: int, side: int = 160) -> np.ndarray:
    """Printed matter: spots of many sizes."""
    rng = np.random.default_rng(seed)
    layers = [
        np.asarray(Image.fromarray(rng.integers(0, 256, (n, n, 3), dtype=np.uint8)).resize((side, side)), dtype=float)
        for n in (6, 14, 30)
    ]
    return np.mean(layers, axis=0).astype(np.uint8)


def _photo(seed: int) -> np.ndarray:
    """The same, smaller and turned, on grey, in less light."""
    picture = Image.fromarray(_label(seed)).rotate(20, expand=True, fillcolor=(120, 120, 120)).resize((180, 180))
    ground = Image.new("RGB", (240, 220), (120, 120, 120))
    ground.paste(picture, (40, 20))
    return (np.asarray(ground) * 0.8).astype(np.uint8)


@pytest.fixture(scope="module")
def head() -> Head:
    return Head.of([[_label(seed) for seed in range(LABELS)]], SETTINGS, threads=1)


def _found() -> tuple[list[np.ndarray], np.ndarray, np.ndarray, np.ndarray]:
    """Photos whose right entry was found last."""
    products = np.arange(LABELS)
    entries = np.stack([np.roll(products, -seed - 1) for seed in range(LABELS)])
    scores = np.tile(np.linspace(0.6, 0.5, LABELS, dtype=np.float32), (LABELS, 1))
    return [_photo(seed) for seed in range(LABELS)], products, entries, scores


def test_a_turned_photo_has_points_in_common_with_its_label_alone() -> None:
    photo = points_of(_photo(0), SETTINGS)
    counts = [in_common(photo, points_of(_label(seed), SETTINGS), SETTINGS) for seed in range(3)]
    assert counts[0] > 20
    assert max(counts[1:]) <= SETTINGS.least + 2


def test_the_right_entry_moves_to_the_front_once_weighed(head: Head) -> None:
    crops, products, entries, scores = _found()
    better = weighed(head, crops, products, entries, entries, scores)
    assert better is not None
    assert better.facts["reciprocal_rank"] > 0.9 > 0.3 > better.facts["reciprocal_rank_without"]
    for crop, found, own in zip(crops, entries, scores, strict=True):
        moved = better.rerank(crop, found, own)
        assert found[moved.argmax()] == found[-1]
        assert (moved >= own).all()


def test_it_is_not_kept_where_it_adds_nothing_or_nobody_can_tell(head: Head) -> None:
    crops, products, entries, scores = _found()
    first = np.stack([np.roll(row, 1) for row in entries])  # the right one was first already
    assert weighed(head, crops, products, first, first, scores) is None
    assert weighed(head, crops[:2], products[:2], entries[:2], entries[:2], scores[:2]) is None
    assert weighed(head, crops, products, entries, np.full_like(entries, 99), scores) is None


def test_places_that_hold_no_entry_stay_where_they_are(head: Head) -> None:
    crops, products, entries, scores = _found()
    entries[:, 0], scores[:, 0] = -1, -np.inf
    better = weighed(head, crops, products, entries, entries, scores)
    assert better is not None
    assert better.rerank(crops[0], entries[0], scores[0])[0] == -np.inf


def test_a_stored_one_scores_the_same(head: Head, tmp_path: Path) -> None:
    crops, products, entries, scores = _found()
    better = weighed(head, crops, products, entries, entries, scores)
    assert better is not None
    better.save(tmp_path)
    loaded = Head.load(tmp_path)
    assert (loaded.facts, loaded.settings, len(loaded)) == (better.facts, better.settings, LABELS)
    for crop, found, own in zip(crops, entries, scores, strict=True):
        np.testing.assert_array_equal(loaded.rerank(crop, found, own), better.rerank(crop, found, own))


def test_added_entries_are_looked_at_too(head: Head) -> None:
    crops, products, entries, scores = _found()
    better = weighed(head, crops, products, entries, entries, scores)
    assert better is not None
    grown = better.extended([[_label(70)], [_label(71)]])
    assert (len(better), len(grown)) == (LABELS, LABELS + 2)
    asked, found = _photo(71), np.array([0, LABELS + 1])
    moved = grown.rerank(asked, found, np.array([0.6, 0.5], dtype=np.float32))
    assert moved.argmax() == 1


def test_some_entries_keep_their_points(head: Head) -> None:
    crops, products, entries, scores = _found()
    better = weighed(head, crops, products, entries, entries, scores)
    assert better is not None
    kept = np.array([0, 3, 4])
    few = better.taken(kept)
    assert len(few) == 3
    equal = np.full(3, 0.5, dtype=np.float32)
    np.testing.assert_array_equal(few.rerank(_photo(3), np.arange(3), equal), better.rerank(_photo(3), kept, equal))
    assert len(better.taken(np.zeros(0, dtype=np.int64))) == 0


def test_entries_beyond_the_most_have_no_points_and_stay_where_they_are(head: Head) -> None:
    room = replace(SETTINGS, most_entries=LABELS + 1)
    grown = Head(head._points, room, 0.02, {}).extended([[_label(70), _label(71)], [_label(72)]])
    assert len(grown) == LABELS + 3
    assert [len(grown._points[LABELS + at][0]) > 0 for at in range(3)] == [True, False, False]
    found, scores = np.array([LABELS + 1, LABELS]), np.array([0.5, 0.5], dtype=np.float32)
    moved = grown.rerank(_photo(70), found, scores)
    assert moved[1] > moved[0] == np.float32(0.5)


def test_points_that_come_one_by_one_are_copied_a_few_times() -> None:
    rng = np.random.default_rng(3)
    pictures = [
        (np.full((count, 2), number, np.float16), np.full((count, 128), number, np.uint8))
        for number, count in enumerate(rng.integers(0, 4, 100))
    ]
    blocks = PointBlocks(())
    for one in pictures:
        blocks = blocks.with_more(PointBlock.of([one]))
        assert len(blocks.blocks) <= 8
    assert len(blocks) == 100
    for of in (blocks, PointBlocks((blocks.joined(),))):
        for number, (places, looks) in enumerate(pictures):
            np.testing.assert_array_equal(of[number][0], places)
            np.testing.assert_array_equal(of[number][1], looks)
    assert blocks.taken(np.array([7, 3]))[0][0].tolist() == pictures[7][0].tolist()


@pytest.mark.parametrize("shape", [(1, 1), (2, 300), (50, 50)])
def test_pictures_without_points_have_none_in_common(head: Head, shape: tuple[int, int]) -> None:
    flat = np.full((*shape, 3), 90, dtype=np.uint8)
    points = points_of(flat, SETTINGS)
    assert len(points) == 0
    assert in_common(points, points_of(_label(0), SETTINGS), SETTINGS) == 0
    scores = np.array([0.3, 0.2], dtype=np.float32)
    np.testing.assert_array_equal(head.rerank(flat, np.array([0, 1]), scores), scores)


def test_wrong_entries_that_score_the_same_as_the_right_one_count_half() -> None:
    right = np.array([[True, False, False], [True, True, False]])
    same = np.full((2, 3), 0.5, dtype=np.float32)
    assert _reciprocal_rank(same, right) == pytest.approx((1 / 2 + 1 / 1.5) / 2)
    assert _reciprocal_rank(np.array([[0.5, 0.9, 0.1], [0.2, 0.6, 0.6]]), right) == pytest.approx((1 / 2 + 1 / 1.5) / 2)
