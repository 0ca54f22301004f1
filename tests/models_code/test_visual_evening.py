"""Vectors evened by what pictures of one product differ in."""

from __future__ import annotations

import numpy as np
import pytest

from models.visual_search.evening import evened, evening, scatter
from models.visual_search.fusion_judging import Asked
from models.visual_search.fusion_settings import FusionSettings
from models.visual_search.fusion_weights import best_fusion

WIDTH = 6
LOUD = np.array([3.0, 1, 1, 1, 1, 1])  # how much pictures of one product differ, by direction


def _photos(products: int, each: int, seed: int, loud: np.ndarray = LOUD) -> tuple[np.ndarray, np.ndarray]:
    """Vectors of photos of products whose own vectors do not depend on the seed, and their codes."""
    codes = np.repeat(np.arange(products), each)
    own = np.random.default_rng(99).normal(size=(products, WIDTH))
    noise = np.random.default_rng(seed).normal(size=(len(codes), WIDTH)) * loud * 0.3
    return (own[codes] + noise).astype(np.float32), codes


def _of_length_one(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_scatter_is_what_photos_of_one_product_differ_by_not_what_products_do() -> None:
    vectors, codes = _photos(50, 20, seed=0)
    found = scatter(vectors, codes, np.zeros(len(codes), dtype=bool), 0.5)
    assert found is not None
    np.testing.assert_allclose(found, np.diag(LOUD**2 / (LOUD**2).mean()), atol=0.2)
    assert np.trace(found) == pytest.approx(WIDTH, rel=1e-5)


def test_all_catalogue_pictures_alike_apart_from_photos_do_not_count_but_each_ones_own_way_does() -> None:
    vectors, codes = _photos(200, 4, seed=0, loud=np.ones(WIDTH))
    shots, owners = _photos(200, 1, seed=1, loud=np.array([1.0, 1, 1, 1, 1, 8]))
    shots[:, 2] += 50.0
    every, of_catalogue = np.concatenate([vectors, shots]), np.arange(1000) >= 800
    found = scatter(every, np.concatenate([codes, owners]), of_catalogue, 0.5)
    assert found is not None
    assert found[5, 5] > 4 * found[2, 2]
    assert found[2, 2] == pytest.approx(found[0, 0], rel=0.3)


@pytest.mark.parametrize("of_catalogue", [False, True])
def test_where_each_product_has_one_picture_nobody_can_tell(of_catalogue: bool) -> None:
    vectors, codes = _photos(9, 1, seed=0)
    assert scatter(vectors, codes, np.full(9, of_catalogue), 0.1) is None
    assert scatter(vectors[:0], codes[:0], np.zeros(0, dtype=bool), 0.1) is None


def test_wholly_evened_they_differ_alike_and_not_at_all_evened_they_stay() -> None:
    vectors, codes = _photos(50, 20, seed=0)
    found = scatter(vectors, codes, np.zeros(len(codes), dtype=bool), 0.0)
    assert found is not None
    whole = evening(found, 1.0)
    np.testing.assert_allclose(whole @ found @ whole.T, np.eye(WIDTH), atol=1e-4)
    np.testing.assert_allclose(evening(found, 0.0), np.eye(WIDTH), atol=1e-6)
    assert evened(vectors, None) is vectors


def _question(loud: np.ndarray) -> tuple[np.ndarray, np.ndarray, Asked]:
    entries, owners = _photos(60, 5, seed=0, loud=loud)
    queries, codes = _photos(60, 5, seed=1, loud=loud)
    asked = Asked(codes, owners, np.zeros(len(owners), dtype=bool))
    return _of_length_one(queries), _of_length_one(entries), asked


def test_valid_finds_more_where_one_direction_says_nothing() -> None:
    queries, entries, asked = _question(np.array([12.0, 1, 1, 1, 1, 1]))
    weights, matrix, facts = best_fusion({"engine": (queries, entries)}, asked, FusionSettings())
    assert weights == {}
    assert matrix is not None
    plain = asked.both_ranks(queries @ entries.T, 0.25)
    better = asked.both_ranks(evened(queries, matrix) @ evened(entries, matrix).T, 0.25)
    assert facts["reciprocal_rank"] == pytest.approx(better, abs=1e-3)
    assert better > plain + 0.05
    assert facts["reciprocal_rank_of_engine"] == pytest.approx(plain, abs=1e-3)
    assert facts["evened"] > 0


def test_nothing_is_evened_that_does_not_pay_or_that_too_few_tell_of() -> None:
    queries, entries, asked = _question(np.ones(WIDTH))
    parts = {"engine": (queries, entries)}
    _, matrix, facts = best_fusion(parts, asked, FusionSettings(least_gain=0.05))
    assert matrix is None
    assert facts["evened"] == 0.0
    assert best_fusion(parts, asked, FusionSettings(fewest=301)) == ({}, None, {"valid_pictures": 300})


def test_entries_that_are_looked_in_alone_even_nothing() -> None:
    entries, owners = _photos(30, 6, seed=0)
    others, theirs = _photos(30, 6, seed=1, loud=np.array([1.0, 1, 1, 1, 1, 9]))
    queries, codes = _photos(30, 3, seed=2)
    learnt = np.arange(len(entries) + len(others)) < len(entries)
    every = _of_length_one(np.concatenate([entries, others]))
    every_owner = np.concatenate([owners, theirs + 30])
    of_photos = np.zeros(len(every), dtype=bool)
    parts = {"engine": (_of_length_one(queries), every)}
    settings = FusionSettings(evened=(0.0, 0.9), least_gain=0.0)
    _, matrix, _ = best_fusion(parts, Asked(codes, every_owner, of_photos, learnt), settings)
    differing = scatter(every[learnt], owners, of_photos[learnt], settings.catalogue_scatter)
    assert differing is not None
    assert matrix is not None
    np.testing.assert_allclose(matrix, evening(differing, 0.9), rtol=1e-5)
