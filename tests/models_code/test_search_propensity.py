"""Propensities of places, read from a log whose truth is known."""

from __future__ import annotations

import numpy as np
import pytest

from models.product_search.propensity import Propensities, estimated
from models.product_search.propensity_settings import PropensitySettings

SETTINGS = PropensitySettings(places=8)
TRUTH = 1 / np.arange(1, 9) ** 0.8


def log(groups: int, shown: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Products that suit differently, the better ones higher up, each shown at places near its own."""
    rng = np.random.default_rng(seed)
    suits = np.sort(rng.uniform(0.05, 0.9, groups))[::-1]
    own = np.repeat(np.arange(groups) * 8 // groups, shown) + rng.integers(-2, 3, groups * shown)
    place = np.clip(own, 0, 7)
    group = np.repeat(np.arange(groups), shown)
    clicks = rng.random(len(group)) < suits[group] * TRUTH[place]
    return group, place + 1.0, clicks


def test_the_truth_is_recovered_though_better_products_stand_higher() -> None:
    group, rank, clicks = log(800, 30, 0)
    found = estimated(group, rank, clicks, SETTINGS)
    np.testing.assert_allclose(found.chance, TRUTH, rtol=0.15)
    naive = np.array([clicks[rank == place].mean() for place in range(1, 9)])
    assert np.abs(naive / naive[0] - TRUTH).max() > 2 * np.abs(found.chance - TRUTH).max()


def test_propensities_fall_from_one_and_hold_below_the_last_place() -> None:
    found = estimated(*log(300, 10, 1), SETTINGS)
    assert found.chance[0] == 1.0
    assert (np.diff(found.chance) <= 0).all()
    np.testing.assert_allclose(found.of(np.array([1, 8, 50, np.nan])), [1.0, found.chance[7], found.chance[7], 1.0])


def test_a_place_that_no_page_has_is_the_last() -> None:
    group, rank, clicks = log(300, 10, 1)
    found = estimated(group, rank, clicks, SETTINGS)
    deep = np.where(rank == 8, 1e30, rank)
    np.testing.assert_array_equal(estimated(group, deep, clicks, SETTINGS).chance, found.chance)
    np.testing.assert_array_equal(found.of(np.array([1e30, 0.0])), [found.chance[7], 1.0])


@pytest.mark.parametrize("settings", [PropensitySettings(enabled=False), PropensitySettings(fewest_clicks=10**9)])
def test_nothing_is_corrected_where_it_is_not_wanted_or_little_is_known(settings: PropensitySettings) -> None:
    found = estimated(*log(300, 10, 1), settings)
    assert not found.facts["corrected"]
    assert (found.of(np.array([1.0, 7.0])) == 1).all()


def test_a_log_without_places_corrects_nothing() -> None:
    group, _, clicks = log(300, 10, 1)
    found = estimated(group, np.full(len(group), np.nan), clicks, SETTINGS)
    assert found.facts["corrected"] is False
    assert isinstance(found, Propensities)


def test_products_that_never_move_tell_nothing() -> None:
    group = np.arange(4_000) % 8
    clicks = np.random.default_rng(0).random(4_000) < 0.5
    assert estimated(group, group + 1.0, clicks, SETTINGS).facts["corrected"] is False
