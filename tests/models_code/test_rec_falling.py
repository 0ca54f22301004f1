"""Scores that fall along a list."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.recommendation.falling import falling


def test_what_falls_stays_and_ties_stay_ties() -> None:
    scores = np.array([3.0, 2.0, 2.0, -1.0], dtype=np.float32)
    assert falling(scores).tolist() == [3.0, 2.0, 2.0, -1.0]


def test_what_follows_a_product_brought_up_is_below_it_and_apart() -> None:
    told = falling(np.array([3.0, 0.5, 2.0, 1.0, 0.4], dtype=np.float32))
    assert (np.diff(told) < 0).all()
    assert told[:2].tolist() == [3.0, 0.5]
    assert abs(told[2] - 0.5) < 1e-9
    assert told[-1] == np.float32(0.4)


@given(st.lists(st.floats(-5, 5, width=32, allow_subnormal=False), max_size=50))
def test_scores_never_rise(drawn: list[float]) -> None:
    assert (np.diff(falling(np.array(drawn, dtype=np.float32))) <= 0).all()
