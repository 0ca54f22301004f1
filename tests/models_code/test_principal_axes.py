"""The directions along which vectors differ most."""

from __future__ import annotations

import numpy as np

from models.principal_axes import principal_axes


def test_the_widest_direction_comes_first_and_all_are_square_to_each_other() -> None:
    drawn = np.random.default_rng(0).normal(size=(500, 6)) * [1.0, 9.0, 2.0, 5.0, 0.5, 3.0]
    axes = principal_axes((drawn - drawn.mean(axis=0)).astype(np.float32), 4)
    assert np.abs(axes).argmax(axis=0).tolist() == [1, 3, 5, 2]
    np.testing.assert_allclose(axes.T @ axes, np.eye(4), atol=1e-5)


def test_few_vectors_have_no_more_axes_than_they_span() -> None:
    few = np.random.default_rng(1).normal(size=(3, 384)).astype(np.float32)
    few -= few.mean(axis=0)
    axes = principal_axes(few, 96)
    assert axes.shape == (384, 2)
    np.testing.assert_allclose(few @ axes @ axes.T, few, atol=1e-5)


def test_equal_vectors_have_no_axis() -> None:
    assert principal_axes(np.zeros((5, 8), dtype=np.float32), 4).shape == (8, 0)
