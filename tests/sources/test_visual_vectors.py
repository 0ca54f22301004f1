"""Vectors of distractors: as many as are wanted, spread like the real ones, always the same."""

from __future__ import annotations

import numpy as np
import pytest

from sources.simulator.visual_vectors import distractor_vectors


@pytest.fixture
def real() -> np.ndarray:
    rng = np.random.default_rng(0)
    wide = rng.normal(0, 1, (500, 16)) * np.linspace(2, 0.1, 16) + np.eye(16)[0] * 3
    return np.asarray(wide / np.linalg.norm(wide, axis=1, keepdims=True), np.float32)


def test_as_many_as_wanted_of_unit_length(real: np.ndarray) -> None:
    parts = list(distractor_vectors(real, 2_500, seed=1, batch=1_000))
    assert [len(part) for part in parts] == [1_000, 1_000, 500]
    whole = np.concatenate(parts)
    assert whole.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(whole, axis=1), 1, atol=1e-5)


def test_more_begin_with_the_same(real: np.ndarray) -> None:
    few, many = (np.concatenate(list(distractor_vectors(real, n, seed=1, batch=1_000))) for n in (700, 1_500))
    np.testing.assert_array_equal(few, many[:700])
    other = next(distractor_vectors(real, 700, seed=2, batch=1_000))
    assert not np.allclose(few, other)


def test_they_crowd_where_real_ones_do(real: np.ndarray) -> None:
    made = next(distractor_vectors(real, 4_000, seed=1, batch=4_000))
    assert made.mean(axis=0) @ real.mean(axis=0) > 0.9 * np.linalg.norm(real.mean(axis=0)) ** 2
    spread = np.corrcoef(made.var(axis=0), real.var(axis=0))[0, 1]
    assert spread > 0.95
    plain = np.random.default_rng(1).standard_normal((4_000, 16)).astype(np.float32)
    plain /= np.linalg.norm(plain, axis=1, keepdims=True)
    nearest = (real @ made.T).max(axis=1).mean()
    assert nearest > (real @ plain.T).max(axis=1).mean()
    # none is a copy of a real one
    assert (made @ real.T).max() < 1 - 1e-6


def test_one_vector_tells_nothing() -> None:
    with pytest.raises(ValueError, match="two or more"):
        next(distractor_vectors(np.ones((1, 4), np.float32), 5, seed=0))
