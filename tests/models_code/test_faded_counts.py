"""Counts that fade."""

from __future__ import annotations

import numpy as np
import pytest

from models.faded_counts import DAY, DecayedCounts

HALF_LIFE = 7 * DAY


def counts(keys: list[int], days: list[float], weights: list[float] | None = None) -> DecayedCounts:
    worth = np.ones(len(keys)) if weights is None else np.array(weights)
    return DecayedCounts.of(np.array(keys, dtype=np.int64), np.array(days) * DAY, worth, HALF_LIFE)


def at(found: object, key: int, day: float) -> float:
    return float(found.at(np.array([key]), np.array([day * DAY]))[0])  # type: ignore[attr-defined]


def test_an_event_counts_half_after_a_half_life() -> None:
    assert at(counts([3], [0.0]), 3, 7.0) == pytest.approx(0.5)
    assert at(counts([3], [0.0]), 3, 14.0) == pytest.approx(0.25)


def test_what_happens_at_a_moment_or_later_is_not_known_at_it() -> None:
    found = counts([3, 3], [1.0, 2.0])
    assert at(found, 3, 1.0) == 0.0
    assert at(found, 3, 2.0) == pytest.approx(2 ** (-1 / 7))


def test_sums_are_those_of_every_event_by_itself() -> None:
    rng = np.random.default_rng(0)
    keys, days, weights = rng.integers(0, 5, 300), rng.uniform(0, 400, 300), rng.uniform(0, 2, 300)
    found = DecayedCounts.of(keys, days * DAY, weights, HALF_LIFE)
    for key, day in ((0, 30.0), (3, 399.0), (4, 200.5)):
        before = (keys == key) & (days < day)
        assert at(found, key, day) == pytest.approx((weights[before] * 2 ** (-(day - days[before]) / 7)).sum())


def test_old_counts_survive_a_log_of_very_many_half_lives() -> None:
    found = counts([1] * 3, [0.0, 1.0, 30_000.0])
    assert at(found, 1, 2.0) == pytest.approx(2 ** (-2 / 7) + 2 ** (-1 / 7))
    assert at(found, 1, 30_001.0) == pytest.approx(2 ** (-1 / 7))


def test_the_latest_counts_are_those_of_any_moment_after_the_log() -> None:
    found = counts([2, 5, 2, 9], [0.0, 3.0, 6.0, 7.0], [1.0, 2.0, -0.5, 1.0])
    keys, times = np.array([2, 5, 9, 4]), np.full(4, 8.0 * DAY)
    np.testing.assert_allclose(found.latest().at(keys, times), found.at(keys, times))


def test_keys_of_a_range_are_found_with_their_sums() -> None:
    found = counts([10, 11, 11, 20], [0.0, 0.0, 7.0, 0.0])
    for one in (found, found.latest()):
        keys, sums = one.within(10, 20, 14.0 * DAY)
        assert list(keys) == [10, 11]
        np.testing.assert_allclose(sums, [0.25, 0.75])
    early, _ = found.within(10, 20, 0.0)
    assert not len(early)


def test_unknown_keys_and_times_are_left_out() -> None:
    found = DecayedCounts.of(np.array([-1, 2]), np.array([0.0, np.nan]), np.ones(2), HALF_LIFE)
    assert at(found, 2, 5.0) == 0.0
    assert at(found.latest(), 2, 5.0) == 0.0
