"""The factors of the median."""

from __future__ import annotations

import numpy as np

from models.demand_forecasting.middle import Middle


def test_medians_next_to_nothing_do_not_give_huge_factors() -> None:
    medians = np.full(400, 1e-3, dtype=np.float32)
    actual = np.ones(400, dtype=np.float32)
    groups, origin = np.zeros(400, dtype=np.int64), np.repeat([0, 1], 200)

    factor = Middle.fit(medians, actual, groups, origin, 10, 1.25).of(groups)

    assert np.allclose(factor, 1.25)


def test_a_factor_that_helps_everywhere_is_taken_and_one_that_does_not_is_not() -> None:
    medians = np.full(400, 10, dtype=np.float32)
    groups, origin = np.repeat([0, 1], 200), np.tile([0, 1], 200)
    # the second group is too low at one origin and too high at the other
    actual = np.where(groups == 0, 11, np.where(origin == 0, 12, 8)).astype(np.float32)

    factor = Middle.fit(medians, actual, groups, origin, 10, 1.25).of(groups)

    assert np.allclose(factor[groups == 0], 1.1, atol=0.01)
    assert np.allclose(factor[groups == 1], 1)
