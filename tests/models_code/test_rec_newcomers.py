"""Places kept for products that nobody has chosen yet."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.recommendation.newcomers import with_newcomers


def test_one_place_in_ten_is_a_newcomers() -> None:
    new = np.zeros(40, dtype=bool)
    new[[30, 35, 38]] = True
    order = with_newcomers(new, 0.1)
    assert np.flatnonzero(new[order]).tolist() == [9, 19, 29]
    assert order[[9, 19, 29]].tolist() == [30, 35, 38]


def test_what_stands_above_by_itself_counts() -> None:
    new = np.zeros(30, dtype=bool)
    new[[2, 25]] = True
    order = with_newcomers(new, 0.1)
    assert np.flatnonzero(new[order]).tolist() == [2, 19]


@pytest.mark.parametrize("share", [0.0, 0.5])
def test_without_newcomers_or_share_nothing_moves(share: float) -> None:
    new = np.array([False, False, True]) if share == 0 else np.zeros(3, dtype=bool)
    assert with_newcomers(new, share).tolist() == [0, 1, 2]


@given(st.lists(st.booleans(), max_size=60), st.floats(0.01, 1.0))
def test_all_stay_and_newcomers_come_in_time(drawn: list[bool], share: float) -> None:
    new = np.array(drawn, dtype=bool)
    order = with_newcomers(new, share)
    assert sorted(order.tolist()) == list(range(len(new)))
    for kind in (True, False):
        assert (np.diff(order[new[order] == kind]) > 0).all(), "each kind keeps its order"
    place = np.flatnonzero(new[order]) + 1
    due = np.ceil(np.arange(1, len(place) + 1) / share)
    enough = due - np.arange(1, len(place) + 1) <= (~new).sum()
    assert (place <= due)[enough].all()
