"""The index over vectors of products: what it finds, what it may find, and what it keeps."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from models.dense_index import DenseIndex
from models.dense_index_settings import DenseIndexSettings, GraphIndexSettings
from models.minilm import unit

COUNT, WIDTH = 4_000, 16
FLAT = DenseIndexSettings()
LISTS = DenseIndexSettings(flat_up_to=100, probed=0.2)
GRAPH = GraphIndexSettings(flat_up_to=100, links=12, building=40, looked=40)


def _vectors() -> npt.NDArray[np.float32]:
    rng = np.random.default_rng(3)
    centres = rng.normal(size=(60, WIDTH))
    return unit((centres[rng.integers(0, 60, COUNT)] + 0.3 * rng.normal(size=(COUNT, WIDTH))).astype(np.float32))


@pytest.fixture(scope="module", params=[FLAT, LISTS, GRAPH], ids=["flat", "lists", "graph"])
def index(request: pytest.FixtureRequest) -> DenseIndex:
    return DenseIndex.build(_vectors(), request.param, seed=1, threads=1)


def test_the_nearest_are_found_best_first(index: DenseIndex) -> None:
    vectors, shares = _vectors(), []
    for row in range(0, COUNT, 200):
        positions, scores = index.search(vectors[row], 20)
        assert positions[0] == row
        assert (np.diff(scores) <= 0).all()
        exact = np.argsort(-(vectors @ vectors[row]), kind="stable")[:20]
        shares.append(len(np.intersect1d(positions, exact)) / 20)
    assert np.mean(shares) > 0.9


def test_only_what_is_allowed_is_found(index: DenseIndex) -> None:
    allowed = np.zeros(COUNT, dtype=np.bool_)
    allowed[5::7] = True
    for row in (0, 5, 1_000):
        positions, _ = index.search(_vectors()[row], 30, allowed)
        assert len(positions) == 30
        assert allowed[positions].all()
    assert not len(index.search(_vectors()[0], 30, np.zeros(COUNT, dtype=np.bool_))[0])


def test_a_vector_of_nothing_is_near_to_nothing(index: DenseIndex) -> None:
    nothing = np.zeros(WIDTH, dtype=np.float32)
    assert not len(index.search(nothing, 5)[0])
    positions, scores = index.search_many(np.stack([nothing, _vectors()[3]]), 5, threads=1)
    assert (positions[0] == -1).all()
    assert np.isneginf(scores[0]).all()
    assert positions[1, 0] == 3


def test_more_wanted_than_there_are_gives_what_there_is() -> None:
    small = DenseIndex.build(_vectors()[:3], FLAT, seed=1, threads=1)
    assert len(small.search(_vectors()[0], 10)[0]) == 3
    assert not len(DenseIndex.build(_vectors()[:0], FLAT, seed=1, threads=1).search(_vectors()[0], 10)[0])


def test_vectors_come_back_close_to_what_was_put_in(index: DenseIndex) -> None:
    positions = np.array([7, 3_999, 0])
    held = index.vectors(positions)
    np.testing.assert_allclose((held * _vectors()[positions]).sum(axis=1), 1.0, atol=1e-3)
    assert index.vectors(positions[:0]).shape == (0, WIDTH)


def test_what_is_opened_answers_like_what_was_saved(index: DenseIndex, tmp_path: Path) -> None:
    index.save(tmp_path)
    opened = DenseIndex.open(tmp_path)
    assert len(opened) == COUNT
    for row in (1, 77):
        for mine, theirs in zip(index.search(_vectors()[row], 9), opened.search(_vectors()[row], 9), strict=True):
            np.testing.assert_array_equal(mine, theirs)
    np.testing.assert_array_equal(index.vectors(np.array([4])), opened.vectors(np.array([4])))
