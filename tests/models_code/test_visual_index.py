"""The index of pictures: what it finds, what it may not find, and what comes and goes after training."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.dense_index_settings import GraphIndexSettings
from models.minilm import unit
from models.visual_search.index import GONE, Found, PictureIndex
from models.visual_search.index_settings import IndexSettings
from models.visual_search.pooling import products_of

COUNT, WIDTH = 600, 8
FLAT = IndexSettings()
GRAPH = IndexSettings(nearest=GraphIndexSettings(flat_up_to=100, looked=64))


def _vectors(count: int = COUNT, seed: int = 3) -> np.ndarray:
    return unit(np.random.default_rng(seed).normal(size=(count, WIDTH)).astype(np.float32))


def _built(settings: IndexSettings) -> PictureIndex:
    owners = np.arange(COUNT) // 2  # two pictures of each product
    names = tuple(f"p{code}" for code in range(COUNT // 2))
    return PictureIndex.build(_vectors(), owners, names, settings, seed=1, threads=1)


@pytest.fixture(params=[FLAT, GRAPH], ids=["flat", "graph"])
def index(request: pytest.FixtureRequest) -> PictureIndex:
    return _built(request.param)


def test_a_picture_of_the_catalogue_finds_itself(index: PictureIndex) -> None:
    found = index.search(_vectors()[:40], 5, threads=1)
    assert (found.entries[:, 0] == np.arange(40)).all()
    assert (found.owners[:, 0] == np.arange(40) // 2).all()
    assert (np.diff(found.scores, axis=1) <= 0).all()


def test_products_that_are_not_wanted_are_not_found(index: PictureIndex) -> None:
    found = index.search(_vectors()[:2], 30, threads=1, without=frozenset({"p0", "nobody's"}))
    assert not (found.owners == 0).any()
    assert (found.entries >= 0).all()


@pytest.mark.parametrize("fresh_up_to", [100, 0], ids=["beside", "merged"])
def test_a_product_that_is_added_is_found_and_the_index_before_stays(index: PictureIndex, fresh_up_to: int) -> None:
    before = replace(index, settings=replace(index.settings, fresh_up_to=fresh_up_to))
    new = _vectors(3, seed=9)
    after = before.added(new, ["new", "p5", "new"], threads=1)
    assert (len(before), len(after)) == (COUNT, COUNT + 3)
    assert after.products[-1] == "new"
    assert bool(len(after.fresh)) == bool(fresh_up_to)
    found = after.search(new, 2, threads=1)
    assert [after.products[owner] for owner in found.owners[:, 0]] == ["new", "p5", "new"]
    assert (before.search(new, 2, threads=1).entries < COUNT).all()
    np.testing.assert_allclose((after.vectors(found.entries[:, 0]) * new).sum(axis=1), 1.0, atol=0.01)
    again = after.search(new, 2, threads=1, without=frozenset({"new"}))
    assert not (again.owners == len(after.products) - 1).any()


def test_a_product_that_is_removed_is_found_no_more_and_may_come_back(index: PictureIndex) -> None:
    vector = _vectors()[4:5]
    less = index.removed(["p2", "nobody's"])
    assert len(less) == COUNT - 2
    assert not (less.search(vector, COUNT, threads=1).owners == 2).any()
    back = less.added(vector, ["p2"], threads=1)
    assert back.search(vector, 1, threads=1).owners.tolist() == [[2]]
    assert back.products == index.products


def test_more_wanted_than_there_are_gives_what_there_is() -> None:
    small = PictureIndex.build(_vectors(3), np.arange(3), ("a", "b", "c"), FLAT, seed=1, threads=1)
    found = small.removed(["b"]).search(_vectors(1), 5, threads=1)
    assert (found.owners[0] != GONE).sum() == 2
    assert np.isneginf(found.scores[0, 2:]).all()
    assert (found.entries[0, 2:] == -1).all()


def test_what_is_read_answers_like_what_was_written(index: PictureIndex, tmp_path: Path) -> None:
    grown = index.added(_vectors(2, seed=5), ["x", "y"], threads=1).removed(["p7"])
    grown.save(tmp_path)
    read = PictureIndex.load(tmp_path, index.settings)
    for mine, theirs in zip(
        (grown.search(_vectors(9, seed=6), 7, threads=1), grown.products),
        (read.search(_vectors(9, seed=6), 7, threads=1), read.products),
        strict=True,
    ):
        if isinstance(mine, Found) and isinstance(theirs, Found):
            np.testing.assert_array_equal(mine.entries, theirs.entries)
            np.testing.assert_array_equal(mine.scores, theirs.scores)
        else:
            assert mine == theirs


def test_a_product_counts_once_by_its_best_entry_or_by_all_of_them() -> None:
    owners = np.array([[4, 2, 2, GONE], [7, 7, 1, 3]])
    scores = np.array([[0.9, 0.89, 0.88, -np.inf], [0.5, 0.4, 0.3, 0.2]], dtype=np.float32)
    found = Found(np.arange(8).reshape(2, 4), owners, scores)
    hard, soft = products_of(found, 0.0), products_of(found, 0.05)
    assert hard.products.tolist() == [[4, 2, GONE, GONE], [7, 1, 3, GONE]]
    np.testing.assert_allclose(hard.scores[0, :2], [0.9, 0.89])
    assert soft.products[0].tolist() == [2, 4, GONE, GONE]  # two near entries tell more than one a little nearer
    np.testing.assert_allclose(soft.scores[0, 0], 0.05 * np.log(np.exp(0.89 / 0.05) + np.exp(0.88 / 0.05)), rtol=1e-5)
    assert np.isneginf(soft.scores[0, 2:]).all()
